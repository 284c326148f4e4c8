package who

import (
	"slices"
	"strings"

	"dateline/internal/text"
)

// How far back somebody may last have been told of, in sentences and in others told of since.
const (
	sentencesBack = 8
	othersBack    = 40
)

// somebody is a person, a body or a thing, as far as the mentions read up to now tell.
type somebody struct {
	first    int  // the number of the sentence that tells of them first
	latest   int  // the latest mention
	nominal  int  // the latest mention that is not a pronoun; -1 when there is none
	mentions int  // how many
	gender   byte // m, f, or 0 when not known
	named    bool
	thing    bool
}

// aspect is what the resolver knows of a mention beyond the mention itself.
type aspect struct {
	who      int // index of somebody
	sentence int // its number
	role     part
	opens    bool // it is the first mention in its sentence
	quoted   bool // it stands inside of quotation marks
	paired   bool // it is a part of "Ann and Bob"
}

// part is the part that a mention plays in its clause.
type part uint8

const (
	asOther part = iota
	asSubject
	asObject
	asOwner
)

// speech is the kind of a pronoun, by whom it may stand for.
type speech uint8

const (
	he   speech = iota // one person: he, she
	they               // several, or one of unknown gender
	it                 // a body or a thing
	any1               // one, whatever it is: French "son", "lui"
	speeches
)

// speechOf returns the kind of a pronoun.
func speechOf(m *mention) speech {
	switch {
	case m.pronoun == "thing":
		return it
	case m.plural:
		return they
	case m.gender == 0:
		return any1
	}
	return he
}

// resolver tells whom pronouns stand for. It goes through the mentions of a document in their order.
type resolver struct {
	*reader
	weights *weights
	all     []somebody // everybody told of
	last    [speeches + 2]int
	learn   func(*mention, []option) int
}

// option is somebody whom a pronoun may stand for.
type option struct {
	who      int
	mention  int // the latest of theirs
	features []feature
	score    float64
}

func newResolver(r *reader) *resolver {
	v := &resolver{reader: r, weights: &r.words.weights, learn: r.learn, all: make([]somebody, 0, len(r.found))}
	for i := range v.last {
		v.last[i] = -1
	}
	if cap(v.aspects) < len(r.found) {
		v.aspects = make([]aspect, len(r.found))
	}
	v.aspects = v.aspects[:len(r.found)]
	const longest = 4 // sentences that a quote without an end is taken to have
	sentence, token, quoted, opened, pairEnd := 0, 0, false, 0, -1
	for i := range r.found {
		m, a := &r.found[i], &v.aspects[i]
		for sentence+1 < len(r.d.Sentences) && m.First >= r.d.Sentences[sentence].Last {
			sentence++
		}
		for ; token < m.First; token++ {
			if now := v.inQuotes(token, quoted); now != quoted {
				quoted, opened = now, sentence
			}
		}
		quoted = quoted && sentence-opened < longest
		*a = aspect{who: -1, sentence: sentence, quoted: quoted, opens: i == 0 || v.aspects[i-1].sentence != sentence, role: v.partOf(m, r.d.Sentences[sentence].Parsed)}
		v.genderInFrench(m)
		if m.spare == pair {
			pairEnd = m.Last
		}
		a.paired = m.Last <= pairEnd && m.spare != pair
	}
	return v
}

// genderInFrench gives a phrase the gender of its article, else of its head: "la maire", "deux femmes", "l'association".
func (v *resolver) genderInFrench(m *mention) {
	if v.words.language != text.French || m.named && m.Kind == text.Person || m.pronoun != "" || m.spare == pair {
		return
	}
	for _, i := range []int{m.First, m.Head} {
		t := &v.d.Tokens[i]
		if i == m.First && t.Tag != text.DET {
			continue
		}
		switch fem, masc := t.Feats.Has(text.Fem), t.Feats.Has(text.Masc); {
		case fem && !masc:
			m.gender = 'f'
			return
		case masc && !fem:
			m.gender = 'm'
			return
		}
	}
}

// inQuotes tells whether the words after a token are quoted, from whether it is itself. A new paragraph is not seen.
func (v *resolver) inQuotes(token int, quoted bool) bool {
	t := &v.d.Tokens[token]
	if t.Tag != text.PUNCT {
		return quoted
	}
	switch t.Form {
	case "\"":
		return !quoted
	case "“", "«", "``":
		return true
	case "”", "»", "''":
		return false
	}
	return quoted
}

// partOf returns the part that a mention plays, from the tree where there is one.
func (v *resolver) partOf(m *mention, parsed bool) part {
	switch {
	case v.isOwner(m):
		return asOwner
	case parsed:
		return v.partInTree(m.Head)
	case m.subject:
		return asSubject
	}
	before := m.First - 1
	if before >= 0 && v.d.Tokens[before].Tag == text.VERB {
		return asObject
	}
	return asOther
}

// isOwner reports whether a mention is a possessive, or a phrase with one behind it.
func (v *resolver) isOwner(m *mention) bool {
	if m.pronoun != "" {
		return v.d.Tokens[m.First].Feats.Has(text.Poss)
	}
	return m.Last+1 < len(v.d.Tokens) && v.d.Tokens[m.Last+1].Lemma == "'s" && v.d.Tokens[m.Last+1].Tag == text.PART
}

func (v *resolver) partInTree(i int) part {
	const deepest = 5
	for range deepest {
		t := &v.d.Tokens[i]
		switch t.Rel.Base() {
		case "nsubj":
			return asSubject
		case "obj", "iobj":
			return asObject
		case "conj", "appos", "flat":
			if t.Head < 0 {
				return asOther
			}
			i = t.Head
			continue
		}
		break
	}
	return asOther
}

// join notes whom mention i stands for, once it is linked.
func (v *resolver) join(i int) {
	m, a := &v.found[i], &v.aspects[i]
	if a.who < 0 && m.Same >= 0 {
		a.who = v.aspects[m.Same].who
	}
	if a.who < 0 {
		a.who = len(v.all)
		v.all = append(v.all, somebody{first: a.sentence, nominal: -1, thing: m.spare == thing})
	}
	s := &v.all[a.who]
	s.latest = i
	s.mentions++
	s.named = s.named || m.named
	if m.pronoun == "" {
		s.nominal = i
	}
	if s.gender == 0 {
		s.gender = m.gender
	}
}

// linkPronoun links a pronoun to the one who fits best.
func (v *resolver) linkPronoun(i int) {
	m := &v.found[i]
	v.gather(i)
	chosen := best(v.choice, v.weights.of[nobody(speechOf(m))])
	if strings.HasSuffix(m.pronoun, " near") { // French "celui-ci": the last one told of
		chosen = slices.IndexFunc(v.choice, func(o option) bool { return v.found[o.mention].pronoun == "" })
	}
	if v.learn != nil {
		chosen = v.learn(m, v.choice)
	}
	if chosen < 0 {
		return
	}
	who := v.choice[chosen].who
	v.aspects[i].who = who
	v.last[v.slot(m)] = who
	if s := &v.all[who]; s.nominal >= 0 && !s.thing {
		v.stand(i, s.nominal)
		v.settle(&v.found[s.nominal], m)
	}
}

// best returns the option with the highest score above a bound, the nearest of equals; -1 when there is none.
func best(options []option, bound float64) int {
	chosen := -1
	for k := range options {
		if options[k].score > bound {
			chosen, bound = k, options[k].score
		}
	}
	return chosen
}

// settle tells from the first pronoun that stands for it of what kind a name is that the tagger of names passed over.
func (v *resolver) settle(c, m *mention) {
	if c.spare != proper || speechOf(m) == he || speechOf(m) == any1 {
		return
	}
	c.Kind, c.Class = text.Organisation, ""
}

// slot numbers pronouns so that "he" is told from "she".
func (v *resolver) slot(m *mention) int {
	switch m.gender {
	case 'm':
		return int(speeches)
	case 'f':
		return int(speeches) + 1
	}
	return int(speechOf(m))
}

// gather finds those whom pronoun i may stand for.
func (v *resolver) gather(i int) {
	v.choice = v.choice[:0]
	clause := v.clauseOf(i)
	for k := i - 1; k >= 0 && len(v.choice) < othersBack; k-- {
		if v.aspects[i].sentence-v.aspects[k].sentence > sentencesBack {
			break
		}
		if v.all[v.aspects[k].who].latest != k || !v.fits(i, k) || v.bound(i, k, clause) {
			continue
		}
		n := len(v.choice)
		if n < cap(v.choice) {
			v.choice = v.choice[:n+1]
		} else {
			v.choice = append(v.choice, option{})
		}
		o := &v.choice[n]
		o.who, o.mention, o.features, o.score = v.aspects[k].who, k, o.features[:0], 0
		v.describe(i, o, n, clause)
	}
	v.compare()
	for k := range v.choice {
		o := &v.choice[k]
		for _, f := range o.features {
			o.score += v.weights.of[f]
		}
	}
}
