// Package page prints a reading for people: as a page with the headline, each account as one sentence of fields with its
// words beneath, who says so, and the quotes; or as an explanation of how the reading came about.
package page

import (
	"fmt"
	"io"
	"strings"

	"dateline/internal/record"
	"dateline/internal/text"
)

// Options tune a page. The zero value prints plain text of 88 columns.
type Options struct {
	Width int  // columns; 0 means 88
	Bold  bool // mark headlines and acts with ANSI escapes; for terminals only
}

// printer lays out one reading.
type printer struct {
	*record.Reading
	lines strings.Builder
	width int
	bold  bool
}

// Write prints r.
func Write(w io.Writer, r *record.Reading, o Options) error {
	if o.Width == 0 {
		o.Width = 88
	}
	p := &printer{Reading: r, width: o.Width, bold: o.Bold}
	p.head()
	for i, a := range r.Accounts {
		p.account(i+1, a)
	}
	if len(r.Accounts) == 0 {
		p.lines.WriteString("  No account of an event was found.\n\n")
	}
	p.quotes()
	p.notes()
	_, err := io.WriteString(w, p.lines.String())
	return err
}

// head prints the headline, and beneath it where the report comes from.
func (p *printer) head() {
	title := p.Report.Title
	if title == "" {
		title = "(no headline)"
	}
	fmt.Fprintf(&p.lines, "%s\n", p.strong(printable(title)))
	source := []string{p.Report.Outlet, strings.Join(p.Report.Byline, ", "), day(p.Report.Published), languages[p.Language], p.Report.File}
	fmt.Fprintf(&p.lines, "%s\n\n", printable(joined(" · ", source...)))
}

var languages = map[text.Language]string{text.English: "English", text.French: "French"}

func day(d text.Day) string {
	if !d.Known() {
		return "no date"
	}
	return d.Time().Format("2 January 2006")
}

func (p *printer) account(number int, a record.Account) {
	p.fold(fmt.Sprintf("%3d  ", number), p.sentence(a))
	p.fold("     “", p.around(a)+"”")
	p.fold("     ", p.saidBy(a))
	if known := codes(a); known != "" {
		p.fold("     ", known)
	}
	p.lines.WriteByte('\n')
}

// codes lists the codes of a in the schemes that have one for it.
func codes(a record.Account) string {
	var all []string
	for _, c := range a.Codes {
		if c.Code != "" {
			all = append(all, c.Scheme+" "+codeWords(c))
		}
	}
	return strings.Join(all, " · ")
}

// codeWords is a code with its heading, mode and contexts: "COERCE restrict (migration)", "Riots / Violent demonstration".
func codeWords(c record.Code) string {
	words := joined(" ", joined(" / ", c.Under, c.Code), c.Mode)
	if len(c.Contexts) > 0 {
		words += " (" + strings.Join(c.Contexts, ", ") + ")"
	}
	return words
}

func (p *printer) saidBy(a record.Account) string {
	var names []string
	for _, s := range a.SaidBy {
		names = append(names, p.words(s.Span))
	}
	outlet := p.Report.Outlet
	if outlet == "" {
		outlet = "the report"
	}
	if len(names) == 0 {
		return "— " + outlet + " says so"
	}
	return "— " + strings.Join(names, " → ") + " → " + outlet
}

// reach is how many bytes of context stand around the words of an account.
const reach = 240

// around returns the sentence around the trigger of a, cut at spaces where it is long.
func (p *printer) around(a record.Account) string {
	start, end := p.sentenceAround(a.Trigger)
	before, after := "", ""
	if a.Trigger.Start-start > reach {
		start, before = spaceAfter(p.Body, a.Trigger.Start-reach), "… "
	}
	if end-a.Trigger.End > reach {
		end, after = spaceBefore(p.Body, a.Trigger.End+reach), " …"
	}
	return before + tidy(p.Body[start:end]) + after
}

// sentenceAround finds the ends of the sentence of s by its stops; a page needs no more than that.
func (p *printer) sentenceAround(s text.Span) (start, end int) {
	start, end = 0, len(p.Body)
	for _, stop := range []string{". ", "? ", "! ", ".\n", "\n\n", ".” ", ".\" "} {
		if at := strings.LastIndex(p.Body[:s.Start], stop); at >= 0 {
			start = max(start, at+len(stop))
		}
		if at := strings.Index(p.Body[s.End:], stop); at >= 0 {
			end = min(end, s.End+at+len(strings.TrimRight(stop, " \n")))
		}
	}
	return start, end
}

func spaceAfter(body string, at int) int {
	if i := strings.IndexByte(body[at:], ' '); i >= 0 {
		return at + i + 1
	}
	return at
}

func spaceBefore(body string, at int) int {
	if i := strings.LastIndexByte(body[:at], ' '); i >= 0 {
		return i
	}
	return at
}

func (p *printer) quotes() {
	if len(p.Quotes) == 0 {
		return
	}
	p.lines.WriteString("     Quoted\n")
	for _, q := range p.Quotes {
		p.fold("     · ", p.speaker(q.Speaker)+": "+p.quoted(q))
	}
	p.lines.WriteByte('\n')
}

func (p *printer) quoted(q record.Quote) string {
	if q.Direct {
		return "“" + p.words(q.Span) + "”"
	}
	return p.words(q.Span) + " (reported)"
}

func (p *printer) speaker(s record.Speaker) string {
	if s.Empty() {
		return "(no speaker named)"
	}
	name := s.Name
	if name == "" {
		name = p.words(s.Span)
	}
	return printable(joined(", ", name, s.Role))
}

func (p *printer) notes() {
	for _, n := range p.Notes {
		p.fold("     ! ", joined(": ", n.Reason, n.Detail, p.words(n.Span)))
	}
	if len(p.Notes) > 0 {
		p.lines.WriteByte('\n')
	}
}

// words returns the words of s on one line.
func (p *printer) words(s text.Span) string { return tidy(p.Body[s.Start:s.End]) }

func (p *printer) strong(s string) string {
	if !p.bold {
		return s
	}
	return "\x1b[1m" + s + "\x1b[0m"
}
