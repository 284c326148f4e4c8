package who

import "dateline/internal/text"

// Example is a pronoun with those whom it may stand for, to learn weights from.
type Example struct {
	Nobody  string // the feature of the choice of none of them
	Options []Option
}

// Option is somebody whom a pronoun may stand for.
type Option struct {
	Features []string
	Right    bool
}

// Examples returns the pronouns in d as the finder sees them. Right tells whether a pronoun at a token stands for the mention
// with a head and bounds (tokens, both included). Pronouns before are linked as it says when led, else by the weights at hand,
// so that one learns to live with mistakes. Those for which known is false are passed over. All mentions but actors must be
// found in d.
func (f *Finder) Examples(d *text.Document, led bool, known func(pronoun int) bool, right func(pronoun, head, first, last int) bool) []Example {
	w := f.words[d.Language]
	if w == nil {
		return nil
	}
	var all []Example
	r := &reader{}
	r.start(d, w)
	choose := func(m *mention, options []option) int {
		e, chosen := Example{Nobody: nobody(speechOf(m)).String()}, -1
		for k, o := range options {
			root := r.origin(o.mention)
			made := Option{Right: right(m.First, root.Head, root.First, root.Last)}
			for _, feature := range o.features {
				made.Features = append(made.Features, feature.String())
			}
			if made.Right && chosen < 0 {
				chosen = k
			}
			e.Options = append(e.Options, made)
		}
		if known(m.First) {
			all = append(all, e)
		}
		if !led {
			chosen = best(options, w.weights.of[nobody(speechOf(m))])
		}
		return chosen
	}
	r.learn = choose
	r.read()
	return all
}

// origin returns the mention that a row of mentions leads to.
func (r *reader) origin(i int) *mention {
	for r.found[i].Same >= 0 {
		i = r.found[i].Same
	}
	return &r.found[i]
}
