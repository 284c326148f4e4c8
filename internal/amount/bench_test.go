package amount_test

import (
	"strings"
	"testing"

	"dateline/internal/text"
)

// report is news with about as many figures as news has: one in forty words or so.
const report = `Police cleared a camp near the port. Some 300 people, most of them young men from the Horn of Africa, had been living
there in tents and huts without running water. Officers took down the tents and loaded them onto trucks while families watched
from the other side of the road. The prefecture said that the operation followed a decision of the court and that beds had been
offered to everyone who asked for one. Aid groups disputed that account. A woman who runs a kitchen in the old town said that at
least twelve people had been left without a place to sleep and that nobody had told the families where they would be taken.
The mayor, who had asked for the operation, spoke of relief among the shopkeepers and said that the ground would be fenced.
A man of 23 was taken to hospital with a broken arm, the fire brigade said, and two officers were slightly hurt by stones.
`

func measure(b *testing.B, plain string, fresh bool) {
	f := finder(b)
	first := cut(b, text.English, strings.Repeat(plain, 4))
	b.ReportAllocs()
	b.SetBytes(int64(len(first.Body)))
	for b.Loop() {
		d := first
		if fresh { // a document that the book has not seen
			copied := *first
			d = &copied
		}
		f.Find(d)
	}
	b.ReportMetric(float64(len(first.Tokens)*b.N)/b.Elapsed().Seconds(), "tokens/s")
}

func BenchmarkFind(b *testing.B)      { measure(b, report, false) }
func BenchmarkFindFresh(b *testing.B) { measure(b, report, true) }

// BenchmarkNoAmounts measures a report in which nothing is counted.
func BenchmarkNoAmounts(b *testing.B) {
	measure(b, "The police took down the tents and loaded them onto trucks while the families watched from the other side of the road.\n", false)
}
