package rule

import (
	"fmt"
	"path"
	"slices"
	"strings"

	"dateline/internal/text"
)

// Rejection is a trigger whose words stand in a sentence although the act is not told there.
type Rejection struct {
	Act         *Act
	Pattern     *Pattern
	First, Last int    // the tokens from the first to the last word of the trigger, both included
	Why         string // what of the pattern does not hold, in its notation
}

// Rejected returns, in order of position, the triggers of acts in a parsed sentence that Find does not return, one of an act for each word. Of several
// patterns it tells the one that holds furthest. It is for explanations, and takes its time.
func (c *Codebook) Rejected(d *text.Document, sentence int) []Rejection {
	x, s := c.index[d.Language], d.Sentences[sentence]
	if x == nil || !s.Parsed {
		return nil
	}
	found, v, known := c.Find(d, sentence), x.book.view(d), arguments{}
	var all []Rejection
	for i := s.First; i < s.Last; i++ {
		held := map[string]int{} // for each act rejected here how many groups of its best pattern hold
		x.each(v, i, func(t *indexed) bool {
			r, groups, ok := t.rejection(v, s, i, known)
			before, again := held[t.pattern.Act.Name]
			if !ok || again && before >= groups || tells(found, r) {
				return false
			}
			held[r.Act.Name] = groups
			all = append(slices.DeleteFunc(all, func(o Rejection) bool { return o.Act == r.Act && o.First == r.First }), r)
			return false
		})
	}
	return all
}

// tells reports whether an act was found on the words of a rejection all the same, by another pattern.
func tells(found []Hit, r Rejection) bool {
	return slices.ContainsFunc(found, func(h Hit) bool {
		return h.Act == r.Act && slices.ContainsFunc(h.words, func(w int) bool { return w >= r.First && w <= r.Last })
	})
}

// rejection says why the trigger at token i does not match, and how many groups of its pattern hold; ok is false where its words do not stand or it does
// match.
func (t *indexed) rejection(v *view, s text.Sentence, i int, known arguments) (r Rejection, groups int, ok bool) {
	words := t.words(v, s, i)
	if words == nil {
		return r, 0, false
	}
	r = Rejection{Act: t.pattern.Act, Pattern: t.pattern, First: slices.Min(words), Last: slices.Max(words)}
	head := topOf(v.d, words)
	switch {
	case !t.pattern.headFits(v.d.Tokens[head].Tag):
		r.Why = fmt.Sprintf("%q is tagged %s, not as a %s", v.d.Tokens[head].Form, v.d.Tokens[head].Tag, t.pattern.Kind)
	case t.pattern.onlyNames(v, head):
		r.Why = "the noun only says of what kind another is"
	case namesPerson(v, head):
		r.Why = "part of somebody's name"
	default:
		r.Why, groups = t.pattern.refusal(v, &Hit{Head: head}, words, known)
	}
	return r, groups, r.Why != ""
}

// refusal names the group that keeps a pattern from matching, after how many that hold; it is empty when all hold.
func (p *Pattern) refusal(v *view, h *Hit, words []int, known arguments) (why string, groups int) {
	f := newFiller(p, v, h, words, known)
	for n, s := range p.slots {
		found := f.fill(s)
		if !f.refuses(s, found) {
			continue
		}
		if len(found) > 0 {
			return fmt.Sprintf("shut out by %q: %s", v.d.Tokens[found[0].Token].Form, s.written), n
		}
		return "nothing there fits " + s.written, n
	}
	return "", len(p.slots)
}

// String says what was rejected where: "arrest: nothing there fits (target) (arrest.md:24, en verb: (initiator) arrest (target))".
func (r Rejection) String() string {
	return fmt.Sprintf("%s: %s  (%s:%d, %s)", r.Act.Name, r.Why, path.Base(r.Pattern.File), r.Pattern.Line, strings.TrimSpace(r.Pattern.Text))
}
