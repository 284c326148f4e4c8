package clean

import (
	"strings"

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
	given := text.Report{Title: found.Title, Outlet: found.Sitename, URL: found.URL}
	for author := range strings.SplitSeq(found.Author, ";") {
		if author = strings.TrimSpace(author); author != "" {
			given.Byline = append(given.Byline, author)
		}
	}
	m.report = merge(m.report, given)
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
