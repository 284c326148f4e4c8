package gate

import (
	"strings"
	"unicode"

	"dateline/internal/record"
	"dateline/internal/text"
)

// sheet is what was found in one report.
type sheet struct {
	report, file string
	outlet       string
	language     text.Language
	names        []named
	others       []string // names of what is no person, in folded words
	marks        []mark
	quotes       []spoken
	covers       []cover           // in order of position, none meeting another
	strings      map[string]string // covered names of one word, in small letters, and what stands for them
}

// named is a name of a person, where it stands.
type named struct {
	text.Span
	words, full string // as it stands; the fullest form in the report
	person      string // who it is across reports, in folded words
	class       string // private, victim, minor, public
	why         string
	rows        Rows
}

// spoken is direct words and their speaker.
type spoken struct {
	text.Span
	finding *Finding // as Settle filed it; nil where the speaker is public
	speaker text.Span
	rows    Rows
	words   string
}

// mark is anything else that was found.
type mark struct {
	text.Span
	finding *Finding // as Settle filed it
	kind    Kind
	words   string
	why     string
	rows    Rows
	band    string // of ages: what always stands in their place
}

// cover is words that are not to leave, and what stands in their place.
type cover struct {
	text.Span
	words string
	kind  Kind // empty for a banded age
}

// outlines is the spans of a report that rows would show, and in which table.
type outlines map[text.Span]Rows

func (o outlines) add(s text.Span, table int) {
	if s.Empty() {
		return
	}
	rows := o[s]
	rows[table]++
	o[s] = rows
}

// meeting counts the rows that would show something of a span.
func (o outlines) meeting(s text.Span) (rows Rows) {
	for span, more := range o {
		if span.Meets(s) {
			rows.add(more)
		}
	}
	return rows
}

// outgoing gives what rows show of a reading.
func outgoing(r *record.Reading) outlines {
	o := outlines{}
	if at := strings.Index(r.Body, r.Report.Title); at >= 0 && r.Report.Title != "" {
		o.add(text.Span{Start: at, End: at + len(r.Report.Title)}, reports)
	}
	for _, a := range r.Accounts {
		o.add(a.Trigger, accounts)
		o.add(a.When.Span, claims)
		for _, w := range a.Where {
			o.add(w.Span, claims)
		}
		for _, p := range a.Participants {
			o.add(p.Span, accounts)
			o.add(p.Span, claims)
		}
		for _, h := range a.Harm {
			o.add(h.Span, harm)
		}
		for _, s := range a.SaidBy {
			o.add(s.Span, claims)
		}
	}
	for _, q := range r.Quotes {
		o.add(q.Span, quotes)
		o.add(q.Speaker.Span, quotes)
	}
	return o
}

// reader reads one report.
type reader struct {
	*record.Reading
	words []word
	ages  []int // the places in words of figures that can be the age of a minor
	lex   *Lexicon
	hits  []hit // of lex in words
	shown outlines
	sheet *sheet
}

// Read looks through a report. All reports are read before Settle, by many goroutines if need be.
func (s *Screen) Read(r *record.Reading) {
	in := reader{Reading: r, words: wordsOf(r.Body), lex: s.lexicon, shown: outgoing(r), sheet: &sheet{report: r.Report.ID, outlet: r.Report.Outlet, file: r.Report.File, language: r.Language}}
	in.hits = in.lex.find(in.words)
	for i, w := range in.words {
		if len(w.folded) <= 2 && isNumber(w.folded) && bandOf(w.folded, r.Language) != "" {
			in.ages = append(in.ages, i)
		}
	}
	in.people()
	in.listed()
	in.phones()
	in.mails()
	in.cells()
	in.camps()
	in.quoted()
	s.enterSheet(in.sheet)
}

// enterSheet keeps what was found in a report.
func (s *Screen) enterSheet(found *sheet) {
	s.reading.Lock()
	defer s.reading.Unlock()
	for _, other := range found.others {
		s.others[other]++
	}
	found.others = nil
	if outlet := fold(found.outlet); strings.Contains(outlet, " ") {
		s.outlets[outlet] = true
	}
	if len(found.names)+len(found.marks) == 0 {
		return
	}
	s.sheets[found.report] = found
	for i := range found.names {
		n := &found.names[i]
		n.words, n.full, n.why = s.kept(n.words), s.kept(n.full), s.kept(n.why)
	}
	for i := range found.marks {
		found.marks[i].words = s.kept(found.marks[i].words)
	}
	for i := range found.quotes {
		found.quotes[i].words = s.kept(found.quotes[i].words)
	}
}

// kept gives words that many reports hold once, and none as part of the body of a report, which would stay in memory with them.
func (s *Screen) kept(words string) string {
	known, is := s.known[words]
	if !is {
		known = strings.Clone(words)
		s.known[known] = known
	}
	return known
}

func (in *reader) mark(kind Kind, span text.Span, why string) {
	in.sheet.marks = append(in.sheet.marks, mark{Span: span, kind: kind, words: in.Body[span.Start:span.End], why: why, rows: in.shown.meeting(span)})
}

// listed finds what words of the lexicon give away: health, sexual violence, streets and ages.
func (in *reader) listed() {
	for _, h := range in.hits {
		span := text.Span{Start: in.words[h.first].Start, End: in.words[h.last].End}
		switch h.kind {
		case "health":
			in.mark(Health, span, "a detail of somebody's health")
		case "sexual-violence":
			in.mark(SexualViolence, span, "a detail of sexual violence")
		case "street":
			in.street(h)
		case "age":
			in.age(h, span)
		}
	}
}

// streetWords is how many words of a street's name follow its kind, at most ("rue des Sardiniers", "rue de la Falaise-Grise").
const streetWords = 5

// street finds an address: a number before the kind of street, and a name on one of its sides.
func (in *reader) street(h hit) {
	number := -1
	for i := h.first - 1; i >= max(0, h.first-3); i-- {
		if isNumber(in.words[i].folded) && len(in.words[i].folded) <= 4 {
			number = i
			break
		}
	}
	if number < 0 || strings.ContainsAny(in.Body[in.words[number].End:in.words[h.first].Start], ".;:\n") {
		return
	}
	last := h.last
	for i := h.last + 1; i < min(len(in.words), h.last+1+streetWords); i++ {
		if strings.ContainsAny(in.Body[in.words[i-1].End:in.words[i].Start], ",.;:\n") {
			break
		}
		if in.capital(i) {
			last = i
		} else if !joins[in.words[i].folded] {
			break
		}
	}
	if last == h.last && !(h.first > number+1 && in.capital(h.first-1)) {
		return
	}
	in.mark(Address, text.Span{Start: in.words[number].Start, End: in.words[last].End}, "a street with its number")
}

// joins are words between the parts of a street's name.
var joins = map[string]bool{"de": true, "du": true, "des": true, "la": true, "le": true, "les": true, "d": true, "l": true, "of": true, "the": true}

func (in *reader) capital(i int) bool {
	for _, c := range in.Body[in.words[i].Start:in.words[i].End] {
		return unicode.IsUpper(c)
	}
	return false
}

func isNumber(s string) bool {
	for i := range len(s) {
		if !isFigure(s[i]) {
			return false
		}
	}
	return s != ""
}

// age bands the age of a minor, which the lexicon's words name beside a number ("16-year-old", "16 ans", "aged 11").
func (in *reader) age(h hit, span text.Span) {
	for _, i := range []int{h.first - 1, h.last + 1} {
		if i < 0 || i >= len(in.words) || !isNumber(in.words[i].folded) || len(in.words[i].folded) > 2 {
			continue
		}
		if between := in.Body[min(span.End, in.words[i].End):max(span.Start, in.words[i].Start)]; strings.Trim(between, " -\u00A0\u2011") != "" {
			continue
		}
		if band := bandOf(in.words[i].folded, in.Language); band != "" {
			in.sheet.marks = append(in.sheet.marks, mark{Span: in.words[i].Span, band: band})
		}
		return
	}
}

// bandOf gives the band of an age under 18, in years.
func bandOf(age string, language text.Language) string {
	low, high := "", ""
	switch {
	case len(age) == 1 && age < "6":
		low, high = "0", "5"
	case len(age) == 1 || age < "12":
		low, high = "6", "11"
	case age < "18":
		low, high = "12", "17"
	default:
		return ""
	}
	return low + "–" + high
}
