package what

import (
	"strings"

	"dateline/internal/rule"
)

// words is what one language knows about how acts are told: the lists of the folder "what".
type words struct {
	governors   map[string]string // by lemma, what a word says about the act under it: try → attempted
	modals      map[string]string // by lemma, what a word beside the act says: will → planned, not → negated
	nobody      map[string]bool   // by lemma, words for none: no, nobody
	harms       map[string]string // by lemma, the kind of harm and where the harmed stand
	backdrop    map[string]bool   // by lemma, verbs that lay an event beside an earlier one: come, follow
	distinct    map[string]bool   // by lemma, words that set an event apart: another, earlier
	doubts      map[string]bool   // by lemma, words of hearsay: reportedly
	collective  map[string]bool   // by lemma, nouns in the singular that are many people: crowd, family
	things      map[string]bool   // by lemma, things that can be harmed: tent, house
	wherein     map[string]bool   // by lemma, adverbs that open a clause on a place: where
	since       map[string]bool   // by lemma, what stands before a day from which something has gone on: since, depuis
	duringAct   map[string]bool   // by lemma, adpositions before a noun whose time is that of the act: in last Sunday's election
	purpose     map[string]bool   // by lemma, adpositions before what is hoped for, asked for or planned: for
	play        map[string]bool   // by lemma, words of sports and games: goal, referee
	implied     map[string]string // by act, the role of those whom it harms in itself, and how: arrest → target arrested
	agents      map[string]bool   // by lemma, adpositions before the doer of a passive: by
	suffering   map[string]bool   // by lemma, verbs that bring a harm to their subject: suffer, sustain
	press       map[string]bool   // by lemma, nouns for outlets: newspaper, agency
	holding     map[string]bool   // by lemma, adpositions between a place and those who live in it: of, with
	part        *rule.List        // words before a part of a number: including, among them
	totals      *rule.List        // words of a summary: this year, so far
	wheres      map[string]string // by lemma, what an adposition says of a place: from → origin
	nearby      map[string]bool   // by lemma, adpositions that only stand near a place
	saying      map[string]string // by lemma, verbs of saying
	occurring   map[string]string // by lemma, verbs whose clause only tells when and where an event was: happen → event, respond → response
	incidents   map[string]bool   // by lemma, nouns for an event of any kind: incident
	responders  map[string]bool   // by lemma, those who are called to an event: officer, paramedic
	proceedings map[string]bool   // by lemma, what courts, the police and the press do after an event: arrest, charge
	either      map[string]bool   // by lemma, conjunctions between what may be the one or the other: or
	involving   map[string]bool   // by lemma, verbs behind a noun for an event, before those who took part: involve
	orders      map[string]bool   // by lemma, nouns for an order
	byOrder     map[string]bool   // by lemma, adpositions before an order that was followed: on
	sameSpot    map[string]bool   // by lemma, nouns for a place that refer back with "same": area
	same        map[string]bool   // by lemma, adjectives for what was told before: same
	aims        map[string]bool   // by lemma, marks of a clause of purpose: to
	sequence    map[string]bool   // by lemma, conjunctions before what was at another time than the clause above it: after, before
	afterwards  map[string]bool   // by lemma, adpositions before what was over when an act came: after
	achieving   map[string]bool   // by lemma, verbs with their particle that say that the act in the infinitive behind them was done: go on
	barring     map[string]bool   // by lemma, marks of a gerund that hangs on what keeps it from being done, or does it: from
	habit       map[string]bool   // by lemma, adverbs of what is done again and again: routinely
	harmless    map[string]bool   // by act, acts that harm nobody by themselves: fail-to-act
	bodies      map[string]string // by lemma, the sector of bodies: police → COP
	powers      map[string]bool   // by act, what of a state only its police do: arrest
	madeOf      map[string]bool   // by lemma, nouns for bodies of people who are told behind "of": a convoy of the army
	only        map[string]bool   // by lemma, words behind "not" that take its force: only
	states      map[string]string // by name, in small letters, the ISO 3166-1 alpha-3 code of a country
	blame       map[string]string // by lemma, words that say how sure it is who did an act: alleged → suspected
	fatal       map[string]bool   // by lemma, words beside an act that say that somebody died of it: fatally
	grave       map[string]bool   // by lemma, adjectives before the condition of somebody hurt: critical
	bearing     map[string]string // by lemma, adpositions before what somebody has or is in: with → wound, in → state
	otherwise   map[string]bool   // by lemma, words that tell one person from another: other, second
	anybody     map[string]bool   // by lemma, nouns that may stand for anybody: victim
	hospitals   *rule.List        // where those hurt are taken
	outskirts   *rule.List        // nouns behind a place by which only what lies around it is meant: suburb
	suburban    *rule.List        // adjectives before a town by which only what lies around it is meant
	charges     map[string]bool   // by lemma, words of a charge or a verdict, in which a crime is named and not told: count, charge
	version     string            // of the list of harms
}

func newWords(book *rule.Book) *words {
	return &words{
		governors: table(book, "governors"), modals: table(book, "modals"), harms: table(book, "harms"), wheres: table(book, "wheres"),
		nobody: set(book, "nobody"), backdrop: set(book, "backdrop"), distinct: set(book, "distinct"), doubts: set(book, "doubts"),
		collective: set(book, "collective"), things: set(book, "harmed-things"), nearby: set(book, "nearby"),
		wherein: set(book, "wherein"), since: set(book, "since"), duringAct: set(book, "during"),
		purpose:     set(book, "purpose"),
		aims:        set(book, "aims"),
		play:        set(book, "play"),
		implied:     table(book, "implied"),
		agents:      set(book, "agent-adposition"),
		either:      set(book, "either"),
		proceedings: set(book, "proceedings"),
		involving:   set(book, "involving"), orders: set(book, "orders"), byOrder: set(book, "by-order"),
		states:  table(book, "countries"),
		blame:   table(book, "guilt"),
		fatal:   set(book, "fatal"),
		charges: set(book, "legal-word"),
		only:    set(book, "not-only"),
		bodies:  table(book, "bodies"), powers: set(book, "powers"), madeOf: set(book, "made-of"), afterwards: set(book, "afterwards"), sequence: set(book, "sequence"), achieving: set(book, "achieving"), barring: set(book, "barring"), habit: set(book, "habit"), harmless: set(book, "harmless"),
		sameSpot: set(book, "same-spot"), same: set(book, "same"),
		occurring: table(book, "occurring"), incidents: set(book, "incidents"), responders: set(book, "responders"),
		suffering: set(book, "suffering"), press: set(book, "press"), holding: set(book, "holding"),
		saying: table(book, "saying"), version: book.List("harms").Version,
		part: book.List("part-of"), totals: book.List("totals"),
		grave: set(book, "grave"), bearing: table(book, "bearing"), otherwise: set(book, "otherwise"), anybody: set(book, "anybody"),
		hospitals: book.List("hospitals"), outskirts: book.List("outskirts"), suburban: book.List("suburban"),
	}
}

// says reports whether a verb with this dictionary form brings in what somebody says.
func (w *words) says(lemma string) bool { return w.saying[lemma] != "" }

// table returns a list as a map from its words.
func table(book *rule.Book, name string) map[string]string {
	list, values := book.List(name), map[string]string{}
	for _, word := range list.Words() {
		values[strings.ReplaceAll(strings.ToLower(word), " - ", "-")], _ = list.Value(word)
	}
	return values
}

// set returns the words of a list as a set.
func set(book *rule.Book, name string) map[string]bool {
	found := map[string]bool{}
	for word := range table(book, name) {
		found[word] = true
	}
	return found
}
