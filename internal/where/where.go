// Package where finds the places that a report names and puts them on the map.
package where

import (
	"dateline/internal/rule"
	"dateline/internal/text"
	"dateline/internal/where/atlas"
)

// Options tune a Finder. The zero value suits news text.
type Options struct {
	Exact bool  // no place for a name that is spelled otherwise than in the gazetteer
	Own   []Own // places of the user's, laid over the gazetteer (see ReadOwn)
}

// Finder finds places. It is safe for use by several goroutines.
type Finder struct {
	atlas   *atlas.Atlas
	words   map[text.Language]*words
	options Options
}

// words are the lists of one language.
type words struct {
	cues       *rule.List // words before a place: "in", "near"
	kinds      *rule.List // words for kinds of places, with the class they speak of: "county", "province de"
	directions *rule.List // words that narrow a place down: "northern", "downtown"
	never      *rule.List // names that are no places
	peoples    *rule.List // nationalities
	facilities *rule.List // words in names of things in a town: "street", "airport"
	given      *rule.List // given names of people
	bodies     *rule.List // organisations known by name
	known      *rule.List // what is meant by names that several well-known places share
	demonyms   *rule.List // what people of towns and regions are called, with where they are from
	folk       *rule.List // words for people
	endings    []string   // of words for the people of a town
	rules      *rule.Set  // what the words around a name say of it (see told)
}

// New returns a Finder that looks names up in a gazetteer (package gazetteer holds the one that ships) and knows the lists
// place-cues, place-kinds, place-directions, place-never, place-facilities, place-known, demonyms, demonym-endings, homefolk, nationalities, genders
// and known of the books, and the rules of their topic where. It fails on bytes that are no gazetteer, and on rules that give what it does not know.
func New(places []byte, books map[text.Language]*rule.Book, options Options) (*Finder, error) {
	a, err := atlas.Open(places)
	if err != nil {
		return nil, err
	}
	f := &Finder{atlas: a.With(options.Own), words: map[text.Language]*words{}, options: options}
	var mistakes rule.Mistakes
	for language, book := range books {
		f.words[language] = &words{
			cues:       book.List("place-cues"),
			kinds:      book.List("place-kinds"),
			directions: book.List("place-directions"),
			never:      book.List("place-never"),
			peoples:    book.List("nationalities"),
			facilities: book.List("place-facilities"),
			known:      book.List("place-known"),
			demonyms:   book.List("demonyms"),
			folk:       book.List("homefolk"),
			endings:    book.List("demonym-endings").Words(),
			rules:      book.Topic("where"),
			given:      book.List("genders"),
			bodies:     book.List("known"),
		}
		mistakes = append(mistakes, f.words[language].rules.Expect("as")...)
	}
	if len(mistakes) > 0 {
		return nil, mistakes
	}
	return f, nil
}

// The rules that a place may come from.
const (
	byName    = "gazetteer-name"
	byOwner   = "gazetteer-in-organisation" // the name of an organisation begins with it: "Minnesota National Guard"
	byOwnList = "places-own"                // a place of the user's
	notFound  = "gazetteer-none"
)

// Respelled is the rule of a place whose name in the report is one letter off, near others of the report.
const Respelled = "gazetteer-near-spelling"

// Find returns the places in d, in order of position. One that the gazetteer does not have, or that could be several,
// none of them likelier than the others, has no position and an empty Precision. Adjectives ("French") are no places.
func (f *Finder) Find(d *text.Document) []text.Place {
	w := f.words[d.Language]
	if w == nil {
		return nil
	}
	r := &reader{Finder: f, d: d, words: w, byKey: map[string]int{}}
	r.tell()
	r.collect()
	r.dropPeople()
	r.addByEnding()
	r.line()
	r.hold()
	r.pitch()
	r.resolve()
	r.settleParts()
	r.settleCamps()
	if !f.options.Exact {
		r.respell()
	}
	return r.places()
}

// reader works on one document.
type reader struct {
	*Finder
	d        *text.Document
	words    *words
	mentions []mention
	names    []name
	byKey    map[string]int // names by key
	numbers  []atlas.Number // for looking up
	next     int            // the name at or after the token that is looked at
	told     []told         // what rules say, in order of the first token
	nextTold int            // the one at or after the token that is looked at
	campKeys []string       // names of camps
}

// mention is one naming of a place.
type mention struct {
	first, last int    // tokens, both included
	name        int    // index into names
	holder      int    // mention of what it lies in ("Vienna, Virginia"); -1 when there is none
	class       int    // what a word beside it says that it is ("Wayne county"), -1 when nothing does
	kind        string // that word, when it stands behind
	owner       bool   // it begins the name of an organisation
	at, atLast  int    // tokens of the name proper of a camp
	home        bool   // it only says where somebody is from
	row         bool   // the next mention stands beside it in a list: "Ohio and Iowa"
}

// name is a name with all its mentions: one sense per report, unless it is said to lie in different places.
type name struct {
	key        string
	candidates []candidate
	count      int   // of mentions
	holder     int   // name of what it lies in, -1 when there is none
	holds      []int // names that are said to lie in it
	beside     []int // names that stand beside it in lists
	cue        bool  // a word that places follow stands before it: "in"
	comma      bool  // it follows another place and a comma
	dateline   bool  // the report was sent from there
	class      int
	best       int     // index into candidates; -1 when there is none
	sure       float64 // 0 to 1: how far the best is ahead of the others
	rule       string
	camp       *camp // nil when it is no camp's
}

// candidate is a place that may be meant.
type candidate struct {
	atlas.Place
	country, admin1 atlas.Number // Nowhere outside of any
	prior           float64      // how likely it is meant, all else being equal
}

// places writes the mentions down.
func (r *reader) places() []text.Place {
	found := make([]text.Place, 0, len(r.mentions))
	for _, m := range r.mentions {
		n := &r.names[m.name]
		p := text.Place{Span: r.d.Cover(m.first, m.last), First: m.first, Last: m.last, Part: r.partOf(m.first, m.last), Origin: text.Origin{Rule: n.rule, Version: r.atlas.Version()}}
		if m.home {
			p.Part = asHome
		}
		if m.owner && n.rule == byName {
			p.Origin.Rule = byOwner
		}
		switch {
		case n.best >= 0:
			r.describe(&p, n.candidates[n.best].Place)
			p.Within = r.townOf(n)
		case n.camp != nil:
			r.describeCamp(&p, n)
		default:
			p.Name = r.d.At(p.Span)
		}
		found = append(found, p)
	}
	return found
}

// describe copies what the gazetteer knows into p.
func (r *reader) describe(p *text.Place, from atlas.Place) {
	a := r.atlas
	p.Name, p.Country, p.Lat, p.Lon = a.Name(from), a.Country(from), from.Lat, from.Lon
	p.Gazetteer, p.Precision = "geonames:"+a.Code(from), from.Class.Precision()
	if from.Class == atlas.Sea || from.Class == atlas.Area {
		p.Gazetteer = a.Code(from)
	}
	r.describeOwn(p, from)
	if division, ok := a.Above(from, atlas.Admin1); ok && p.Admin1 == "" {
		p.Admin1 = a.Name(division)
	}
	if division, ok := a.Above(from, atlas.Admin2); ok && p.Admin2 == "" {
		p.Admin2 = a.Name(division)
	}
}

// describeOwn copies what the user says of a place.
func (r *reader) describeOwn(p *text.Place, from atlas.Place) {
	own, ok := r.atlas.Own(from.Number)
	if !ok {
		return
	}
	p.Precision, p.Admin1, p.Admin2 = own.Precision, own.Admin1, own.Admin2
	if own.ID == 0 {
		p.Gazetteer = "own:" + own.Name
	}
	if p.Origin.Rule == byName {
		p.Origin.Rule = byOwnList
	}
}
