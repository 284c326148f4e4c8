package publish

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"dateline/internal/publish/sheet"
	"dateline/internal/record"
	"dateline/internal/store"
)

// page is a report that was read: a row of reports.
type page struct {
	source
	store.Report
	events []string // that it tells
}

// pages gives all reports that were read, in the order of ids.
func (b *Book) pages(each func(store.Reader, *page) error) error {
	if err := b.count(); err != nil {
		return err
	}
	return b.ledger.Read(func(r store.Reader) error {
		for _, id := range b.read {
			report, err := r.Report(id)
			if err != nil {
				return err
			}
			p := &page{b.source(report), report, nil}
			for _, e := range b.eventsOf(id) {
				p.events = append(p.events, string(e))
			}
			if err := each(r, p); err != nil {
				return err
			}
		}
		return nil
	})
}

func reportsTable() Table {
	all := []column[*page]{
		{"report_id", sheet.Text, "sha256: and the hash of its bytes as they came", func(p **page) any { return (*p).source.ID }},
		{"file", sheet.Text, "the file that it was read from", func(p **page) any { return (*p).source.File }},
		{"url", sheet.Text, "where it was published; withheld where the address spells a covered name", func(p **page) any { return (*p).source.URL }},
		{"outlet", sheet.Text, "who published it", func(p **page) any { return (*p).source.Outlet }},
		{"title", sheet.Text, "its headline", func(p **page) any { return (*p).source.Title }},
		{"published", sheet.Text, "the day of publication", func(p **page) any { return (*p).source.Published }},
		{"language", sheet.Text, "ISO 639-1", func(p **page) any { return string((*p).Report.Language) }},
		{"truncated", sheet.Flag, "the text breaks off: what it does not say counts for nothing", func(p **page) any { return (*p).Report.Truncated }},
		{"sha256", sheet.Text, "of the bytes as they came", func(p **page) any { return (*p).Hash }},
		{"coder", sheet.Text, "the version of the program that read it", func(p **page) any { return (*p).Coder }},
		{"events", sheet.Text, "the events that it tells; empty: none", func(p **page) any { return joined((*p).events...) }},
	}
	return Table{Name: "reports", About: "One row for each report: where it comes from, never its text.", Key: []string{"report_id"}, Columns: columnsOf(all),
		rows: func(b *Book, write func(sheet.Row) error) error {
			return b.pages(func(_ store.Reader, p *page) error { return write(rowOf(all, &p)) })
		}}
}

// quoted is a row of quotes.
type quoted struct {
	book *Book
	*page
	body string
	record.Quote
}

func quotesTable() Table {
	all := []column[quoted]{
		{"report_id", sheet.Text, "the report", func(q *quoted) any { return q.page.source.ID }},
		{"file", sheet.Text, "the file that the report was read from", func(q *quoted) any { return q.page.source.File }},
		{"url", sheet.Text, "where the report was published", func(q *quoted) any { return q.page.source.URL }},
		{"outlet", sheet.Text, "who published the report", func(q *quoted) any { return q.page.source.Outlet }},
		{"published", sheet.Text, "the day of publication", func(q *quoted) any { return q.page.source.Published }},
		{"events", sheet.Text, "the events that the report tells", func(q *quoted) any { return joined(q.events...) }},
		{"quote", sheet.Text, "the words; withheld where a private person says them, unless a reviewer decided otherwise", func(q *quoted) any { return q.say(q.Span) }},
		{"direct", sheet.Flag, "in quotation marks", func(q *quoted) any { return q.Direct }},
		{"speaker", sheet.Text, "who says them, in the report's words", func(q *quoted) any { return q.say(q.Speaker.Span) }},
		{"role", sheet.Text, "what the report says that the speaker is", func(q *quoted) any { return q.book.screen.Say(q.page.source.ID, q.Speaker.Role) }},
		{"cue", sheet.Text, "said, according to …", func(q *quoted) any { return q.say(q.Cue) }},
		{"start", sheet.Whole, "where the words begin in the body, in code points from 0", func(q *quoted) any { return points(q.body, q.Start) }},
		{"end", sheet.Whole, "where they end", func(q *quoted) any { return points(q.body, q.End) }},
	}
	return Table{Name: "quotes", About: "One row for each quote, direct or indirect, in the reports that tell an event.", Key: []string{"report_id", "start", "end"}, Columns: columnsOf(all),
		rows: func(b *Book, write func(sheet.Row) error) error {
			return b.pages(func(r store.Reader, p *page) error {
				if len(p.events) == 0 {
					return nil
				}
				reading, err := r.Reading(p.source.ID)
				if err != nil {
					return err
				}
				for _, q := range reading.Quotes {
					if err := write(rowOf(all, &quoted{b, p, reading.Body, q})); err != nil {
						return err
					}
				}
				return nil
			})
		}}
}

func (q *quoted) say(s textSpan) string { return q.book.screen.Words(q.page.source.ID, q.body, s) }

// gone is a row of removed.
type gone struct{ id, kind, what, into, why, at, decision string }

func removedTable() Table {
	all := []column[gone]{
		{"id", sheet.Text, "what is no longer in the other tables: an event, an account or a report", func(g *gone) any { return g.id }},
		{"kind", sheet.Text, "event, account or report", func(g *gone) any { return g.kind }},
		{"what", sheet.Text, "merged, rejected, erased or closed", func(g *gone) any { return g.what }},
		{"into", sheet.Text, "the event that a merged one is part of", func(g *gone) any { return g.into }},
		{"why", sheet.Text, "the reason given", func(g *gone) any { return g.why }},
		{"date", sheet.Text, "when it was decided", func(g *gone) any { return g.at }},
		{"decision", sheet.Text, "the number of the decision; empty where no person decided", func(g *gone) any { return g.decision }},
	}
	return Table{Name: "removed", About: "One row for each event, account or report that was there and is not any more, with the reason.", Columns: columnsOf(all),
		rows: func(b *Book, write func(sheet.Row) error) error {
			removed, err := b.removed()
			for _, g := range removed {
				if err == nil {
					err = write(rowOf(all, &g))
				}
			}
			return err
		}}
}

// removed gathers what is left out, by kind and id.
func (b *Book) removed() (all []gone, err error) {
	why := map[string]record.Decision{}
	undone := map[int64]bool{}
	for _, d := range slices.Backward(b.log) {
		if d.Verb == record.Undo && !undone[d.Seq] {
			undone[d.Undoes] = true
		}
	}
	for _, d := range b.log {
		if (d.Verb == record.Reject || d.Verb == record.Redact || d.Verb == record.Merge) && !undone[d.Seq] {
			for _, s := range d.Subjects {
				why[string(d.Verb)+" "+s] = d
			}
		}
	}
	add := func(id, kind, what, into, verb string) {
		d := why[verb+" "+id]
		g := gone{id: id, kind: kind, what: what, into: into, why: b.screen.Say("", d.Why)}
		if d.Seq > 0 {
			g.at, g.decision = day(d.At), strconv.FormatInt(d.Seq, 10)
		}
		all = append(all, g)
	}
	if err := b.count(); err != nil {
		return nil, err
	}
	for _, m := range b.survey.merged {
		add(string(m[0]), "event", "merged", string(m[1]), "")
	}
	for _, id := range b.survey.accounts {
		add(string(id), "account", "rejected", "", string(record.Reject))
	}
	for _, id := range b.survey.events {
		all = append(all, gone{id: string(id), kind: "event", what: "rejected", why: "all its accounts were rejected"})
	}
	err = b.eachReport(func(r store.Report) {
		switch {
		case strings.HasPrefix(r.Reason, store.Erased):
			add(r.ID, "report", "erased", "", string(record.Redact))
		case r.Closed:
			all = append(all, gone{id: r.ID, kind: "report", what: "closed", why: "from a source that must never be released"})
		}
	})
	slices.SortStableFunc(all, func(a, c gone) int {
		return cmp.Or(strings.Compare(a.kind+a.id, c.kind+c.id), strings.Compare(a.into, c.into))
	})
	return all, err
}

func (b *Book) eachReport(each func(store.Report)) error {
	return b.ledger.Read(func(r store.Reader) error {
		for report, err := range store.EachReport(r) {
			if err != nil {
				return err
			}
			if b.options.Only == nil || b.options.Only[report.ID] {
				each(report)
			}
		}
		return nil
	})
}

// taken is a row of decisions.
type taken struct {
	*Book
	record.Decision
}

// open leaves out what blind coding says: the names of coders, and answers that others may yet have to give.
func (t *taken) open(said string) string {
	if t.Verb == record.RoundOpened || t.Verb == record.Coded {
		return ""
	}
	return said
}

func decisionsTable() Table {
	all := []column[taken]{
		{"number", sheet.Whole, "from 1, without a gap", func(d *taken) any { return d.Seq }},
		{"date", sheet.Text, "when, in UTC", func(d *taken) any { return moment(d.At) }},
		{"by", sheet.Text, "who, under a pseudonym", func(d *taken) any { return "Reviewer " + d.key.Code("reviewer", d.By) }},
		{"verb", sheet.Text, "accept, reject, correct, add, merge, split, relate, same, different, unsure, choose, same-text, different-text, unsure-text, adjudicate, release, gate, withhold, disclose, redact, round, code, close, undo …", func(d *taken) any { return string(d.Verb) }},
		{"subjects", sheet.Text, "the accounts it is about, or the reports", func(d *taken) any { return d.subjects(d.Decision) }},
		{"field", sheet.Text, "of a correction: the field; of the harm check: the finding", func(d *taken) any { return d.screen.Say("", d.Field) }},
		{"old", sheet.Text, "the value as it stood", func(d *taken) any { return d.screen.Say("", d.Old) }},
		{"new", sheet.Text, "the value as it shall stand; of blind coding nothing", func(d *taken) any { return d.screen.Say("", d.open(d.New)) }},
		{"why", sheet.Text, "the reason given", func(d *taken) any { return d.screen.Say("", d.open(d.Why)) }},
		{"undoes", sheet.Text, "the number of the decision that it takes back", func(d *taken) any { return orEmpty(d.Undoes) }},
		{"hash", sheet.Text, "of the decision with its true names and of the one before it; the ledger alone can verify it", func(d *taken) any { return d.Hash }},
	}
	return Table{Name: "decisions", About: "One row for each decision that people took, in order.", Key: []string{"number"}, Columns: columnsOf(all),
		rows: func(b *Book, write func(sheet.Row) error) error {
			for _, d := range b.log {
				if err := write(rowOf(all, &taken{b, d})); err != nil {
					return err
				}
			}
			return nil
		}}
}

func orEmpty(n int64) string {
	if n == 0 {
		return ""
	}
	return strconv.FormatInt(n, 10)
}

// subjects names people by pseudonyms: judgements on persons have their names as subjects.
func (b *Book) subjects(d record.Decision) string {
	all := slices.Clone(d.Subjects)
	if d.Verb == record.SamePerson || d.Verb == record.NotPerson {
		for i, s := range all {
			report, _, _ := strings.Cut(s, "#")
			all[i] = report + "#" + b.screen.Pseudonym(s)
		}
	}
	return joined(all...)
}
