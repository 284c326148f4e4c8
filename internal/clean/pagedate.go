package clean

import (
	"encoding/json"
	"strings"
	"time"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"dateline/internal/text"
)

// Fields of pages that hold a day of publication, in lower case. These are names of formats (Open Graph, Dublin Core,
// schema.org, Parse.ly, Sailthru …), not words of a language.
var (
	publishedFields = map[string]bool{
		"article:published_time": true, "og:published_time": true, "og:article:published_time": true, "article.published": true, "published_at": true, "datepublished": true,
		"date": true, "dc.date": true, "dc.date.issued": true, "dcterms.date": true, "dcterms.issued": true, "dc.date.created": true, "dcterms.created": true, "dc.created": true, "dc:date": true, "dc:created": true,
		"pubdate": true, "publishdate": true, "publish-date": true, "publish_date": true, "publication_date": true, "publication-date": true, "article_date_original": true,
		"article:post_date": true, "parsely-pub-date": true, "sailthru.date": true, "cxenseparse:recs:publishtime": true, "originalpublicationdate": true, "ptime": true, "displaydate": true,
		"timestamp": true, "citation_publication_date": true, "citation_date": true, "rnews:datepublished": true, "shareaholic:article_published_time": true, "article.created": true, "datecreated": true, "created": true, "release_date": true, "date_published": true, "article:published": true, "article:publicationdate": true, "bt:pubdate": true,
	}
	changedFields = map[string]bool{
		"article:modified_time": true, "og:updated_time": true, "datemodified": true, "lastmod": true, "last-modified": true, "lastmodified": true, "dcterms.modified": true, "dc.date.modified": true, "dateupdate": true, "updated_time": true, "modified": true, "revision_date": true,
	}
)

// pageDates returns the days of publication that a page gives outside of its text.
func (k *lists) pageDates(root *html.Node, report text.Report) []told {
	r := dateReader{lists: k, language: report.Language}
	for n := range root.Descendants() {
		if n.Type == html.ElementNode {
			r.element(n)
		}
	}
	r.add(inAddress(report.URL), ofAddress)
	return r.dates
}

// dateReader collects the dates of a page.
type dateReader struct {
	*lists
	language text.Language
	dates    []told
}

func (r *dateReader) add(day text.Day, rank rank) {
	if day.Known() {
		r.dates = append(r.dates, told{day, rank})
	}
}

func (r *dateReader) element(n *html.Node) {
	switch n.DataAtom {
	case atom.Meta:
		r.field(n)
	case atom.Script:
		if strings.Contains(attr(n, "type"), "ld+json") && n.FirstChild != nil {
			r.linked(n.FirstChild.Data)
		}
	case atom.Time:
		r.time(n)
	case atom.Link, atom.A, atom.Img, atom.Style, atom.Html, atom.Body, atom.Head:
	default:
		r.marked(n)
	}
}

// field reads a meta element.
func (r *dateReader) field(n *html.Node) {
	content := attr(n, "content")
	for _, key := range []string{"property", "name", "itemprop", "http-equiv"} {
		switch name := strings.ToLower(attr(n, key)); {
		case publishedFields[name]:
			r.add(r.day(content), ofFields)
		case changedFields[name]:
			r.add(r.day(content), changed)
		}
	}
}

// deepest is how deep linked data may be nested.
const deepest = 24

// linked reads data in JSON-LD. Broken data are passed over.
func (r *dateReader) linked(data string) {
	var value any
	if json.Unmarshal([]byte(strings.TrimSpace(data)), &value) == nil {
		r.value(value, deepest)
	}
}

func (r *dateReader) value(value any, depth int) {
	if depth == 0 {
		return
	}
	switch v := value.(type) {
	case []any:
		for _, item := range v {
			r.value(item, depth-1)
		}
	case map[string]any:
		published, _ := v["datePublished"].(string)
		if published == "" {
			published, _ = v["dateCreated"].(string)
		}
		modified, _ := v["dateModified"].(string)
		if kind, _ := v["@type"].(string); !isComment(kind) {
			best := ofFields
			if !isArticle(v["@type"]) {
				best = bare
			}
			r.add(r.day(published), best)
			r.add(r.day(modified), changed)
		}
		for _, key := range []string{"@graph", "mainEntity", "mainEntityOfPage", "itemListElement", "item"} {
			r.value(v[key], depth-1)
		}
	}
}

func isComment(kind string) bool { return kind == "Comment" || kind == "Review" || kind == "Event" }

// isArticle reports whether a type of schema.org, or one of several, is that of an article.
func isArticle(kind any) bool {
	switch v := kind.(type) {
	case string:
		return strings.Contains(v, "Article") || strings.Contains(v, "Posting") || v == "Report"
	case []any:
		for _, one := range v {
			if isArticle(one) {
				return true
			}
		}
	}
	return false
}

// time reads a time element.
func (r *dateReader) time(n *html.Node) {
	day := r.day(attr(n, "datetime"))
	if !day.Known() {
		day = r.day(words(n))
	}
	about := strings.ToLower(attr(n, "class") + " " + attr(n, "itemprop") + " " + attr(n, "id"))
	switch {
	case strings.Contains(about, "updated") || strings.Contains(about, "modified"):
		r.add(day, changed)
	case strings.Contains(about, "publi") || strings.Contains(about, "entry-date") || hasAttr(n, "pubdate"):
		r.add(day, labelled)
	case inAside(n):
		r.add(day, elsewhere)
	default:
		r.add(day, ofTime)
	}
}

func hasAttr(n *html.Node, key string) bool {
	for _, a := range n.Attr {
		if a.Key == key {
			return true
		}
	}
	return false
}

// inAside reports whether an element stands in a part of the page that is not the report.
func inAside(n *html.Node) bool {
	for p := n.Parent; p != nil; p = p.Parent {
		switch p.DataAtom {
		case atom.Aside, atom.Footer, atom.Nav:
			return true
		}
	}
	return false
}

// marked reads an element whose name says that it holds a date.
func (r *dateReader) marked(n *html.Node) {
	about := strings.ToLower(attr(n, "class") + " " + attr(n, "id") + " " + attr(n, "itemprop"))
	if about == "  " {
		return
	}
	if strings.Contains(about, "datepublished") {
		r.add(r.day(attr(n, "content")), labelled)
	}
	if !strings.Contains(about, "date") && !strings.Contains(about, "publi") && !strings.Contains(about, "posted") && !strings.Contains(about, "byline") && !strings.Contains(about, "meta") && !strings.Contains(about, "time") && !strings.Contains(about, "info") {
		return
	}
	const most = 200 // bytes of an element that holds a date and little else
	if n.FirstChild == nil || textLength(n) > most {
		return
	}
	switch {
	case strings.Contains(about, "update") || strings.Contains(about, "modif"):
		r.add(r.day(words(n)), changed)
	case inAside(n):
		r.add(r.day(words(n)), elsewhere)
	default:
		r.add(r.day(words(n)), ofElement)
	}
}

// day reads the first full date in words, in the writing of machines or of people.
func (r *dateReader) day(s string) text.Day {
	s = strings.TrimSpace(s)
	if s == "" {
		return text.Day{}
	}
	if day := text.ParseDay(s); day.Known() {
		return dayOf(day.Year, day.Month, day.Day)
	}
	if len(s) >= 8 && allDigits(s[:8]) && (len(s) == 8 || len(s) == 14) {
		return dayOf(figure(s[:4]), time.Month(figure(s[4:6])), figure(s[6:8]))
	}
	const most = 40 // words that are looked at
	found := wordsOf(s, most)
	for i := range found {
		if day, _ := r.dayAt(s, found, i, r.language); day.Known() {
			return day
		}
	}
	return text.Day{}
}

func allDigits(s string) bool { return strings.Trim(s, "0123456789") == "" }

// inAddress returns the day that the address of a page holds: "/2021/03/04/".
func inAddress(address string) text.Day {
	parts := strings.FieldsFunc(address, func(r rune) bool { return r == '/' || r == '-' || r == '_' })
	for i := 0; i+2 < len(parts); i++ {
		if len(parts[i]) == 4 && len(parts[i+1]) <= 2 && len(parts[i+2]) <= 2 {
			if day := dayOf(figure(parts[i]), time.Month(figure(parts[i+1])), figure(parts[i+2])); day.Known() && day.Year > 1990 {
				return day
			}
		}
	}
	return text.Day{}
}
