package clean

import (
	"fmt"
	"sort"
	"strings"

	"dateline/internal/text"
)

// lay lays a source out in paragraphs, reads what it says about itself and writes the body of the page.
func (c *Cleaner) lay(page Page, s source) (Page, error) {
	l := lay(&s)
	l.report = merge(page.Document.Report, s.given)
	wall := c.lists.isWall(l)
	c.lists.readHead(l)
	c.lists.cutFurniture(l)
	c.lists.markTruncated(l)
	l.join()
	l.publish()
	page.Document.Report = l.report
	page.Notes = l.notes
	if wall {
		return page, ErrWall
	}
	l.write(&page)
	if page.Document.Body == "" {
		return page, ErrNoText
	}
	return page, nil
}

// merge fills what is not known of a report from what its format gives.
func merge(known, given text.Report) text.Report {
	fill := func(to *string, from string) {
		if *to == "" {
			*to = from
		}
	}
	fill(&known.URL, given.URL)
	fill(&known.Outlet, given.Outlet)
	fill(&known.Title, given.Title)
	if len(known.Byline) == 0 {
		known.Byline = given.Byline
	}
	if !known.Published.Known() {
		known.Published = given.Published
	}
	if known.Language == "" {
		known.Language = given.Language
	}
	return known
}

// publish settles the day of publication: the one given with the report, else the most certain one that the text tells.
// Days that contradict it are noted; a day of a later change does not.
func (l *layout) publish() {
	sort.SliceStable(l.dates, func(i, j int) bool { return l.dates[i].rank < l.dates[j].rank })
	if !l.report.Published.Known() && len(l.dates) > 0 {
		l.report.Published = l.dates[0].day
		if l.dates[0].rank >= changed {
			l.notes = append(l.notes, Note{Reason: DateGuessed, Detail: l.report.Published.String()})
		}
	}
	if !l.report.Published.Known() {
		l.notes = append(l.notes, Note{Reason: NoDate})
		return
	}
	var others []string
	for _, d := range l.dates {
		if d.rank <= bare && d.day != l.report.Published && !strings.Contains(strings.Join(others, " "), d.day.String()) {
			others = append(others, d.day.String())
		}
	}
	if len(others) > 0 {
		l.notes = append(l.notes, Note{Reason: SeveralDates, Detail: l.report.Published.String() + ", also " + strings.Join(others, ", ")})
	}
}

// count writes a number of things, such as "1 byte" or "3 bytes".
func count(n int, thing string) string {
	if n == 1 {
		return "1 " + thing
	}
	return fmt.Sprintf("%d %ss", n, thing)
}
