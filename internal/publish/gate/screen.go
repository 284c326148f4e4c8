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
	"unicode/utf8"

	"dateline/internal/record"
	"dateline/internal/text"
)

// Screen covers what may not leave a ledger. It is safe for many goroutines once it is settled.
type Screen struct {
	key      Key
	lexicon  *Lexicon
	sheets   map[string]*sheet // by report
	findings map[string]*Finding
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
		names: map[string]string{}, known: map[string]string{},
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

// dropOthers drops names that more often name a body or a place than a person.
func (s *Screen) dropOthers() {
	people := map[string]int{}
	for _, sheet := range s.sheets {
		for _, n := range sheet.names {
			people[fold(n.words)]++
		}
	}
	for _, sheet := range s.sheets {
		sheet.names = slices.DeleteFunc(sheet.names, func(n named) bool { return s.others[fold(n.words)] > people[fold(n.words)] })
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

// Words gives the words of a span of a report's body as they may leave.
func (s *Screen) Words(report, body string, span text.Span) string {
	if span.Empty() || span.End > len(body) {
		return ""
	}
	sheet := s.sheets[report]
	if sheet == nil {
		return s.everywhere(body[span.Start:span.End])
	}
	var out strings.Builder
	at := span.Start
	for _, c := range sheet.covers {
		if !c.Meets(span) {
			continue
		}
		if c.Start > at {
			out.WriteString(body[at:c.Start])
		}
		out.WriteString(c.words)
		at = c.End
	}
	if at < span.End {
		out.WriteString(body[at:span.End])
	}
	return s.everywhere(out.String())
}

// Part gives words that were drawn from a span of a report, such as the name of somebody whom the span tells of. Where they stand in the
// span they are covered as it is; where they do not, and something in the span is covered, the words of the span stand for them.
func (s *Screen) Part(report, body string, span text.Span, words string) string {
	sheet := s.sheets[report]
	if sheet == nil || words == "" || span.Empty() || span.End > len(body) {
		return s.Say(report, words)
	}
	if at := strings.Index(body[span.Start:span.End], words); at >= 0 {
		span = text.Span{Start: span.Start + at, End: span.Start + at + len(words)}
	}
	if slices.ContainsFunc(sheet.covers, func(c cover) bool { return c.Meets(span) && c.kind != PrivateQuote }) {
		return s.Words(report, body, span)
	}
	return s.Say(report, words)
}

// Say gives words that were drawn from a report, such as a headline or a name, as they may leave. Without a report only full names
// are covered, for one word names many.
func (s *Screen) Say(report, words string) string {
	if sheet := s.sheets[report]; sheet != nil {
		words = covered(words, sheet.strings, nil)
	}
	return s.everywhere(words)
}

// Cell gives what stands for those whom a span tells of when they are too few to be described; empty when they may be.
func (s *Screen) Cell(report string, span text.Span) string {
	if sheet := s.sheets[report]; sheet != nil {
		for _, c := range sheet.covers {
			if c.kind == SmallCell && c.Meets(span) {
				return c.words
			}
		}
	}
	return ""
}

// URL gives an address as it may leave: one that spells a covered name is withheld.
func (s *Screen) URL(report, url string) string {
	if s.Say(report, fold(url)) != fold(url) {
		return ""
	}
	return url
}

// everywhere covers the full names of all reports.
func (s *Screen) everywhere(words string) string { return covered(words, s.names, s.firsts) }

// longest is how many words a name has at most.
const longest = 6

// covered puts what stands for them in the place of names, longer ones first. Where firsts is not nil, names begin with one of them.
func covered(s string, names map[string]string, firsts map[string]bool) string {
	if len(names) == 0 || s == "" || firsts != nil && !holdsAny(s, firsts) {
		return s
	}
	words := wordsOf(s)
	var out strings.Builder
	at := 0
	for i := 0; i < len(words); i++ {
		if firsts != nil && !firsts[words[i].folded] {
			continue
		}
		for n := min(longest, len(words)-i); n > 0; n-- {
			last := words[i+n-1]
			if with, is := names[fold(s[words[i].Start:last.End])]; is {
				out.WriteString(s[at:words[i].Start])
				out.WriteString(with)
				at, i = last.End, i+n-1
				break
			}
		}
	}
	out.WriteString(s[at:])
	return out.String()
}

// longestFirst is how many bytes of a word are compared without taking memory; longer ones are taken for one of those that are looked for.
const longestFirst = 64

// holdsAny reports whether some word of a text is one of a set, or may be. It is asked of every cell that leaves, and mostly says no.
func holdsAny(s string, set map[string]bool) bool {
	var word [longestFirst]byte
	n := 0
	for i := 0; i < len(s); i++ {
		c := s[i]
		switch {
		case c >= utf8.RuneSelf:
			return true // its letters have to be looked at one by one
		case c >= 'A' && c <= 'Z':
			c += 'a' - 'A'
		case c >= 'a' && c <= 'z' || c >= '0' && c <= '9':
		default:
			if set[string(word[:n])] {
				return true
			}
			n = 0
			continue
		}
		if n == longestFirst {
			return true
		}
		word[n] = c
		n++
	}
	return set[string(word[:n])]
}

// Leaks gives a covered name that stands in words all the same; empty when none does. It is asked of every cell before it leaves. A cell may join
// several values by "; ", or speakers by " < ": the end of one and the beginning of the next make no name.
func (s *Screen) Leaks(words string) string {
	for rest := words; rest != ""; {
		end := strings.IndexAny(rest, ";<")
		if end < 0 {
			end = len(rest)
		}
		if part := rest[:end]; s.everywhere(part) != part {
			return words
		}
		rest = rest[min(len(rest), end+1):]
	}
	return ""
}

// Site says what becomes of the position of a site in a report: as decided, else it is coarsened.
func (s *Screen) Site(report string, words string) Way {
	sheet := s.sheets[report]
	if sheet == nil {
		return Coarsen
	}
	if f := s.findings[s.markKey(sheet, CampLocation, words)]; f != nil {
		return f.Way
	}
	return Coarsen
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
