package clean

import (
	"strings"

	"github.com/markusmobius/go-htmldate"
	"github.com/markusmobius/go-trafilatura"
	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"dateline/internal/text"
)

// meta is what a page says of itself outside of its text.
type meta struct {
	report text.Report
	dates  []told
}

// readMeta reads the fields of a page that trafilatura does not: its language, its canonical address and its dates.
func (k *lists) readMeta(root *html.Node) meta {
	var m meta
	for n := range root.Descendants() {
		switch n.DataAtom {
		case atom.Html:
			m.report.Language = language(attr(n, "lang"))
		case atom.Link:
			if strings.EqualFold(attr(n, "rel"), "canonical") && strings.HasPrefix(attr(n, "href"), "http") && m.report.URL == "" {
				m.report.URL = strings.TrimSpace(attr(n, "href"))
			}
		}
	}
	m.dates = k.pageDates(root, m.report)
	return m
}

// take fills what is not known from the fields that trafilatura reads.
func (m *meta) take(found trafilatura.Metadata) {
	outlet, _, _ := strings.Cut(found.Sitename, ";")
	given := text.Report{Title: found.Title, Outlet: strings.TrimSpace(outlet), URL: found.URL}
	for author := range strings.SplitSeq(found.Author, ";") {
		if author = strings.TrimSpace(author); author != "" {
			given.Byline = append(given.Byline, author)
		}
	}
	m.report = merge(m.report, given)
}

// trim takes from the title what stands after the headline of the page, mostly the name of the outlet, and from the byline its "by".
func (m *meta) trim(k lists, headline string) {
	title, folded := fold(m.report.Title), fold(headline)
	if headline != "" && startsWith(title, folded) {
		m.report.Title = headline
	} else if outlet := fold(m.report.Outlet); outlet != "" && strings.HasSuffix(title, " "+outlet) {
		for _, between := range []string{" - ", " | ", " – ", " — ", " • ", " · "} {
			if i := strings.LastIndex(m.report.Title, between); i > 0 && fold(m.report.Title[i:]) == outlet {
				m.report.Title = m.report.Title[:i]
			}
		}
	}
	var names []string
	for _, name := range m.report.Byline {
		if f := k.facts(name, m.report.Language); f.is && f.labelled {
			names = append(names, f.names...)
		} else if fold(name) != fold(m.report.Outlet) && !strings.HasPrefix(name, "@") && !k.isLabel(fold(name)) {
			names = append(names, name)
		}
	}
	m.report.Byline = names
}

// isLabel reports whether a word, folded, stands in lines of names and dates but is no name itself: "Wednesday", "News".
func (k *lists) isLabel(folded string) bool {
	p, known := k.head.at(folded, filler, flag, by, published, updated)
	return known && p.words == folded
}

// guessDate adds the day that go-htmldate makes out of any figures of a page, for a page that gives no date in a place of its own.
func (m *meta) guessDate(root *html.Node, address string) {
	if address == "" {
		address = m.report.URL
	}
	found, err := htmldate.FromDocument(root, htmldate.Options{UseOriginalDate: true, SkipExtensiveSearch: true, URL: address})
	if err != nil || found.IsZero() || found.DateTime.YearDay() == 1 {
		return // the first of January stands for a year alone
	}
	t := found.DateTime
	m.dates = append(m.dates, told{dayOf(t.Year(), t.Month(), t.Day()), guessedDay})
}

// attr returns an attribute of n, "" if it has none.
func attr(n *html.Node, key string) string {
	for _, a := range n.Attr {
		if a.Key == key {
			return a.Val
		}
	}
	return ""
}
