// Package what finds accounts: acts of the codebook with who took part, whether they took place, when and where, whom they harmed, and
// who says so. Retellings of one event in a report become one account.
package what

import (
	"slices"
	"strings"

	"dateline/internal/record"
	"dateline/internal/rule"
	"dateline/internal/text"
)

// Finder finds accounts. It is safe for use by several goroutines.
type Finder struct {
	codebook   *rule.Codebook
	groups     map[string]string // the group of each act: control, violence, protest …
	parents    map[string]string // the act that each act is a kind of: shoot → attack
	words      map[text.Language]*words
	confidence Confidence
}

// New returns a Finder of the acts of a codebook, as sure of its accounts as the weights say. The books give what each language knows of realisation, harm, time and place; documents in
// other languages have no accounts.
func New(codebook *rule.Codebook, books map[text.Language]*rule.Book, weights Confidence) *Finder {
	f := &Finder{codebook: codebook, groups: map[string]string{}, parents: map[string]string{}, words: map[text.Language]*words{}, confidence: weights}
	for _, act := range codebook.Acts {
		f.groups[act.Name], f.parents[act.Name] = act.Group, act.Parent
	}
	for language, book := range books {
		f.words[language] = newWords(book)
	}
	return f
}

// reader works on one document.
type reader struct {
	*Finder
	near
	d          *text.Document
	words      *words
	quotes     []record.Quote
	headed     []int32        // for each token the actor with this head, -1 for none
	covered    []int32        // for each token the smallest actor that covers it, -1 for none
	paragraphs []int          // for each sentence the number of its paragraph
	heads      map[int]bool   // the heads of the acts in the sentence at hand
	acts       map[int]string // the groups of these acts
	firstTold  int            // the first sentence that tells an act outside of the headline; in its paragraph the past perfect is no background
	notes      []record.Note
	asked      *asked // nil where nobody asks for more than the accounts
}

// Matters reports whether a sentence of d, given by its number, needs its tree: a word stands in it that an act or a harm is found by.
func (f *Finder) Matters(d *text.Document, sentence int) bool {
	words := f.words[d.Language]
	if words == nil {
		return false
	}
	if f.codebook.Triggers(d, sentence) {
		return true
	}
	s := d.Sentences[sentence]
	for i := s.First; i < s.Last; i++ {
		if t := &d.Tokens[i]; t.Tag == text.VERB || t.Tag == text.ADJ || t.Tag == text.NOUN {
			if _, ok := words.harms[t.Lemma]; ok || words.occurring[t.Lemma] != "" {
				return true
			}
		}
	}
	return false
}

// Find returns the accounts in d, in order of their triggers, and notes of what was found and left out. Quotes are those of the same
// document; they tell who says what.
func (f *Finder) Find(d *text.Document, quotes []record.Quote) ([]record.Account, []record.Note) {
	return f.find(d, quotes, nil)
}

// asked is what is kept for those who ask how the accounts came about.
type asked struct {
	drops   []record.Note // what else was considered and dropped
	grounds []Grounds     // of each account
}

// find is Find, with a place for more, which may be nil.
func (f *Finder) find(d *text.Document, quotes []record.Quote, more *asked) ([]record.Account, []record.Note) {
	words := f.words[d.Language]
	if words == nil {
		return nil, nil
	}
	r := newReader(f, d, words, quotes)
	r.asked = more
	if r.ofPlay() {
		r.note(text.Span{}, "sports-report", "attacks and shots of a game are no acts")
		return nil, r.notes
	}
	var tellings, circumstances []*telling
	var harm, told []injury
	for n, s := range d.Sentences {
		t := newTree(d, s)
		hits, before := f.codebook.Find(d, n), len(tellings)
		clear(r.heads)
		clear(r.acts)
		for _, h := range hits {
			r.heads[h.Head], r.acts[h.Head] = true, r.groups[h.Act.Name]
		}
		if len(hits) > 0 && len(tellings) == 0 || n > 0 && d.Head.Holds(d.Sentences[r.firstTold].Span) {
			r.firstTold = n
		}
		for _, h := range hits {
			if why := r.noEvent(t, h, hits); why != "" {
				r.drop(h, why)
				continue
			}
			tellings = append(tellings, r.tell(h, t, n))
		}
		if c := r.circumstance(t, n); c != nil {
			circumstances = append(circumstances, c)
		}
		r.lendDoers(tellings[before:])
		for _, a := range tellings[before:] {
			r.implied(a, "")
		}
		harm, told = append(harm, r.toll(t, n)...), append(told, r.circumstantial(t, n)...)
	}
	r.attach(harm, tellings)
	tellings = r.withoutGeneral(tellings)
	accounts := r.withoutEmpty(r.incidents(r.merged(tellings)))
	r.setOldBackground(accounts)
	happenings := r.happenings(accounts, circumstances)
	r.timeFirst(happenings)
	for _, h := range happenings {
		r.lend(h)
		r.lendKillers(h)
	}
	r.head(accounts)
	r.thread(accounts)
	r.settle(accounts)
	r.shareHarm(accounts)
	r.casualties(happenings, accounts, told)
	return r.finished(accounts), r.notes
}

// noEvent says why a hit tells no event of its own; it is empty where it does.
func (r *reader) noEvent(t *tree, h rule.Hit, hits []rule.Hit) string {
	switch {
	case t.token(h.Head).Rel == "compound":
		return "the noun only says of what kind another is" // "riot police" tells of no riot
	case r.consequence(t, h, hits):
		return "tells only what another act of the sentence did"
	case r.general(h, hits):
		return "the same words tell a narrower act"
	}
	return ""
}

// consequence reports whether a hit only tells what another act of its sentence did: "fired on the crowd, killing two", "were killed when the bus
// fell". Its harm belongs to the other. Verbs that those harmed are the subject of ("died after the clash") tell a death of its own.
func (r *reader) consequence(t *tree, h rule.Hit, hits []rule.Hit) bool {
	value, harm := r.words.harms[t.token(h.Head).Lemma]
	if !harm || strings.Contains(value, " ") || t.token(h.Head).Tag != text.VERB || r.groups[h.Act.Name] != "violence" && r.groups[h.Act.Name] != "harm" {
		return false
	}
	for _, other := range hits {
		if other.Head == h.Head || !causes[r.groups[other.Act.Name]] || r.words.harms[t.token(other.Head).Lemma] != "" {
			continue
		}
		if up := t.head(h.Head); up == other.Head && t.token(h.Head).Rel.Base() == "advcl" && r.inProgress(h.Head) {
			return true
		}
		rel := t.token(other.Head).Rel.Base()
		if t.head(other.Head) == h.Head && (rel == "advcl" || rel == "obl") && t.passive(h.Head) && t.child(h.Head, "obl:agent") < 0 {
			return true
		}
	}
	return false
}

// particular is, for acts that say little, the group of the acts that say the same more precisely.
var particular = map[string]string{"attack": "violence", "destroy-property": "control", "strike": "protest"}

// general reports whether the word of a hit tells an attack and also an attack of a certain kind: "opened fire".
func (r *reader) general(h rule.Hit, hits []rule.Hit) bool {
	kind, ok := particular[h.Act.Name]
	return ok && slices.ContainsFunc(hits, func(other rule.Hit) bool {
		return other.Head == h.Head && other.Act.Name != h.Act.Name && r.groups[other.Act.Name] == kind
	})
}

// causes is the groups of acts that kill and wound.
var causes = map[string]bool{"violence": true, "harm": true, "control": true}

// The least words of sports and games, and their least share of all words, in a report on a game.
const (
	playWords = 6
	playShare = 0.02
)

// ofPlay reports whether the document is a report on a game, in the words of war.
func (r *reader) ofPlay() bool {
	found := map[string]bool{}
	all := 0
	for i := range r.d.Tokens {
		if t := &r.d.Tokens[i]; t.Tag == text.NOUN && r.words.play[t.Lemma] {
			found[t.Lemma] = true
			all++
		}
	}
	return len(found) >= playWords && float64(all) >= playShare*float64(len(r.d.Tokens))
}

func newReader(f *Finder, d *text.Document, words *words, quotes []record.Quote) *reader {
	r := &reader{Finder: f, near: newNear(d, quotes), d: d, words: words, quotes: quotes, heads: map[int]bool{}, acts: map[int]string{}}
	r.headed, r.covered = make([]int32, len(d.Tokens)), make([]int32, len(d.Tokens))
	for i := range d.Tokens {
		r.headed[i], r.covered[i] = -1, -1
	}
	for n := range d.Actors {
		a := &d.Actors[n]
		if a.Head >= 0 && a.Head < len(r.headed) && r.headed[a.Head] < 0 {
			r.headed[a.Head] = int32(n)
		}
		for i := max(0, a.First); i <= a.Last && i < len(r.covered); i++ {
			if old := r.covered[i]; old < 0 || d.Actors[old].Last-d.Actors[old].First > a.Last-a.First {
				r.covered[i] = int32(n)
			}
		}
	}
	r.paragraphs = paragraphs(d)
	return r
}

// paragraphs numbers the paragraph of each sentence; an empty line divides them.
func paragraphs(d *text.Document) []int {
	numbers := make([]int, len(d.Sentences))
	for n := 1; n < len(d.Sentences); n++ {
		numbers[n] = numbers[n-1]
		if emptyLine(d.Body[d.Sentences[n-1].Span.End:d.Sentences[n].Start]) {
			numbers[n]++
		}
	}
	return numbers
}

// emptyLine reports whether two line breaks stand in the space between two sentences.
func emptyLine(space string) bool {
	breaks := 0
	for _, c := range space {
		if c == '\n' {
			breaks++
		}
	}
	return breaks > 1
}

func (r *reader) note(at text.Span, reason, detail string) {
	r.notes = append(r.notes, record.Note{Span: at, Reason: reason, Detail: detail})
}
