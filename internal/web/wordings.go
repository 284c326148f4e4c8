package web

import (
	"net/http"
	"unicode/utf8"

	"dateline/internal/ledger"
	"dateline/internal/link"
	"dateline/internal/record"
)

// Telling is how one report words an event: its own words for the act and the people, who is quoted, and what it leaves out.
type Telling struct {
	Report    string     `json:"report_id"`
	Outlet    string     `json:"outlet"`
	Published string     `json:"published,omitempty"`
	Act       []Words    `json:"act,omitempty"`
	Doer      []Words    `json:"doer,omitempty"`
	Sufferer  []Words    `json:"sufferer,omitempty"`
	Voice     link.Voice `json:"voice"`
	Quoted    []Quoted   `json:"quoted,omitempty"`
	LeftOut   []string   `json:"left_out,omitempty"` // fields to which it says nothing, though it was read whole, and others do
}

// Words are words of a report. Start and End count Unicode code points of the body.
type Words struct {
	Words string `json:"words"`
	Start int    `json:"start"`
	End   int    `json:"end"`
}

// Quoted is somebody whose words a report gives.
type Quoted struct {
	Speaker string  `json:"speaker,omitempty"`
	Quotes  int     `json:"quotes"`
	Share   float64 `json:"share"` // of the text, 0 to 1
}

// wordingsOut sets the wordings of an event side by side, a report each.
func wordingsOut(d ledger.Dossier) (all []Telling) {
	for _, w := range d.Wordings() {
		body := ""
		if reading := d.Readings[w.Report]; reading != nil {
			body = reading.Body
		}
		out := Telling{Report: w.Report, Outlet: w.Outlet, Published: w.Published.String(), Voice: w.Voice,
			Act: wordsOut(body, w.Act), Doer: wordsOut(body, w.Doer), Sufferer: wordsOut(body, w.Sufferer)}
		for _, h := range w.Quoted {
			out.Quoted = append(out.Quoted, Quoted{h.Speaker, h.Quotes, h.Share})
		}
		for _, l := range w.LeftOut {
			out.LeftOut = append(out.LeftOut, l.Field)
		}
		all = append(all, out)
	}
	return all
}

// Shared says why two reports of an event count as one origin.
type Shared struct {
	Reports [2]string `json:"report_ids"`
	Why     string    `json:"why"`             // "one text (wire)", "one text (translation)", "one owner: …"
	Score   float64   `json:"score,omitempty"` // of their texts, where these say so
	Reasons []Ground  `json:"reasons,omitempty"`
}

// mostExplained is for how many pairs of an event the texts are compared anew, to say by which words they are one: in a story of a
// hundred papers there are five thousand.
const mostExplained = 100

func originsOut(d ledger.Dossier) (all []Shared) {
	for _, c := range d.Collapsed {
		one := Shared{Reports: [2]string{c.A, c.B}, Why: c.Why, Score: c.Score}
		if a, b := d.Readings[c.A], d.Readings[c.B]; c.Kind != "" && a != nil && b != nil && len(all) < mostExplained {
			one.Reasons = groundsOut(link.WhyAlike(a, b).Reasons())
		}
		all = append(all, one)
	}
	return all
}

func wordsOut(body string, all []link.Words) (out []Words) {
	for _, w := range all {
		out = append(out, Words{w.Words, utf8.RuneCountInString(body[:w.Start]), utf8.RuneCountInString(body[:w.End])})
	}
	return out
}

func (s *Server) apiWordingsOf(r *http.Request) (any, error) {
	d, err := s.dossier(r, record.EventID(r.PathValue("id")))
	all := append([]Telling{}, wordingsOut(d)...)
	return list[Telling]{Results: all, Total: len(all)}, err
}
