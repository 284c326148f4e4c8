package page

import (
	"fmt"
	"strings"

	"dateline/internal/record"
)

func (p *explainer) accounts() {
	for i, a := range p.r.Accounts {
		p.title("Account %d: %s", i+1, a.Act)
		p.field("trigger", "“%s” in sentence %d  %s", p.words(a.Trigger), a.Sentence, from(a.Origin))
		for _, s := range a.Also {
			p.field("also", "“%s”", p.words(s))
		}
		p.field("realised", "%s%s %s", map[bool]string{true: "not "}[a.Negated], a.Realisation, inQuotes(p.words(a.Shown)))
		if a.Blame != "" {
			p.field("blame", "%s %s", a.Blame, inQuotes(p.words(a.Blamed)))
		}
		if a.Background {
			p.field("background", "told as background")
		}
		p.fields(a)
		p.field("confidence", "%.2f", a.Confidence)
		p.WriteByte('\n')
	}
}

func (p *explainer) fields(a record.Account) {
	for _, x := range a.Participants {
		amount := ""
		if !x.Amount.Empty() {
			amount = fmt.Sprintf("%s–%s (best %s)", figure(x.Amount.Low), figure(x.Amount.High), figure(x.Amount.Best))
		}
		p.field(string(x.Role), "“%s”  %s  %s", p.words(x.Span), joined(" ", x.Name, x.Country, x.Sector, x.Class, amount), from(x.Origin))
	}
	if !a.When.Empty() {
		p.field("when", "“%s”  %s  %s", p.words(a.When.Span), joined(" ", a.When.EDTF, a.When.Precision), from(a.When.Origin))
	}
	for _, w := range a.Where {
		p.field(w.Role, "“%s”  %s  %s", p.words(w.Span), onMap(w.Place), from(w.Origin))
	}
	for _, h := range a.Harm {
		bounds := fmt.Sprintf("low %s best %s high %s", figure(h.Low), figure(h.Best), figure(h.High))
		p.field("harm", "“%s”  %s  %s", p.words(h.Span), joined(" ", h.Kind, bounds, h.Qualifier, h.Of, map[bool]string{true: "(a total)"}[h.Total]), from(h.Origin))
	}
	for _, s := range a.SaidBy {
		p.field("said by", "“%s”  %s", p.words(s.Span), joined(" ", s.Kind, s.Cue))
	}
	for _, c := range a.Codes {
		p.field("code", "%s: %s", joined(" ", c.Scheme, c.Version), joined(", ", codeWords(c), c.Grade, c.Note))
	}
}

func (p *explainer) field(name, format string, values ...any) {
	line := fmt.Sprintf("  %-14s ", name) + fmt.Sprintf(format, values...)
	fmt.Fprintln(p, strings.TrimRight(line, " "))
}

func (p *explainer) quotes() {
	for i, q := range p.r.Quotes {
		p.title("Quote %d (%s)", i+1, map[bool]string{true: "direct", false: "indirect"}[q.Direct])
		p.field("words", "“%s”  %s", p.words(q.Span), from(q.Origin))
		p.field("speaker", "“%s”  %s", p.words(q.Speaker.Span), joined(", ", q.Speaker.Name, q.Speaker.Role))
		p.field("cue", "“%s”", p.words(q.Cue))
		p.WriteByte('\n')
	}
}

func (p *explainer) notes(title string, notes []record.Note) {
	if len(notes) == 0 {
		return
	}
	p.title("%s", title)
	for _, n := range notes {
		p.field(n.Reason, "%s  %s", inQuotes(p.words(n.Span)), n.Detail)
	}
	p.WriteByte('\n')
}

func inQuotes(s string) string {
	if s == "" {
		return ""
	}
	return "“" + s + "”"
}
