package who

import (
	"slices"
	"strings"

	"dateline/internal/text"
)

// Mentions that are not of anybody known from the lists. They stay only if a pronoun stands for them, and things never do.
type spare uint8

const (
	none     spare = iota
	pair           // "Ann and Bob"
	byEnding       // a noun that ends as words for people do
	proper         // a name that the tagger of names passed over; whether of a person or of a body, the pronoun tells
	thing          // any other noun
)

// readSpare adds possessives and reflexives, and what else pronouns may stand for. Without pronouns it does nothing.
func (r *reader) readSpare() {
	for _, s := range r.d.Sentences {
		r.sentence = s
		for i := s.First; i < s.Last; i++ {
			if t := &r.d.Tokens[i]; t.Tag == text.PRON || t.Tag == text.DET {
				if t.Feats.Has(text.Poss) || t.Feats.Has(text.Reflex) || r.hangsBehind(i) {
					r.readPossessive(i)
				}
			}
		}
	}
	if !slices.ContainsFunc(r.found, func(m mention) bool { return m.pronoun != "" }) {
		return
	}
	r.readPairs()
	r.readThings()
	r.order()
}

// hangsBehind reports whether a French pronoun that the tree takes for empty is somebody after all: "a-t-elle dit", "il s'est enfui".
func (r *reader) hangsBehind(i int) bool {
	t := &r.d.Tokens[i]
	if r.words.language != text.French || t.Rel.Base() != "expl" || t.Feats.Has(text.Reflex) || r.impersonal(i) {
		return false
	}
	return strings.HasPrefix(t.Form, "-") || i+1 < r.sentence.Last && r.d.Tokens[i+1].Feats.Has(text.Reflex)
}

// readPossessive adds "his", "their", "himself".
func (r *reader) readPossessive(i int) {
	value, tokens, ok := r.words.pronouns.At(r.d, i)
	if !ok || tokens > 1 {
		return
	}
	r.addPronoun(i, i, value)
}

// readPairs adds two people, or more, that "and" joins: "Ann and Bob", "Ann Hall, 42, her sons and a friend".
func (r *reader) readPairs() {
	const far = 4 // mentions that may stand between the first and the last of a row
	latest := make([]int, 0, far+1)
	for i := range len(r.found) {
		b := &r.found[i]
		if b.inside || b.pronoun != "" {
			continue
		}
		for k := len(latest) - 1; k >= 0; k-- {
			if a := &r.found[latest[k]]; k == len(latest)-1 && r.joined(a, b) || r.coordinated(a, b) {
				r.addPair(*a, *b)
				break
			}
		}
		if len(latest) > far {
			latest = append(latest[:0], latest[1:]...)
		}
		latest = append(latest, i)
	}
}

func (r *reader) addPair(a, b mention) {
	m := mention{headFirst: a.headFirst, plural: true, spare: pair}
	m.First, m.Last, m.Head = a.First, b.Last, a.Head
	m.Kind, m.Class = text.Group, "private"
	m.Name, m.Origin = r.d.At(r.d.Cover(m.First, m.Last)), b.Origin
	r.sentence = r.sentenceOf(&a)
	r.add(m)
}

// coordinated reports whether the tree makes the second of two mentions the last of a row that begins with the first.
func (r *reader) coordinated(a, b *mention) bool {
	t := &r.d.Tokens[b.Head]
	if a.sentence != b.sentence || t.Rel.Base() != "conj" || t.Head != a.Head || a.Kind == text.Country || b.Kind == text.Country {
		return false
	}
	for i := b.First - 1; i > a.Last && i >= b.First-2; i-- {
		if r.d.Tokens[i].Tag == text.CCONJ {
			return true
		}
	}
	return false
}

func (r *reader) sentenceOf(m *mention) text.Sentence {
	n, _ := slices.BinarySearchFunc(r.d.Sentences, m.First, func(s text.Sentence, first int) int {
		if s.Last <= first {
			return -1
		}
		return 1
	})
	return r.d.Sentences[n]
}

// joined reports whether a conjunction joins two people or groups: "Ann and Bob", "Ann and her brother".
func (r *reader) joined(a, b *mention) bool {
	between := b.First - a.Last - 1
	if between == 2 && r.d.Tokens[b.First-1].Feats.Has(text.Poss) {
		between = 1
	}
	if between != 1 || a.sentence != b.sentence || r.d.Tokens[a.Last+1].Tag != text.CCONJ || a.Kind == text.Country || b.Kind == text.Country {
		return false
	}
	if t := &r.d.Tokens[b.Head]; t.Rel != "" {
		return t.Rel.Base() == "conj"
	}
	return true
}

// readThings adds nouns that are not of anybody known: rivals of those who are.
func (r *reader) readThings() {
	taken := make([]bool, len(r.d.Tokens))
	for i := range r.found {
		if m := &r.found[i]; m.spare == none {
			for k := m.headFirst; k <= max(m.Head, m.headFirst); k++ {
				taken[k] = true
			}
			if m.named {
				for k := m.First; k <= m.Last; k++ {
					taken[k] = true
				}
			}
		}
	}
	for _, s := range r.d.Sentences {
		r.sentence = s
		for i := s.First; i < s.Last; i++ {
			if !taken[i] {
				r.readThing(i)
			}
		}
	}
}

func (r *reader) readThing(i int) {
	t := &r.d.Tokens[i]
	if t.Tag != text.NOUN && t.Tag != text.PROPN || r.date[i] != 0 || r.compound(i) {
		return
	}
	n := r.nameOver(i)
	if n != nil && n.Last != i {
		return
	}
	if n == nil && t.Tag == text.PROPN {
		r.readProper(i)
		return
	}
	m := mention{headFirst: i, spare: thing}
	m.First, m.Last, m.Head = i, i, i
	m.plural = t.Feats.Has(text.Plur)
	m.Kind = ""
	if t.Tag == text.NOUN && r.words.endsAsPerson(t.Lemma) {
		m.spare, m.Kind, m.Class = byEnding, text.Person, "private"
		if m.plural {
			m.Kind = text.Group
		}
		m.First = r.left(i)
		m.Name, m.Origin = t.Form, text.Origin{Rule: "list-person-endings", Version: r.words.endings.Version}
	}
	if r.words.language == text.French {
		switch {
		case t.Feats.Has(text.Masc) && !t.Feats.Has(text.Fem):
			m.gender = 'm'
		case t.Feats.Has(text.Fem) && !t.Feats.Has(text.Masc):
			m.gender = 'f'
		}
	}
	r.add(m)
}

// readProper adds a row of proper nouns that ends at token i and is no name that was found.
func (r *reader) readProper(i int) {
	if !startsUpper(r.d.Tokens[i].Form) || i+1 < r.sentence.Last && r.d.Tokens[i+1].Tag == text.PROPN || r.place[i] != 0 {
		return
	}
	m := mention{headFirst: i, spare: proper, named: true}
	for m.headFirst > r.sentence.First && r.d.Tokens[m.headFirst-1].Tag == text.PROPN && r.name[m.headFirst-1] == 0 {
		m.headFirst--
	}
	m.First, m.Last, m.Head = r.left(m.headFirst), i, r.headOfName(m.headFirst, i)
	m.Kind, m.Class = text.Person, "private"
	m.Name = r.d.At(r.d.Cover(m.headFirst, i))
	m.Origin = text.Origin{Rule: "list-pronouns", Version: r.words.pronouns.Version}
	r.gender(&m)
	r.add(m)
}

// endsAsPerson reports whether a noun ends as words for people do: the longest ending in the list that it has says so.
func (w *words) endsAsPerson(lemma string) bool {
	const longest = 8 // bytes
	for n := min(longest, len(lemma)); n > 1; n-- {
		if value, ok := w.endingOf[lemma[len(lemma)-n:]]; ok {
			return value == "person" && len(lemma) > n+1 // a list is no -ist
		}
	}
	return false
}

// withoutStrays returns the mentions without those that stand for nobody: "it", possessives, and spare ones that no
// pronoun stands for.
func (r *reader) withoutStrays() []mention {
	needed := make([]bool, len(r.found))
	for i := len(r.found) - 1; i >= 0; i-- {
		m := &r.found[i]
		if m.spare == none && !r.stray(m) {
			needed[i] = true
		}
		if needed[i] && m.Same >= 0 {
			needed[m.Same] = true
		}
	}
	number := make([]int, len(r.found))
	kept := r.found[:0]
	for i, m := range r.found {
		if !needed[i] {
			continue
		}
		if m.Same >= 0 {
			m.Same = number[m.Same]
		}
		number[i] = len(kept)
		kept = append(kept, m)
	}
	return kept
}

// stray reports whether a pronoun that stands for nobody tells nothing by itself.
func (r *reader) stray(m *mention) bool {
	if m.pronoun == "" || m.Same >= 0 {
		return false
	}
	t := &r.d.Tokens[m.First]
	return m.pronoun == "thing" || r.words.language == text.French || t.Feats.Has(text.Poss) || t.Feats.Has(text.Reflex)
}
