// Package who finds the people, groups, organisations and countries that a report speaks of, named or not: what they are,
// where they come from, and which mentions stand for the same one.
package who

import (
	"slices"
	"strings"
	"sync"

	"dateline/internal/rule"
	"dateline/internal/text"
)

// Finder finds actors. It is safe for use by several goroutines.
type Finder struct {
	words   map[text.Language]*words
	readers sync.Pool // of *reader: their tables are used again for the next document
}

// words are the lists of one language.
type words struct {
	language      text.Language
	book          *rule.Book
	agents        *rule.List // words for people: sector, class
	bodies        *rule.List // words for organisations: sector
	known         *rule.List // organisations by name: sector, country
	titles        *rule.List // short titles before names: sector, class, gender
	qualifiers    *rule.List // words beside them that tell the sector
	nationalities *rule.List
	countries     *rule.List
	pronouns      *rule.List
	genders       *rule.List
	capitals      *rule.List
	articles      map[string]string // articles and their like: definite, indefinite, feminine
	relations     map[string]string // prepositions: of, belonging, where, deals
	impersonal    *rule.List        // words after a French "il" that stands for nobody
	people        []*rule.List      // people in office, the same for all languages: the user's own and the program's
	endings       *rule.List
	endingOf      map[string]string // endings of nouns: person or thing
	weights       weights           // of what speaks for whom a pronoun stands for
	all           []*rule.List      // those above that tell who somebody is
}

// New returns a Finder that knows the lists agents, bodies, known, titles, qualifiers, nationalities, countries, pronouns,
// genders, capitals, articles, relations and impersonal of the books, and the lists people and own-people of the English one.
func New(books map[text.Language]*rule.Book) *Finder {
	f := &Finder{words: map[text.Language]*words{}}
	for language, book := range books {
		w := &words{
			language: language, book: book, articles: valuesOf(book.List("articles")), relations: valuesOf(book.List("relations")), impersonal: book.List("impersonal"),
			agents: book.List("agents"), bodies: book.List("bodies"), known: book.List("known"), titles: book.List("titles"),
			qualifiers: book.List("qualifiers"), nationalities: book.List("nationalities"), countries: book.List("countries"),
			pronouns: book.List("pronouns"), genders: book.List("genders"), capitals: book.List("capitals"),
		}
		if english := books[text.English]; english != nil {
			w.people = []*rule.List{english.List("own-people"), english.List("people")}
		}
		w.endings, w.weights = book.List("person-endings"), readWeights(book.List("pronoun-weights"))
		w.endingOf = valuesOf(w.endings)
		w.all = w.lists()
		f.words[language] = w
	}
	return f
}

// lists returns the lists that tell who somebody is, in the order in which they win over each other.
func (w *words) lists() []*rule.List {
	return []*rule.List{w.known, w.agents, w.bodies, w.nationalities, w.countries, w.titles, w.qualifiers, w.capitals}
}

// valuesOf returns the entries of a list of single words.
func valuesOf(list *rule.List) map[string]string {
	values := map[string]string{}
	for _, word := range list.Words() {
		values[word], _ = list.Value(word)
	}
	return values
}

// isArticle reports whether a word is an article of a kind: definite, indefinite, feminine.
func (w *words) isArticle(form, kind string) bool {
	value, ok := w.articles[form]
	if !ok {
		value = w.articles[plain(form)]
	}
	for word := range strings.FieldsSeq(value) {
		if word == kind {
			return true
		}
	}
	return false
}

// relates reports whether a preposition, by its dictionary form, stands for a relation: of, belonging, where, deals.
func (w *words) relates(lemma, relation string) bool {
	return strings.Contains(w.relations[lemma], relation)
}

// plain writes a word as lists do: in small letters, with a straight apostrophe.
func plain(form string) string { return strings.ReplaceAll(strings.ToLower(form), "’", "'") }

// Find returns the actors in d, in order of position, a longer one before a shorter one that starts with it. It reads
// names, places and amounts, which must be found before. It uses trees where there are any and needs none.
func (f *Finder) Find(d *text.Document) []text.Actor {
	w := f.words[d.Language]
	if w == nil || len(d.Tokens) == 0 {
		return nil
	}
	r, _ := f.readers.Get().(*reader)
	if r == nil {
		r = &reader{}
	}
	defer f.readers.Put(r)
	r.start(d, w)
	r.read()
	return r.actors()
}

// start makes a reader ready for a document; of the last one only the tables are kept.
func (r *reader) start(d *text.Document, w *words) {
	*r = reader{d: d, words: w, reached: -1, entries: r.entries[:0], table: r.table, found: r.found[:0], sorted: r.sorted[:0], keys: r.keys[:0],
		aspects: r.aspects[:0], choice: r.choice[:0]}
}

// read finds and links the actors.
func (r *reader) read() {
	r.index()
	for _, s := range r.d.Sentences {
		r.readSentence(s)
	}
	r.order()
	r.link()
}

// reader works on one document.
type reader struct {
	d        *text.Document
	words    *words
	entries  []entry
	at       []int32       // by token: 1 + the index of the entry that covers it; 0 when none does
	name     []int32       // by token: 1 + the index of the name that covers it
	amount   []int32       // by token: 1 + the index of the amount that covers it
	counted  []int32       // by token: 1 + the index of the amount that counts it
	place    []int32       // by token: 1 + the index of the place that covers it
	date     []int32       // by token: 1 + the index of the date that covers it
	ages     []text.Amount // those of people, in order
	found    []mention
	sentence text.Sentence
	reached  int                          // last token of the person's name found last; -1 before the first
	learn    func(*mention, []option) int // chooses in place of the weights; nil but while they are learnt

	// tables that are used again for the next document
	table   []int32 // what at, name, amount, counted, place and date are cut from
	sorted  []mention
	keys    []uint64
	aspects []aspect
	choice  []option
}

// entry is a word of a list in the text.
type entry struct {
	first, last int
	list        *rule.List
	value       string
}

// mention is an actor while it is put together.
type mention struct {
	text.Actor
	headFirst int    // first token of the word for the head, or of the name
	named     bool   // it has a proper name
	pronoun   string // number and gender; empty for all others
	plural    bool
	gender    byte // m, f, or 0 when not known
	subject   bool
	sentence  int  // first token of its sentence
	weak      bool // the head says little by itself: "group", "official"
	heading   bool // what it heads says more: "president of the league"
	body      bool // its head is a word for a body
	inside    bool // lies in another actor
	spare     spare
}

// index notes by token what was found before, and the words of the lists. Names and words that reach over the end of a
// sentence are left out.
func (r *reader) index() {
	n := len(r.d.Tokens)
	if cap(r.table) < 6*n {
		r.table = make([]int32, 6*n)
	}
	all := r.table[:6*n]
	clear(all)
	if mentions := n / 3; cap(r.found) < mentions {
		r.found = make([]mention, 0, mentions)
	}
	r.at, r.name, r.amount, r.counted, r.place, r.date = all[:n], all[n:2*n], all[2*n:3*n], all[3*n:4*n], all[4*n:5*n], all[5*n:]
	for i, m := range r.d.Dates {
		cover(r.date, m.First, m.Last, i)
	}
	for i, m := range r.d.Places {
		cover(r.place, m.First, m.Last, i)
	}
	for i, m := range r.d.Amounts {
		if m.Kind == text.Age {
			r.ages = append(r.ages, m)
		}
		if m.Kind != text.Count {
			continue
		}
		cover(r.amount, m.First, m.Last, i)
		if m.Of >= 0 && m.Of < n && r.counted[m.Of] == 0 {
			r.counted[m.Of] = int32(i + 1)
		}
	}
	slices.SortStableFunc(r.ages, func(a, b text.Amount) int { return a.Start - b.Start })
	next := 0 // the name at or after the sentence
	for _, s := range r.d.Sentences {
		for ; next < len(r.d.Names) && r.d.Names[next].First < s.Last; next++ {
			if m := &r.d.Names[next]; m.First >= s.First && m.Last < s.Last {
				cover(r.name, m.First, m.Last, next)
			}
		}
		r.sentence = s
		for i := s.First; i < s.Last; i++ {
			if e, ok := r.entryAt(i); ok && e.last < s.Last {
				r.entries = append(r.entries, e)
				cover(r.at, e.first, e.last, len(r.entries)-1)
			}
		}
	}
}

// cover notes mention i at its tokens.
func cover(at []int32, first, last, i int) {
	for t := max(first, 0); t <= last && t < len(at); t++ {
		at[t] = int32(i + 1)
	}
}

// entryAt returns the longest entry that starts at token i, if it does not start inside of one that is as long.
func (r *reader) entryAt(i int) (best entry, ok bool) {
	t := &r.d.Tokens[i]
	switch t.Tag {
	case text.NOUN, text.PROPN, text.ADJ, text.X, text.PRON:
	case text.VERB:
		if !t.Feats.Has(text.Part) && t.Feats.Has(text.Fin) && i > r.sentence.First {
			return best, false
		}
	case text.ADV: // "partly recognised state"
	case text.DET, text.NUM, text.ADP, text.AUX, text.CCONJ, text.SCONJ, text.PUNCT, text.PART, text.SYM, text.INTJ:
		return best, false
	}
	length := 0
	w := r.words
	if !w.book.Starts(r.d, i) {
		return best, false
	}
	for _, list := range w.all {
		if value, tokens, has := list.At(r.d, i); has && tokens > length {
			best, length, ok = entry{i, i + tokens - 1, list, value}, tokens, true
		}
	}
	ok = ok && (t.Tag != text.ADV || length > 1)
	if ok && r.at[i] != 0 {
		old := &r.entries[r.at[i]-1]
		ok = best.last > old.last
	}
	return best, ok
}

// entryOver returns the entry that covers token i, nil when none does.
func (r *reader) entryOver(i int) *entry {
	if i < 0 || i >= len(r.at) || r.at[i] == 0 {
		return nil
	}
	return &r.entries[r.at[i]-1]
}

// nameOver returns the name that covers token i, nil when none does.
func (r *reader) nameOver(i int) *text.Name {
	if i < 0 || i >= len(r.name) || r.name[i] == 0 {
		return nil
	}
	return &r.d.Names[r.name[i]-1]
}

// readSentence finds the actors of a sentence.
func (r *reader) readSentence(s text.Sentence) {
	r.sentence = s
	for i := s.First; i < s.Last; i++ {
		if n := r.nameOver(i); n != nil {
			if i == n.Last || i == s.Last-1 {
				r.readName(n)
			}
			continue
		}
		if last := r.untaggedPerson(i); last > i {
			r.readPerson(&text.Name{First: i, Last: last, Type: text.PER})
			i = last
			continue
		}
		e := r.entryOver(i)
		switch {
		case r.d.Tokens[i].Tag == text.PRON || r.d.Tokens[i].Part > 1:
			r.readPronoun(i)
		case e == nil || e.last != i:
		case e.list == r.words.known:
			r.readKnown(e)
		case e.list == r.words.agents || e.list == r.words.bodies:
			r.readNoun(e)
		case e.list == r.words.nationalities:
			r.readNational(e)
		case e.list == r.words.countries, e.list == r.words.capitals:
			r.readCountry(e.first, e.last)
		}
	}
}

// add adds an actor that spans tokens first to last, whose head is a word from headFirst to head.
func (r *reader) add(m mention) *mention {
	m.Span = r.d.Cover(m.First, m.Last)
	m.sentence = r.sentence.First
	if m.Amount == 0 {
		m.Amount = -1
	} else {
		m.Amount--
	}
	m.Same = -1
	if r.sentence.Parsed {
		m.subject = r.d.Tokens[m.Head].Rel.Base() == "nsubj"
	} else {
		m.subject = r.beforeVerb(m.Last)
	}
	r.found = append(r.found, m)
	return &r.found[len(r.found)-1]
}

// beforeVerb reports whether a verb follows a token, as far as can be told without a tree.
func (r *reader) beforeVerb(last int) bool {
	for i := last + 1; i < min(last+3, r.sentence.Last); i++ {
		switch r.d.Tokens[i].Tag {
		case text.VERB, text.AUX:
			return true
		case text.ADV, text.PRON, text.PART:
		default:
			return false
		}
	}
	return false
}

// order sorts the mentions by position, a longer one first, drops those that have the bounds of another, and notes which lie
// inside of others.
func (r *reader) order() {
	r.sort()
	end := -1
	for i := range r.found {
		m := &r.found[i]
		m.inside = m.Last <= end
		end = max(end, m.Last)
	}
	r.dropClassifying()
}

// sort sorts the mentions and keeps the first of those with the same bounds. Mentions are large, so numbers are sorted in
// their place: the first token, the length turned round, and which mention it is.
func (r *reader) sort() {
	const number, length = 24, 16 // bits
	r.keys = r.keys[:0]
	for i := range r.found {
		m := &r.found[i]
		short := 1<<length - 1 - min(m.Last-m.First, 1<<length-1)
		r.keys = append(r.keys, uint64(m.First)<<(number+length)|uint64(short)<<number|uint64(i))
	}
	slices.Sort(r.keys)
	sorted := r.sorted[:0]
	for k, key := range r.keys {
		if k > 0 && key>>number == r.keys[k-1]>>number {
			continue
		}
		sorted = append(sorted, r.found[key&(1<<number-1)])
	}
	r.found, r.sorted = sorted, r.found
}

// dropClassifying drops phrases that only say what kind another one is of.
func (r *reader) dropClassifying() {
	kept, first := 0, 0 // first: the first mention of the sentence
	drop := r.keys[:0]
	for i := range r.found {
		if r.found[i].sentence != r.found[first].sentence {
			first = i
		}
		if r.onlyClassifies(i, first) {
			drop = append(drop, uint64(i))
		}
	}
	for i := range r.found {
		if len(drop) > 0 && drop[0] == uint64(i) {
			drop = drop[1:]
			continue
		}
		if kept < i {
			r.found[kept] = r.found[i]
		}
		kept++
	}
	r.found = r.found[:kept]
}

// onlyClassifies reports whether a phrase without a name, the ith mention, only says what kind another one is of: "the right
// wing" in "the right wing president". A possessor ("the union's leader") is somebody. The first mention is its sentence's.
func (r *reader) onlyClassifies(i, first int) bool {
	m := &r.found[i]
	if !m.inside || m.named || m.pronoun != "" {
		return false
	}
	if m.Last+1 < len(r.d.Tokens) && r.d.Tokens[m.Last+1].Tag == text.PART {
		return false
	}
	for k := first; k < len(r.found) && r.found[k].First <= m.First; k++ {
		if o := &r.found[k]; m.Last < o.headFirst && o.Last >= m.Last {
			return true
		}
	}
	return false
}

// actors returns what was found.
func (r *reader) actors() []text.Actor {
	kept := make([]text.Actor, len(r.found))
	for i := range r.found {
		kept[i] = r.found[i].Actor
	}
	return kept
}

// fields cuts the value of an entry at its commas.
func fields(value string) (first, second, third string) {
	first, rest, _ := strings.Cut(value, ",")
	second, third, _ = strings.Cut(rest, ",")
	return first, second, third
}
