package clean

import (
	"strings"
	"testing"
)

func BenchmarkPlain(b *testing.B) {
	bench(b, Plain, "Camp by the canal cleared\n\nBy Anna Lindqvist\n4 June 2019\n\n"+strings.Repeat(story+" “Nous n’étions pas prévenus”, a dit l’élu.\n\n", 20))
}

func BenchmarkMarkdown(b *testing.B) {
	bench(b, Markdown, "# Camp by the canal cleared\n\nBy **Anna Lindqvist**\n4 June 2019\n\n"+strings.Repeat(story+" See [it](http://tide.example/1).\n\n", 20))
}

func BenchmarkHTML(b *testing.B) { bench(b, HTML, tidePage) }

func bench(b *testing.B, format Format, raw string) {
	c := cleaner(b, Options{})
	b.SetBytes(int64(len(raw)))
	b.ReportAllocs()
	for b.Loop() {
		if _, err := c.Clean(Raw{Bytes: []byte(raw), Format: format}); err != nil {
			b.Fatal(err)
		}
	}
}
