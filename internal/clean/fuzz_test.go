package clean

import "testing"

func FuzzPlain(f *testing.F) {
	for _, test := range headTests {
		f.Add([]byte(test.raw))
	}
	for _, test := range bodyTests {
		f.Add([]byte(test.raw))
	}
	fuzz(f, Plain)
}

func FuzzMarkdown(f *testing.F) {
	f.Add([]byte("---\ntitle: x\n---\n# A [b](c) **d**\n\n> - e\n\n![f][g]\n\n[g]: http://h\n\\*"))
	f.Add([]byte("[[a](b)](c) <http://d.e> <br> ``` __f__\n===\n"))
	fuzz(f, Markdown)
}

func FuzzHTML(f *testing.F) {
	f.Add([]byte(tidePage))
	f.Add([]byte("<p>a&nbsp;b<br><br>c<table><tr><td>d<td>e</table>"))
	fuzz(f, HTML)
}

func FuzzCharset(f *testing.F) {
	for _, test := range charsetTests {
		f.Add([]byte(test.raw), test.declared)
	}
	c := cleaner(f, Options{AsIs: true})
	f.Fuzz(func(t *testing.T, raw []byte, declared string) {
		page, _ := c.Clean(Raw{Bytes: raw, Charset: declared})
		checkMap(t, raw, page)
	})
}

// fuzz checks that no input of a format breaks a Cleaner, and what every page promises.
func fuzz(f *testing.F, format Format) {
	c := cleaner(f, Options{})
	f.Fuzz(func(t *testing.T, raw []byte) {
		page, _ := c.Clean(Raw{Bytes: raw, Format: format})
		checkMap(t, raw, page)
	})
}
