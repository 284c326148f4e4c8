package clean

import (
	"fmt"
	"net/url"
	"regexp"
	"strings"

	"github.com/markusmobius/go-trafilatura"
	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// cleanHTML makes a page of a web page: its main text as trafilatura finds it, placed again in the page by its words.
func (c *Cleaner) cleanHTML(page Page, raw Raw) (Page, error) {
	declared := raw.Charset
	if declared == "" {
		declared = declaredIn(raw.Bytes)
	}
	d := decode(raw.Bytes, declared)
	page.Notes = d.notes
	root, err := html.Parse(strings.NewReader(d.text))
	if err != nil {
		return page, fmt.Errorf("%w: %w", ErrNoText, err)
	}
	if n := nodes(root); n > mostNodes {
		return page, fmt.Errorf("%w: more than %d elements", ErrTooLarge, mostNodes)
	}
	s := source{back: d.back, notes: d.notes, soft: true}
	if hidden := dropHidden(root); hidden > 0 {
		s.notes = append(s.notes, Note{Reason: HiddenText, Detail: count(hidden, "character")})
	}
	meta := c.lists.readMeta(root)
	found, err := extract(root, raw.Report.URL)
	if err == nil {
		meta.take(found.Metadata)
		p := paragrapher{}
		p.walk(found.ContentNode)
		p.end()
		top := headline(root, meta)
		meta.trim(c.lists, top)
		c.lists.place(&s, flatten(d.text), p.found, top)
	}
	if len(meta.dates) == 0 {
		meta.guessDate(root, raw.Report.URL)
	}
	s.given, s.dates = meta.report, meta.dates
	return c.lay(page, s)
}

// mostNodes is how many elements and pieces of text a page may have; long pages of news have some 20,000. Above it the
// extractor takes more than ten seconds.
const mostNodes = 300_000

// nodes counts the nodes of a page, as far as mostNodes.
func nodes(root *html.Node) int {
	n := 0
	for range root.Descendants() {
		if n++; n > mostNodes {
			break
		}
	}
	return n
}

// charsetDeclared finds the label of a character set in the first bytes of a page.
var charsetDeclared = regexp.MustCompile(`(?i)<(?:meta|\?xml)[^>]*?(?:charset|encoding)\s*=\s*["']?\s*([-\w:.]+)`)

// declaredIn returns the character set that a page says it is in, "" if it does not.
func declaredIn(raw []byte) string {
	const most = 4096 // bytes: HTML asks for the label in the first 1024
	if m := charsetDeclared.FindSubmatch(raw[:min(len(raw), most)]); m != nil {
		return string(m[1])
	}
	return ""
}

// extract finds the main text of a page. The extractor is a large body of foreign code: should it panic, the page has no text.
func extract(root *html.Node, address string) (result *trafilatura.ExtractResult, err error) {
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("%w: the extractor broke down: %v", ErrNoText, p)
		}
	}()
	options := trafilatura.Options{EnableFallback: true, ExcludeComments: true, HtmlDateMode: trafilatura.Disabled}
	if parsed, err := url.Parse(address); err == nil && parsed.IsAbs() {
		options.OriginalURL = parsed
	}
	return trafilatura.ExtractDocument(root, options)
}

// dropHidden takes out of a page what no reader sees, and returns how many bytes of text that was. Pages that show themselves
// by script hide most of their text at first: where more than half would go, nothing goes.
func dropHidden(root *html.Node) int {
	var found []*html.Node
	hidden := 0
	for n := range root.Descendants() {
		if n.Type == html.ElementNode && isHidden(n) && !inAny(n, found) {
			found = append(found, n)
			hidden += textLength(n)
		}
	}
	if hidden == 0 || hidden*2 > textLength(root) {
		return 0
	}
	for _, n := range found {
		n.Parent.RemoveChild(n)
	}
	return hidden
}

// inAny reports whether n is inside of the last of the nodes found, in document order.
func inAny(n *html.Node, found []*html.Node) bool {
	if len(found) == 0 {
		return false
	}
	last := found[len(found)-1]
	for p := n.Parent; p != nil; p = p.Parent {
		if p == last {
			return true
		}
	}
	return false
}

// hiding are the style rules that hide an element, without spaces.
var hiding = []string{"display:none", "visibility:hidden", "font-size:0;", "font-size:0px", "opacity:0;", "left:-9999", "text-indent:-9999", "color:transparent", "clip:rect(0"}

// isHidden reports whether a page hides an element by its own style.
func isHidden(n *html.Node) bool {
	if n.DataAtom == atom.Html || n.DataAtom == atom.Body {
		return false
	}
	for _, a := range n.Attr {
		switch a.Key {
		case "hidden":
			return a.Val != "until-found"
		case "style":
			style := strings.ToLower(strings.ReplaceAll(a.Val, " ", "")) + ";"
			for _, rule := range hiding {
				if strings.Contains(style, rule) {
					return true
				}
			}
		}
	}
	return false
}

// textLength returns how many bytes of text stand in n.
func textLength(n *html.Node) int {
	total := 0
	for d := range n.Descendants() {
		if d.Type == html.TextNode && !unread(d.Parent) {
			total += len(strings.TrimSpace(d.Data))
		}
	}
	return total
}

// unread reports whether the text of an element is for machines.
func unread(n *html.Node) bool {
	if n == nil {
		return false
	}
	switch n.DataAtom {
	case atom.Script, atom.Style, atom.Noscript, atom.Template, atom.Head, atom.Title, atom.Iframe, atom.Textarea, atom.Select, atom.Option, atom.Svg, atom.Math:
		return true
	}
	return false
}

// words returns the text of n with single spaces.
func words(n *html.Node) string {
	var all strings.Builder
	for d := range n.Descendants() {
		if d.Type == html.TextNode && !unread(d.Parent) {
			all.WriteString(d.Data)
			all.WriteByte(' ')
		}
	}
	return strings.Join(strings.Fields(all.String()), " ")
}

// headline returns the heading of the page that its title repeats, "" if there is none.
func headline(root *html.Node, meta meta) string {
	title := fold(meta.report.Title)
	only := ""
	headings := 0
	for n := range root.Descendants() {
		if n.DataAtom != atom.H1 && n.DataAtom != atom.H2 {
			continue
		}
		heading := words(n)
		folded := fold(heading)
		if folded == "" {
			continue
		}
		if folded == title || len(folded) > 20 && (strings.HasPrefix(title, folded) || strings.HasPrefix(folded, title) && title != "") {
			return heading
		}
		if n.DataAtom == atom.H1 {
			only = heading
			headings++
		}
	}
	if headings == 1 && (meta.report.Title == "" || shared(fold(only), title) > 0.5) {
		return only
	}
	return ""
}

// shared returns the part of the words of a that stand in b.
func shared(a, b string) float64 {
	in := map[string]bool{}
	for w := range strings.SplitSeq(b, " ") {
		in[w] = true
	}
	total, both := 0, 0
	for w := range strings.SplitSeq(a, " ") {
		total++
		if in[w] {
			both++
		}
	}
	return float64(both) / float64(max(total, 4))
}

// paragraph is a paragraph of extracted text.
type paragraph struct {
	words   string
	heading bool
}

// paragrapher splits an extracted tree into paragraphs.
type paragrapher struct {
	found   []paragraph
	now     strings.Builder
	heading bool
}

// blockTags are the elements that begin a paragraph.
var blockTags = map[atom.Atom]bool{
	atom.P: true, atom.Div: true, atom.Li: true, atom.Ul: true, atom.Ol: true, atom.Blockquote: true, atom.Pre: true, atom.Tr: true, atom.Table: true, atom.Dd: true,
	atom.Dt: true, atom.Dl: true, atom.Section: true, atom.Article: true, atom.Hr: true, atom.Figure: true, atom.Figcaption: true, atom.Details: true, atom.Summary: true, atom.Aside: true,
	atom.H1: true, atom.H2: true, atom.H3: true, atom.H4: true, atom.H5: true, atom.H6: true,
}

func isHeading(a atom.Atom) bool {
	switch a {
	case atom.H1, atom.H2, atom.H3, atom.H4, atom.H5, atom.H6:
		return true
	}
	return false
}

// walk adds the text of n.
func (p *paragrapher) walk(n *html.Node) {
	if n == nil {
		return
	}
	block := n.Type == html.ElementNode && blockTags[n.DataAtom]
	switch {
	case n.Type == html.TextNode:
		p.now.WriteString(strings.ReplaceAll(n.Data, "\n", " "))
		return
	case block:
		p.end()
		p.heading = isHeading(n.DataAtom)
	case n.DataAtom == atom.Br || n.Data == "lb":
		p.now.WriteByte('\n')
	case n.DataAtom == atom.Td || n.DataAtom == atom.Th:
		p.now.WriteByte(' ')
	}
	for child := n.FirstChild; child != nil; child = child.NextSibling {
		p.walk(child)
	}
	if block {
		p.end()
	}
}

// end ends the current paragraph. Two breaks of a line in a row end one as well.
func (p *paragrapher) end() {
	var lines []string
	flush := func() {
		if len(lines) > 0 {
			p.found = append(p.found, paragraph{strings.Join(lines, "\n"), p.heading})
		}
		lines = nil
	}
	for line := range strings.SplitSeq(p.now.String(), "\n") {
		if line = strings.Join(strings.Fields(line), " "); line == "" {
			flush()
			continue
		}
		lines = append(lines, line)
	}
	flush()
	p.now.Reset()
	p.heading = false
}
