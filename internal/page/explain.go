package page

import (
	"cmp"
	"fmt"
	"io"
	"slices"
	"strings"

	"dateline/internal/record"
	"dateline/internal/text"
)

// explainer writes one explanation.
type explainer struct {
	strings.Builder
	d *text.Document
	r *record.Reading
}

// Explain prints how the reading r of document d came about: each stage's view of the report, the rule or model behind
// each value and the hash of its file, what was doubted or dropped and why, and the words that were considered as telling
// an act and dropped.
func Explain(w io.Writer, d *text.Document, r *record.Reading, considered []record.Note) error {
	p := &explainer{d: d, r: r}
	p.report()
	for i := range d.Sentences {
		p.sentence(i)
	}
	p.accounts()
	p.quotes()
	p.notes("Doubted or dropped", r.Notes)
	p.notes("Considered and dropped", considered)
	_, err := io.WriteString(w, p.String())
	return err
}

func (p *explainer) title(format string, values ...any) {
	line := fmt.Sprintf(format, values...)
	fmt.Fprintf(p, "%s\n%s\n", line, strings.Repeat("─", len([]rune(line))))
}

func (p *explainer) report() {
	p.title("Report %s", tidy(p.r.Report.File))
	for _, row := range [][2]string{
		{"id", p.r.Report.ID}, {"title", p.r.Report.Title}, {"outlet", p.r.Report.Outlet}, {"byline", strings.Join(p.r.Report.Byline, ", ")},
		{"published", p.r.Report.Published.String()}, {"url", p.r.Report.URL}, {"language", string(p.d.Language)},
		{"headline", p.words(p.d.Head)}, {"dateline", p.words(p.d.Lead)},
	} {
		if row[1] != "" {
			fmt.Fprintf(p, "%-10s %s\n", row[0], tidy(row[1]))
		}
	}
	fmt.Fprintf(p, "%-10s %d bytes, %d sentences, %d tokens, %d stretches of furniture\n\n", "body", len(p.d.Body), len(p.d.Sentences), len(p.d.Tokens), len(p.r.Furniture))
}

// sentence prints a sentence, its words with their tags and tree, and the mentions that begin in it.
func (p *explainer) sentence(number int) {
	s := p.d.Sentences[number]
	tree := "no tree: nothing in it may tell an act or a saying"
	if s.Parsed {
		tree = "tree"
	}
	p.title("Sentence %d (%s)", number, tree)
	fmt.Fprintf(p, "%s\n\n", p.words(s.Span))
	for i := s.First; i < s.Last; i++ {
		p.token(s, i)
	}
	p.WriteByte('\n')
	p.mentions(s)
}

func (p *explainer) token(s text.Sentence, i int) {
	t := &p.d.Tokens[i]
	head := ""
	if s.Parsed {
		head = "root"
		if t.Head != text.RootHead {
			head = fmt.Sprintf("%s ← %s", t.Rel, tidy(p.d.Tokens[t.Head].Form))
		}
	}
	line := fmt.Sprintf("%5d  %-18s %-18s %-6s %-6s %-28s %s", i, tidy(t.Form), tidy(t.Lemma), t.Tag, named(t.Name), head, features(t.Feats))
	fmt.Fprintln(p, strings.TrimRight(line, " "))
}

func named(n text.NameTag) string {
	if n == 0 {
		return ""
	}
	return n.String()
}

func features(f text.Feats) string {
	if f == 0 {
		return ""
	}
	return f.String()
}

// mention is a line on a mention, at its position.
type mention struct {
	text.Span
	line string
}

func (p *explainer) mentions(s text.Sentence) {
	all := slices.DeleteFunc(p.allMentions(), func(m mention) bool { return !s.Holds(m.Span) })
	slices.SortStableFunc(all, func(a, b mention) int { return cmp.Compare(a.Start, b.Start) })
	for _, m := range all {
		fmt.Fprintln(p, "  "+m.line)
	}
	if len(all) > 0 {
		p.WriteByte('\n')
	}
}

func (p *explainer) allMentions() []mention {
	var all []mention
	for _, n := range p.d.Names {
		all = append(all, mention{n.Span, p.line("name", n.Span, n.Type.String(), n.Origin)})
	}
	for _, d := range p.d.Dates {
		value := joined(" ", string(d.Type), d.Value, d.EDTF, d.Precision, counted(d.Anchored))
		all = append(all, mention{d.Span, p.line("date", d.Span, value, d.Origin)})
	}
	for _, x := range p.d.Places {
		all = append(all, mention{x.Span, p.line("place", x.Span, joined(" ", x.Part, onMap(x)), x.Origin)})
	}
	for _, a := range p.d.Amounts {
		value := fmt.Sprintf("%s low %v best %v high %v of %q", a.Kind, figure(a.Low), figure(a.Best), figure(a.High), p.words(a.Counted))
		all = append(all, mention{a.Span, p.line("amount", a.Span, value, a.Origin)})
	}
	for _, a := range p.d.Actors {
		value := joined(" ", string(a.Kind), a.Name, a.Country, a.Sector, a.Class)
		if a.Same >= 0 {
			value += fmt.Sprintf(" (stands for %q)", p.words(p.d.Actors[a.Same].Span))
		}
		all = append(all, mention{a.Span, p.line("actor", a.Span, value, a.Origin)})
	}
	return all
}

func counted(anchor string) string {
	if anchor == "" {
		return ""
	}
	return "counted from " + anchor
}

func onMap(x text.Place) string {
	if x.Precision == "" {
		return "not on the map"
	}
	return fmt.Sprintf("%s %s %.3f %.3f %s", joined(", ", x.Name, x.Within, x.Admin1, x.Country), x.Precision, x.Lat, x.Lon, x.Gazetteer)
}

func figure(n text.Number) string {
	if !n.Known {
		return "?"
	}
	return n.String()
}

// line says what a mention is, its words, its value and where that comes from.
func (p *explainer) line(kind string, s text.Span, value string, o text.Origin) string {
	return fmt.Sprintf("%-7s “%s”  %s  %s", kind, p.words(s), tidy(value), from(o))
}

func from(o text.Origin) string {
	if o.Rule == "" {
		return ""
	}
	return "[" + joined(" ", o.Rule, o.Version) + "]"
}

// words returns the words of s on one line.
func (p *explainer) words(s text.Span) string { return tidy(p.d.Body[s.Start:s.End]) }
