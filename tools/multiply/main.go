// Command multiply writes many reports from few, so that a ledger can be measured at a size for which there is no text.
//
//	multiply [-n 100000] [-seed 1] FILE... > many.jsonl
//
// It reads reports as dateline does. Each copy has other persons, other towns and other days than its original: names of people are
// drawn from those of all the reports, towns from those of about the same size, and days move by whole weeks, so that the days of the
// week stay true; some ordinary words are others too, so that no two copies have nearly one text. So copies tell events of their own. The same files, number and seed give the same bytes.
package main

import (
	"bufio"
	"encoding/json"
	"flag"
	"fmt"
	"math/rand/v2"
	"os"
	"runtime"

	"dateline/gazetteer"
	"dateline/internal/ingest"
	"dateline/internal/pipeline"
	"dateline/internal/record"
	"dateline/internal/shipped"
	"dateline/internal/text"
	"dateline/internal/where/atlas"
)

func main() {
	wanted := flag.Int("n", 100_000, "how many reports to write")
	seed := flag.Uint64("seed", 1, "what chance begins with")
	flag.Parse()
	if err := multiply(flag.Args(), *wanted, *seed); err != nil {
		fmt.Fprintln(os.Stderr, "multiply:", err)
		os.Exit(1)
	}
}

func multiply(files []string, wanted int, seed uint64) error {
	originals, err := read(files)
	if err != nil {
		return err
	}
	if len(originals) == 0 {
		return fmt.Errorf("no reports in %q", files)
	}
	places, err := atlas.Open(gazetteer.Places)
	if err != nil {
		return err
	}
	pool := newPool(originals, places)
	out := bufio.NewWriter(os.Stdout)
	lines := json.NewEncoder(out)
	lines.SetEscapeHTML(false)
	for i := range wanted {
		chance := rand.New(rand.NewPCG(seed, uint64(i)))
		if err := lines.Encode(pool.copy(originals[i%len(originals)], i, chance)); err != nil {
			return err
		}
	}
	return out.Flush()
}

// read codes the reports, since readings say which words are names and days.
func read(files []string) (originals []*record.Reading, err error) {
	coder, err := pipeline.New(shipped.Knowledge(), pipeline.Options{})
	if err != nil {
		return nil, err
	}
	items := func(yield func(ingest.Item) bool) {
		for item, err := range ingest.Read(files, ingest.Options{}) {
			if err == nil && !yield(item) {
				return
			}
		}
	}
	err = pipeline.Ordered(items, runtime.NumCPU(), func() func(ingest.Item) *record.Reading {
		w := coder.Worker()
		return func(item ingest.Item) *record.Reading {
			work, err := w.Code(item)
			if err != nil {
				return nil
			}
			day, found := dayOf(item)
			if !work.Reading.Report.Published.Known() && found {
				work.Reading.Report.Published = day
			}
			return work.Reading
		}
	}, func(r *record.Reading) error {
		if r != nil {
			originals = append(originals, r)
		}
		return nil
	})
	return originals, err
}

// dayOf reads the day of publication of a line that names it "date".
func dayOf(item ingest.Item) (text.Day, bool) {
	var line struct{ Date string }
	if item.Format != ingest.JSONL || json.Unmarshal(item.Raw, &line) != nil {
		return text.Day{}, false
	}
	day := text.ParseDay(line.Date)
	return day, day.Known()
}
