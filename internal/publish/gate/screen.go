// Package gate stands between a ledger and everything that leaves it: it finds what could harm the people in the reports, keeps what
// a person decided about each finding, and covers the words until they may go.
//
// Reports are read first (Read, once each), then Settle weighs what they say of each person together, and Words and Say cover.
package gate

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"
	"sync"

	"dateline/internal/record"
	"dateline/internal/text"
)

// Screen covers what may not leave a ledger. It is safe for many goroutines once it is settled.
type Screen struct {
	key      Key
	lexicon  *Lexicon
	sheets   map[string]*sheet // by report
	findings map[string]*Finding
	outlets  map[string]bool   // their names of two words or more, folded
	others   map[string]int    // how often folded words name what is no person
	firsts   map[string]bool   // the first words of names
	names    map[string]string // full names in folded words, and what stands for them, in all reports

	reading sync.Mutex
	known   map[string]string // words that sheets keep, until it is settled
}

// New makes a screen for one look through a ledger.
func New(key Key, lexicon *Lexicon) *Screen {
	return &Screen{
		key: key, lexicon: lexicon, sheets: map[string]*sheet{}, findings: map[string]*Finding{}, others: map[string]int{}, firsts: map[string]bool{},
		names: map[string]string{}, known: map[string]string{}, outlets: map[string]bool{},
	}
}

// Decision is what was decided about a finding.
type Decision struct {
	Way     Way
	Seq     int64
	By, Why string
}

// Settle weighs what all reports say of each person, and lays the covers. person gives the person that a name as told (report#name)
// belongs to, empty where nobody decided; decided gives what was decided about the finding of a key.
func (s *Screen) Settle(person func(name string) (string, error), decided map[string]Decision) error {
	s.dropOthers()
	if err := s.identify(person); err != nil {
		return err
	}
	classes, people := s.classes(), map[string]*Finding{}
	for _, id := range slices.Sorted(maps.Keys(s.sheets)) {
		s.file(s.sheets[id], classes, people)
	}
	for key, f := range s.findings {
		f.Way = f.Ways()[0]
		if d, is := decided[key]; is && slices.Contains(f.Ways(), d.Way) {
			f.Way, f.Decided, f.By, f.Reason = d.Way, d.Seq, d.By, d.Why
		}
		f.words, f.covered = f.cover()
	}
	for _, sheet := range s.sheets {
		s.lay(sheet, people)
		sheet.names, sheet.quotes, sheet.marks = nil, nil, nil // the covers are what is asked from now on
	}
	s.known, s.others = nil, nil
	return nil
}

// dropOthers drops names that more often name a body or a place than a person, and those of outlets, which every table shows.
func (s *Screen) dropOthers() {
	people := map[string]int{}
	for _, sheet := range s.sheets {
		for _, n := range sheet.names {
			people[fold(n.words)]++
		}
	}
	for _, sheet := range s.sheets {
		sheet.names = slices.DeleteFunc(sheet.names, func(n named) bool {
			return s.others[fold(n.words)] > people[fold(n.words)] || s.outlets[fold(n.words)] || s.outlets[fold(n.full)]
		})
	}
}

// identify says who each name names. A full name is one person in all reports; a name of one word is one in its report only, for
// many share it. What people decided goes before.
func (s *Screen) identify(person func(string) (string, error)) error {
	for _, sheet := range s.sheets {
		for i := range sheet.names {
			n := &sheet.names[i]
			told := sheet.report + "#" + n.full
			same, err := person(told)
			if err != nil {
				return err
			}
			report, name, _ := strings.Cut(cmp.Or(same, told), "#")
			if n.person = fold(name); !strings.Contains(n.person, " ") {
				n.person = report + " " + n.person
			}
		}
	}
	return nil
}

// classes gives the class of each person over all reports: public where any says so, unless another tells of a victim or a minor.
func (s *Screen) classes() map[string]string {
	all := map[string]string{}
	for _, sheet := range s.sheets {
		for _, n := range sheet.names {
			all[n.person] = graver(all[n.person], n.class)
		}
	}
	return all
}

// file enters what a report holds among the findings; people holds those of persons.
func (s *Screen) file(sheet *sheet, classes map[string]string, people map[string]*Finding) {
	for _, n := range sheet.names {
		if class := classes[n.person]; class != public {
			if people[n.person] == nil {
				people[n.person] = s.enter(s.personKey(n.person), kindOf(class), n.full, n.why)
				people[n.person].Doubtful = class == unsure
			}
			people[n.person].stand(sheet, n.full, n.why, n.Span, n.rows)
		}
	}
	for i, q := range sheet.quotes {
		if class := s.speaker(sheet, q, classes); class != public {
			why := "the exact words of somebody " + class
			f := s.enter(s.markKey(sheet, PrivateQuote, q.words), PrivateQuote, q.words, why)
			f.stand(sheet, q.words, why, q.Span, q.rows)
			sheet.quotes[i].finding = f
		}
	}
	for i, m := range sheet.marks {
		if m.band == "" {
			f := s.enter(s.markKey(sheet, m.kind, m.words), m.kind, m.words, m.why)
			f.stand(sheet, m.words, m.why, m.Span, m.rows)
			sheet.marks[i].finding = f
		}
	}
}

// speaker is the class of who said words, public where no name tells.
func (s *Screen) speaker(sheet *sheet, q spoken, classes map[string]string) string {
	for _, n := range sheet.names {
		if n.Meets(q.speaker) {
			return classes[n.person]
		}
	}
	return public
}

func kindOf(class string) Kind {
	switch class {
	case minor, unsure:
		return MinorName
	case victim:
		return VictimName
	}
	return PrivateName
}

func (s *Screen) personKey(person string) string { return "person:" + s.key.Code("person", person) }

func (s *Screen) markKey(sheet *sheet, kind Kind, words string) string {
	return string(kind) + ":" + s.key.Code(string(kind), sheet.report, fold(words, '@', '+'))
}

// enter gives the finding of a key, a new one where there is none.
func (s *Screen) enter(key string, kind Kind, words, why string) *Finding {
	f := s.findings[key]
	if f == nil {
		f = &Finding{Key: key, Kind: kind, Words: words, Why: why}
		s.findings[key] = f
	}
	return f
}

// stand notes where a finding stands.
func (f *Finding) stand(in *sheet, words, why string, span text.Span, rows Rows) {
	if len(words) > len(f.Words) {
		f.Words = words
	}
	if f.Why == "" {
		f.Why = why
	}
	f.Places = append(f.Places, Place{in.report, in.file, span, rows})
}

// lay makes the covers of a report. Where two meet, the longer covers both.
func (s *Screen) lay(sheet *sheet, people map[string]*Finding) {
	var all []cover
	for _, n := range sheet.names {
		f := people[n.person]
		if f == nil || !f.covered {
			continue
		}
		all = append(all, cover{n.Span, f.words, f.Kind})
		if sheet.strings == nil {
			sheet.strings = map[string]string{}
		}
		sheet.strings[fold(n.words)], sheet.strings[fold(n.full)] = f.words, f.words
		if full := fold(n.full); strings.Contains(full, " ") {
			s.names[full] = f.words
			s.firsts[strings.Fields(full)[0]] = true
		}
	}
	for _, q := range sheet.quotes {
		if q.finding != nil && q.finding.covered {
			all = append(all, cover{q.Span, q.finding.words, PrivateQuote})
		}
	}
	for _, m := range sheet.marks {
		switch {
		case m.band != "":
			all = append(all, cover{m.Span, m.band, ""})
		case m.kind != CampLocation && m.finding.covered:
			all = append(all, cover{m.Span, m.finding.words, m.finding.Kind})
		}
	}
	sheet.covers = slices.Clip(apart(all))
}

// apart orders covers and leaves out those that a longer one meets.
func apart(all []cover) []cover {
	slices.SortFunc(all, func(a, b cover) int {
		return cmp.Or((b.End-b.Start)-(a.End-a.Start), a.Start-b.Start, strings.Compare(a.words, b.words))
	})
	var kept []cover
	for _, c := range all {
		if !slices.ContainsFunc(kept, func(k cover) bool { return k.Meets(c.Span) }) {
			kept = append(kept, c)
		}
	}
	slices.SortFunc(kept, func(a, b cover) int { return a.Start - b.Start })
	return kept
}

// Findings gives all findings: open ones first, then by kind, then by words.
func (s *Screen) Findings() []*Finding {
	return slices.SortedFunc(maps.Values(s.findings), func(a, b *Finding) int {
		return cmp.Or(rank(a)-rank(b), slices.Index(Kinds, a.Kind)-slices.Index(Kinds, b.Kind), strings.Compare(a.Words, b.Words), strings.Compare(a.Key, b.Key))
	})
}

func rank(f *Finding) int {
	switch {
	case f.Open():
		return 0
	case f.Decided != 0:
		return 1
	}
	return 2
}

// Pseudonym gives what stands for a name as told (report#name), whoever it names.
func (s *Screen) Pseudonym(told string) string {
	_, name, _ := strings.Cut(told, "#")
	return "Person " + s.key.Code("told", fold(name))
}

// Gates reads the decisions of the log about findings: the last one about each stands.
func Gates(log []record.Decision) map[string]Decision {
	all := map[string]Decision{}
	for _, d := range log {
		if d.Verb == record.Gate {
			all[d.Field] = Decision{Way(d.New), d.Seq, d.By, d.Why}
		}
	}
	return all
}

// ErrWay is a decision that cannot be taken about a finding.
type ErrWay struct {
	Finding *Finding
	Way     Way
}

func (e ErrWay) Error() string {
	names := make([]string, len(e.Finding.Ways()))
	for i, w := range e.Finding.Ways() {
		names[i] = string(w)
	}
	return fmt.Sprintf("%s (%s) can be decided as %s, not as %q", e.Finding.Key, e.Finding.Kind, strings.Join(names, " or "), e.Way)
}
