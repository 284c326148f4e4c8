package when_test

import (
	"strings"
	"testing"

	"dateline/internal/rule"
	"dateline/internal/text"
	"dateline/internal/when"
)

// report is news as it is written, with about as many dates as news has.
const report = `Police cleared a camp near the port on Wednesday morning at around 8 am. Some 300 people had lived there since October.
Officers took down tents and loaded them onto trucks while families watched from the other side of the road. The prefecture
said that the operation followed a decision of the court and that beds had been offered to all. An aid group counted at least
twelve people without a place to sleep. A similar camp was cleared three weeks ago, and another on 29 May 2014. The mayor,
who had asked for the operation, spoke of relief among the shopkeepers. A man of 23 was taken to hospital with a broken arm.
The association will hold a march on Saturday and expects dozens of groups from the region to take part in it.
`

func benchmark(b *testing.B, fresh bool) {
	books := map[text.Language]*rule.Book{text.English: load(b, text.English)}
	f, err := when.New(books, when.Options{})
	if err != nil {
		b.Fatal(err)
	}
	first := cut(b, text.English, strings.Repeat(report, 4))
	first.Report.Published = thursday
	b.ReportAllocs()
	for b.Loop() {
		d := first
		if fresh { // a document that the book has not seen
			copied := *first
			d = &copied
		}
		f.Find(d)
	}
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/float64(len(first.Tokens)), "ns/token")
}

func BenchmarkFind(b *testing.B)      { benchmark(b, false) }
func BenchmarkFindFresh(b *testing.B) { benchmark(b, true) }
