package web

import (
	"net/http"
	"net/url"
	"slices"
	"strings"
	"unicode/utf8"

	"dateline/internal/ledger"
	"dateline/internal/link"
	"dateline/internal/record"
	"dateline/internal/store"
)

// Print is another report that prints the text of one, or of which people say that it does not, and why.
type Print struct {
	Report    string   `json:"report_id"`
	Outlet    string   `json:"outlet,omitempty"`
	Title     string   `json:"title,omitempty"`
	Published string   `json:"published,omitempty"`
	Language  string   `json:"language,omitempty"`
	Kind      string   `json:"kind"` // exact, near, wire, translation; as people say: same-text, different-text
	Score     float64  `json:"score"`
	Reasons   []Ground `json:"reasons"`
	Run       *Words   `json:"longest_run,omitempty"` // of words that stands in both texts, as this report has it
	Common    []Pair   `json:"common,omitempty"`      // of another language: figures, days, places and names in one order
}

// Pair is what two reports have in common, in the words of either.
type Pair struct {
	Here  string `json:"here"` // in the report that was asked about
	There string `json:"there"`
}

// Ground is one reason of a link, with what it weighs for it (above 0) or against it.
type Ground struct {
	Of     string  `json:"of"`
	Detail string  `json:"detail"`
	Weight float64 `json:"weight"`
}

func groundsOut(all []record.Reason) []Ground {
	out := []Ground{}
	for _, r := range all {
		out = append(out, Ground(r))
	}
	return out
}

// printed is a print with what a page shows of it.
type printed struct {
	Print
	print ledger.Print
}

// ByProgram reports whether nobody judged the texts.
func (p printed) ByProgram() bool { return !p.print.ByPeople() }

// printsOf gives the other prints of a report's text that who asks may read.
func (s *Server) printsOf(r *http.Request, read store.Reader, report string) (all []printed, err error) {
	prints, err := s.at(r).Prints(read, report)
	if err != nil || len(prints) == 0 {
		return nil, err
	}
	body, err := read.Body(report)
	for _, p := range prints {
		if mayRead(r, p.Report) != nil || hiddenFrom(r).reports[p.ID] {
			continue
		}
		all = append(all, printed{printOut(body, p), p})
	}
	return all, err
}

func printOut(body string, p ledger.Print) Print {
	out := Print{p.ID, p.Outlet, p.Title, p.Published.String(), string(p.Language), p.Kind, p.Score, groundsOut(p.Reasons()), nil, nil}
	for _, pair := range p.Common {
		out.Common = append(out.Common, Pair{pair[0], pair[1]})
	}
	if p.Run != "" {
		start := utf8.RuneCountInString(body[:p.Alike.Run[0].Start])
		out.Run = &Words{p.Run, start, start + utf8.RuneCountInString(p.Run)}
	}
	return out
}

// longRun is how many words of a run a page shows.
const longRun = 40

// Grounds are the reasons of a print in the reader's language.
func (f frame) Grounds(of printed) (all []string) {
	p := of.print
	switch {
	case p.Alike.Kind == "exact":
		all = append(all, f.T("alike-exact"))
	case p.Alike.Fixed != [2]int{}:
		all = append(all, f.T("alike-fixed", len(p.Common), p.Alike.Fixed[0], p.Alike.Fixed[1]))
	default:
		all = append(all, f.T("alike-share", percent(p.Alike.Likeness), percent(p.Alike.Contained)))
	}
	if p.Run != "" && p.Alike.Kind != "exact" {
		all = append(all, f.T("alike-run", p.Alike.RunWords, p.Alike.Words[0], p.Alike.Words[1]))
	}
	return all
}

// Shared are the words that both reports have: the longest run, or the figures, days, places and names of a translation.
func (f frame) Shared(of printed) (all []string) {
	p := of.print
	for _, pair := range p.Common[:min(len(p.Common), longRun)] {
		if pair[0] == pair[1] {
			all = append(all, pair[0])
		} else {
			all = append(all, pair[0]+" – "+pair[1])
		}
	}
	if words := strings.Fields(p.Run); len(words) > longRun && p.Alike.Kind != "exact" {
		all = append(all, strings.Join(words[:longRun], " ")+" …")
	} else if len(words) > 0 && p.Alike.Kind != "exact" {
		all = append(all, strings.Join(words, " "))
	}
	return all
}

// judgedTexts gives the decisions on the text of a report that who asks may see, and the last one on any text of a list.
func (s *Server) judgedTexts(r *http.Request, read store.Reader, report string, around []printed) (shown []record.Decision, seen int64, err error) {
	about := []string{report}
	for _, p := range around {
		about = append(about, p.Print.Report)
	}
	if seen, err = ledger.Head(read, about); err != nil {
		return nil, 0, err
	}
	all, err := ledger.DecidedAfter(read, about[:1], 0)
	for _, d := range all {
		known := func(id string) bool { return slices.Contains(about, id) }
		if visitor(r).May(Coder) || !slices.ContainsFunc(d.Subjects, func(id string) bool { return !known(id) }) {
			shown = append(shown, hiddenFrom(r).decision(shownDecision(d, visitor(r))))
		}
	}
	return shown, seen, err
}

func (s *Server) apiPrints(r *http.Request) (any, error) {
	out := list[Print]{Results: []Print{}}
	err := s.at(r).Read(func(read store.Reader) error {
		report, err := read.Report(r.PathValue("id"))
		if err == nil {
			err = mayRead(r, report)
		}
		if err != nil {
			return err
		}
		all, err := s.printsOf(r, read, report.ID)
		for _, p := range all {
			out.Results = append(out.Results, p.Print)
		}
		return err
	})
	out.Total = len(out.Results)
	return out, err
}

// afterTexts is where a decision on the texts of reports leads: back to the page that it was taken on.
func afterTexts(next string, d record.Decision) string {
	address, err := url.Parse(next)
	if err == nil && address.Host == "" && address.Scheme == "" && !strings.Contains(address.Path, `\`) {
		for _, page := range []string{"/reports/", "/events/"} {
			if id, is := strings.CutPrefix(address.Path, page); is && id != "" && !strings.Contains(id, "/") {
				return (&url.URL{Path: page + id, RawQuery: url.Values{"saved": {decimal(d.Seq)}}.Encode(), Fragment: "copies"}).String()
			}
		}
	}
	return "/reports/" + d.Subjects[0] + "?saved=" + decimal(d.Seq)
}

// onTexts reports whether a decision judges texts of reports, or takes such a judgement back.
func onTexts(d record.Decision) bool {
	return d.Verb.OnTexts() || d.Verb == record.Undo && len(d.Subjects) > 0 && !strings.Contains(d.Subjects[0], "#")
}

// judgedPair is two reports whose texts a form judges.
type judgedPair struct {
	Frame frame
	Seen  int64
	A, B  string
	Kind  string
}

// Origin says in the reader's language why two reports count once.
func (f frame) Origin(c link.Collapse) string {
	if c.Kind != "" {
		return f.T("copy-" + c.Kind)
	}
	what, who, _ := strings.Cut(c.Why, ": ")
	if who != "" {
		who = f.T("colon") + who
	}
	return f.T(what) + who
}

// once is a pair of reports that an event counts once, with a form to judge their texts where these say so.
type once struct {
	link.Collapse
	Outlets [2]string
	OfText  bool // only their texts make them one
}

// mostOnce is how many such pairs a page lists.
const mostOnce = 40

func onceOf(d ledger.Dossier) (all []once) {
	for _, c := range d.Collapsed[:min(len(d.Collapsed), mostOnce)] {
		all = append(all, once{c, [2]string{d.Reports[c.A].Outlet, d.Reports[c.B].Outlet}, c.Kind != "" || c.Score > 0})
	}
	return all
}

// seenTexts is the last decision on the texts of some pairs.
func seenTexts(read store.Reader, of []once) (int64, error) {
	var about []string
	for _, o := range of {
		if o.OfText {
			about = append(about, o.A, o.B)
		}
	}
	slices.Sort(about)
	return ledger.Head(read, slices.Compact(about))
}
