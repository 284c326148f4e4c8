package when_test

import (
	"strings"
	"testing"

	"dateline/internal/rule"
	"dateline/internal/text"
	"dateline/internal/when"
)

// report is news with about as many dates as news has: one in fifty words or so.
const report = `Police cleared a camp near the port on Wednesday morning. Some 300 people, most of them young men from the Horn of Africa,
had been living there in tents and huts since October, without running water and with two toilets between all of them.
Officers took down the tents and loaded them onto trucks while families watched from the other side of the road. The prefecture
said that the operation followed a decision of the administrative court and that beds had been offered to everyone who asked for
one. Buses took about half of them to reception centres in other regions, where they may apply for asylum if they wish.
Aid groups disputed that account. A woman who runs a kitchen in the old town said that at least twelve people had been left
without a place to sleep, that blankets and telephones had been thrown away, and that nobody had told the families where they
would be taken. "They were given ten minutes," she said. "Then the bulldozers came." The mayor, who had asked for the operation,
spoke of relief among the shopkeepers of the quarter and said that the ground would be fenced and handed to a builder.
A similar camp behind the station was cleared three weeks ago. Lawyers for the inhabitants have asked the court to look again at
the order, which in their view was read out to nobody and left no time for an appeal. A spokesman for the ministry declined to
comment on the case. A man of 23 was taken to hospital with a broken arm after he fell from the roof of a hut, the fire brigade
said, and two officers were slightly hurt by stones. No arrests were made. The association will hold a march on Saturday and
expects dozens of groups from the region to take part in it.
`

// BenchmarkNoTimes measures a report in which nothing tells a time.
func BenchmarkNoTimes(b *testing.B) {
	measure(b, "The police took down the tents and loaded them onto trucks while the families watched from the other side of the road.\n", false)
}

func measure(b *testing.B, plain string, fresh bool) {
	books := map[text.Language]*rule.Book{text.English: load(b, text.English)}
	f, err := when.New(books, when.Options{})
	if err != nil {
		b.Fatal(err)
	}
	first := cut(b, text.English, strings.Repeat(plain, 4))
	first.Report.Published = thursday
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
