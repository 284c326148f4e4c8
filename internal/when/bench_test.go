package when_test

import (
	"encoding/json"
	"os"
	"strings"
	"testing"

	"dateline/internal/rule"
	"dateline/internal/syntax/token"
	"dateline/internal/text"
	"dateline/internal/when"
	"dateline/rules"
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

// reports returns the English reports of the corpus, each with its words cut.
func reports(b *testing.B) (found []*text.Document, bytes int64) {
	b.Helper()
	lines, err := os.ReadFile("../../corpus/readings.jsonl")
	if err != nil {
		b.Skip(err)
	}
	for line := range strings.Lines(string(lines)) {
		var reading struct {
			Report struct{ Language string }
			Body   string
		}
		if err := json.Unmarshal([]byte(line), &reading); err != nil {
			b.Fatal(err)
		}
		if reading.Report.Language == string(text.English) {
			d := cut(b, text.English, reading.Body)
			d.Report.Published = thursday
			found, bytes = append(found, d), bytes+int64(len(d.Body))
		}
	}
	return found, bytes
}

// BenchmarkReports measures the finder over the reports of the corpus, whose words are cut: "seen" by the book already, as
// when another topic was asked before, or "fresh", with the words looked up in the lists too.
func BenchmarkReports(b *testing.B) {
	f := finder(b)
	documents, bytes := reports(b)
	for _, seen := range []bool{true, false} {
		b.Run(map[bool]string{true: "seen", false: "fresh"}[seen], func(b *testing.B) {
			b.SetBytes(bytes)
			for _, d := range documents { // one after the other, each as often as there are rounds: the book remembers few
				for range b.N {
					if !seen {
						copied := *d
						d = &copied
					}
					f.Find(d)
				}
			}
		})
	}
}

// BenchmarkPlain measures what a caller who wants dates alone waits for: plain text to words to dates, without tags.
func BenchmarkPlain(b *testing.B) {
	f := finder(b)
	documents, bytes := reports(b)
	lists, err := token.Read(rules.FS, text.English)
	if err != nil {
		b.Fatal(err)
	}
	splitter, err := token.NewSplitter(lists, "", "")
	if err != nil {
		b.Fatal(err)
	}
	b.SetBytes(bytes)
	for b.Loop() {
		for _, from := range documents {
			d := &text.Document{Body: from.Body, Language: text.English, Report: from.Report}
			d.Sentences, d.Tokens = splitter.Split(d.Body)
			f.Find(d)
		}
	}
}
