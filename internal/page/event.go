package page

import (
	"fmt"
	"io"
	"strings"

	"dateline/internal/record"
)

// Event prints an event: its line, how many reports and origins document it, and to each question what the reports say, with their
// words, who agrees and who is silent.
func Event(w io.Writer, e record.Event, line string, o Options) error {
	if o.Width == 0 {
		o.Width = 88
	}
	p := &printer{width: o.Width, bold: o.Bold}
	p.fold("", p.strong(printable(line)))
	p.fold("", documented(e))
	var silent []string
	for _, q := range e.Questions {
		if len(q.Claims) == 0 {
			silent = append(silent, q.Field)
			continue
		}
		p.question(q)
	}
	if len(silent) > 0 {
		p.fold("\n  no report says  ", strings.Join(silent, ", "))
	}
	p.related(e)
	p.lines.WriteByte('\n')
	_, err := io.WriteString(w, p.lines.String())
	return err
}

// documented says how far an event is documented. Numbers are a minimum: what nobody reported is not counted.
func documented(e record.Event) string {
	parts := []string{fmt.Sprintf("%s from %s", e.ID, plural(e.Reports, "report"))}
	if e.Origins < e.Reports {
		parts = append(parts, plural(e.Origins, "independent origin"))
	}
	return strings.Join(append(parts, fmt.Sprintf("confidence %.2f", e.Confidence), "judged by: "+string(e.Review)), " · ")
}

func plural(n int, noun string) string {
	if n != 1 {
		noun += "s"
	}
	return fmt.Sprintf("%d %s", n, noun)
}

// question prints one question: the published value, how the reports stand, and each claim unless all say the same.
func (p *printer) question(q record.Question) {
	value := valueOf(q.Published)
	if value == "" {
		value = "—"
	}
	p.fold(fmt.Sprintf("\n  %-12s ", q.Field), printable(joined(" · ", p.strong(value), stands(q), rule(q))))
	if told[q.Field] && q.Stands == record.Agrees {
		return
	}
	for _, c := range q.Claims {
		p.claim(c)
	}
	if n := len(q.Silent); n > 0 {
		p.fold("               ", fmt.Sprintf("not mentioned in %s", plural(n, "report")))
	}
}

// told are fields whose claims say no more than their value where all agree.
var told = map[string]bool{"act": true, "realisation": true}

func stands(q record.Question) string {
	switch q.Stands {
	case record.Agrees:
		return "all agree"
	case record.Differs:
		return "they differ"
	case record.Alone:
		return "one source"
	case record.Denies:
		return "denied"
	}
	return string(q.Stands)
}

// rule names the rule of aggregation where it had something to decide.
func rule(q record.Question) string {
	if q.Stands != record.Differs || q.Rule == "" {
		return ""
	}
	return "published: " + q.Rule
}

func (p *printer) claim(c record.Claim) {
	said := strings.Join(c.Speakers, " ← ")
	if said != "" {
		said = "said by " + said
	}
	words := ""
	if c.Words != "" {
		words = "“" + c.Words + "”"
	}
	standing := ""
	if c.Standing == record.Corrected || c.Standing == record.Denies {
		standing = string(c.Standing)
	}
	outlet := c.Outlet
	if outlet == "" {
		outlet = c.Report
	}
	p.fold("               ", tidy(outlet+", "+day(c.Published)+": "+joined(" · ", valueOf(c.Value), words, said, standing)))
}

// valueOf writes a value as people read it.
func valueOf(v record.Value) string {
	switch {
	case v.Label != "":
		return v.Label
	case v.Text != "" && !v.Low.Known && !v.High.Known:
		return v.Text
	case v.Best.Known:
		return v.Best.String()
	case v.Low.Known && v.High.Known:
		return v.Low.String() + "–" + v.High.String()
	case v.Low.Known:
		return "at least " + v.Low.String()
	case v.High.Known:
		return "at most " + v.High.String()
	}
	return ""
}

func (p *printer) related(e record.Event) {
	for i, r := range e.Related {
		if i == 0 {
			p.lines.WriteByte('\n')
		}
		p.fold("  related      ", joined(" · ", strings.ReplaceAll(r.Kind, "-", " "), string(r.Event), r.Reason))
	}
}
