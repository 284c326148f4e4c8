package gate

import (
	"maps"
	"math"
	"slices"
	"strings"

	"dateline/internal/text"
)

// Kind says what a finding gives away.
type Kind string

// The kinds of findings.
const (
	PrivateName    Kind = "private-name"
	VictimName     Kind = "victim-name"
	MinorName      Kind = "minor-name"
	PrivateQuote   Kind = "private-quote" // the exact words of a private person lead to the article that names them
	Phone          Kind = "phone"
	Mail           Kind = "mail"
	Address        Kind = "address"
	Health         Kind = "health"
	SexualViolence Kind = "sexual-violence"
	CampLocation   Kind = "camp-location"
	SmallCell      Kind = "small-cell" // so few share nationality, age, sex, place and day that one can be recognised
)

// Kinds is all of them.
var Kinds = []Kind{PrivateName, VictimName, MinorName, PrivateQuote, Phone, Mail, Address, Health, SexualViolence, CampLocation, SmallCell}

// Way is what is done about a finding.
type Way string

// The ways. Until somebody decides, exports take the first that a kind has.
const (
	Coarsen Way = "coarsen" // a pseudonym for a name, a wider place for a camp, "[1 person]" for a small cell
	Hide    Way = "hide"    // a note that something is withheld
	Keep    Way = "keep"    // as it is
)

// Ways gives what can be done about a finding, the first being what exports do until somebody decides. A minor is never named.
func (f *Finding) Ways() []Way {
	switch f.Kind {
	case PrivateName, VictimName, CampLocation, SmallCell:
		return []Way{Coarsen, Hide, Keep}
	case MinorName:
		if f.Doubtful {
			return []Way{Coarsen, Hide, Keep}
		}
		return []Way{Coarsen, Hide}
	}
	return []Way{Hide, Keep}
}

func (k Kind) isName() bool { return k == PrivateName || k == VictimName || k == MinorName }

// Finding is something in the reports that must not be published unseen.
type Finding struct {
	Key      string // names it for good: kind or "person", and a code that depends on the words and the project's key
	Kind     Kind
	Words    string // as they stand in the report; of a person the fullest name
	Why      string
	Doubtful bool // nobody says so, it only stands near
	Places   []Place
	Way      Way // what is done: as decided, else the first of its kind
	Decided  int64
	By       string
	Reason   string

	words   string // that stand in the place of its own; set by Settle, as is covered
	covered bool
}

// Place is where a finding stands, and which rows would show it.
type Place struct {
	Report, File string
	text.Span
	Rows Rows
}

// Rows counts the rows of each table that would show something. There are very many of them in memory.
type Rows [len(tables)]uint16

// tables are those that Rows count, in the order of names.
var tables = [...]string{"accounts", "claims", "harm", "quotes", "reports"}

const (
	accounts = iota
	claims
	harm
	quotes
	reports
)

func (r *Rows) add(more Rows) {
	for i, n := range more {
		r[i] += min(n, math.MaxUint16-r[i])
	}
}

// Tables names the tables that have any, with their number.
func (r Rows) Tables() map[string]int {
	all := map[string]int{}
	for i, n := range r {
		if n > 0 {
			all[tables[i]] = int(n)
		}
	}
	return all
}

// Shown counts the rows that would show a finding. One that no row would show needs no decision.
func (f *Finding) Shown() int {
	n := 0
	for _, p := range f.Places {
		for _, rows := range p.Rows {
			n += int(rows)
		}
	}
	return n
}

// Open reports whether a release has to wait for a decision on f.
func (f *Finding) Open() bool { return f.Decided == 0 && f.Shown() > 0 }

// Tables names the tables that would show f with their rows, in the order of names.
func (f *Finding) Tables() map[string]int {
	all := map[string]int{}
	for _, p := range f.Places {
		for table, rows := range p.Rows.Tables() {
			all[table] += rows
		}
	}
	return all
}

// Files gives the reports that f stands in, each once.
func (f *Finding) Files() []string {
	files := map[string]bool{}
	for _, p := range f.Places {
		files[p.File] = true
	}
	return slices.Sorted(maps.Keys(files))
}

// Reports gives their ids.
func (f *Finding) Reports() []string {
	ids := map[string]bool{}
	for _, p := range f.Places {
		ids[p.Report] = true
	}
	return slices.Sorted(maps.Keys(ids))
}

// cover gives the words that stand in the place of those of f.
func (f *Finding) cover() (words string, covered bool) {
	switch {
	case f.Way == Keep:
		return "", false
	case f.Way == Hide:
		return "[" + strings.ReplaceAll(string(f.Kind), "-", " ") + " withheld]", true
	case f.Kind.isName():
		return "Person " + codeOf(f.Key), true
	case f.Kind == SmallCell:
		return "[few people]", true
	}
	return "[withheld]", true
}

func codeOf(key string) string {
	_, code, _ := strings.Cut(key, ":")
	return code
}
