package rule

import (
	"fmt"
	"math/rand"
	"strings"
	"testing"

	"dateline/internal/text"
	"dateline/rules"
)

// reportLike is news prose for measuring.
const reportLike = "Riot police moved into the camp on Monday morning and arrested at least 12 people, a spokesman for the interior ministry said. " +
	"The tents of hundreds of migrants were cleared by bulldozers, and the men were put on buses to reception centres across the country. " +
	"Aid workers said on Tuesday that 30 children were missing. The mayor, who had called for the eviction in May, did not comment. "

// BenchmarkShipped measures every topic that ships over one report, in nanoseconds a token: what Find costs with the view
// made anew for each report.
func BenchmarkShipped(b *testing.B) {
	book, err := Load(rules.FS, text.English)
	if err != nil {
		b.Skip(err)
	}
	measure(b, book)
}

// BenchmarkManyRules measures 400 rules of chance over lists.
func BenchmarkManyRules(b *testing.B) {
	r := rand.New(rand.NewSource(1))
	archive := days
	starts := []string{"on", "=arrest", "{weekday}", "{part}", "at least", "[amount]", "NOUN&{place}", "#1-31", "PROPN"}
	var words []string
	for i := range 500 {
		words = append(words, fmt.Sprintf("word%d", i))
	}
	archive += "-- en/when/place.tsv --\n" + strings.Join(words, "\n") + "\ncamp\nmayor\n"
	for topic := range 8 {
		archive += fmt.Sprintf("-- en/topic%d.rules --\n", topic)
		for i := range 50 {
			start := starts[r.Intn(len(starts))]
			if i%2 == 0 {
				start = words[r.Intn(len(words))]
			}
			archive += fmt.Sprintf("rule: r%d-%d\nwhy: b\nmatch: the? %s (of|in|the)? word%d\nyes: ‹x›\n\n", topic, i, start, i)
		}
	}
	measure(b, load(b, archive))
}

func measure(b *testing.B, book *Book) {
	d := readPlain(strings.Repeat(reportLike, 10))
	var sets []*Set
	for _, name := range book.Topics() {
		sets = append(sets, book.Topic(name))
	}
	b.ReportAllocs()
	for b.Loop() {
		fresh := *d // a new document, so that its view is made anew
		for _, s := range sets {
			for _, sentence := range fresh.Sentences {
				s.find(&fresh, sentence.First, sentence.Last)
			}
		}
	}
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/float64(len(d.Tokens)), "ns/token")
}
