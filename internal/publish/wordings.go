package publish

import (
	"fmt"
	"strings"

	"dateline/internal/link"
	"dateline/internal/publish/sheet"
)

// worded is one row of wordings: how one report tells an event.
type worded struct {
	*Case
	link.Wording
}

// wordingsTable sets the words of the reports of an event side by side. It is no part of a release.
func wordingsTable() Table {
	all := []column[worded]{
		{"event_id", sheet.Text, "the event", func(w *worded) any { return string(w.Case.ID) }},
		{"report_id", sheet.Text, "the report", func(w *worded) any { return w.Report }},
		{"outlet", sheet.Text, "its outlet", func(w *worded) any { return w.Outlet }},
		{"published", sheet.Text, "its day of publication", func(w *worded) any { return w.Published.String() }},
		{"act_words", sheet.Text, "its words for the act", func(w *worded) any { return w.said(w.Act) }},
		{"doer_words", sheet.Text, "its words for who does it", func(w *worded) any { return w.said(w.Doer) }},
		{"sufferer_words", sheet.Text, "its words for those to whom it is done", func(w *worded) any { return w.said(w.Sufferer) }},
		{"voice", sheet.Text, "active: who does it stands first; passive: who suffers it does; no doer: nobody does it", func(w *worded) any { return string(w.Voice) }},
		{"quoted", sheet.Text, "who is quoted, with the percentage of the text that stands in their quotes", func(w *worded) any { return w.heard() }},
		{"left_out", sheet.Text, "the fields to which it says nothing, and others do", func(w *worded) any { return w.missing() }},
	}
	return perCase("wordings", "One row for each report of an event: its words for the act and the people, side by side with those of others.", []string{"event_id", "report_id"}, all, func(c *Case) (rows []worded) {
		for _, w := range link.Wordings(c.Tellings, c.Readings) {
			rows = append(rows, worded{c, w})
		}
		return rows
	})
}

// said joins words, covered where they name somebody.
func (w *worded) said(all []link.Words) string {
	var out []string
	for _, each := range all {
		if words := w.words(w.Report, each.Span); words != "" {
			out = append(out, words)
		}
	}
	return strings.Join(out, "; ")
}

func (w *worded) heard() string {
	var out []string
	for _, h := range w.Quoted {
		out = append(out, strings.TrimSpace(fmt.Sprintf("%s %.0f", w.book.screen.Say(w.Report, h.Speaker), 100*h.Share)))
	}
	return strings.Join(out, "; ")
}

func (w *worded) missing() string {
	var out []string
	for _, l := range w.LeftOut {
		out = append(out, l.Field)
	}
	return strings.Join(out, "; ")
}
