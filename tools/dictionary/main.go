// Command dictionary makes the words and phrases that the store presupposes when it packs texts and readings: those of the sample
// reports, which are our own. A text of two thousand bytes is too short to learn from itself what news repeats.
//
//	go run ./tools/dictionary internal/store/sqlite/dictionary
//
// It writes NAME-N.bin for the next number N of each kind. One that is in a released program is never altered or taken out, since
// files were packed with it; `store/sqlite` names those that it packs with.
package main

import (
	"fmt"
	"log"
	"os"
	"path/filepath"

	"dateline/internal/ingest"
	"dateline/internal/pipeline"
	"dateline/internal/record/packed"
	"dateline/internal/shipped"
	"dateline/samples"
)

// most is how many bytes a dictionary has at most: more cost time with every text and save little.
const most = 64 << 10

func main() {
	log.SetFlags(0)
	log.SetPrefix("dictionary: ")
	if len(os.Args) != 2 {
		log.Fatal("usage: dictionary FOLDER")
	}
	if err := run(os.Args[1]); err != nil {
		log.Fatal(err)
	}
}

func run(folder string) error {
	coder, err := pipeline.New(shipped.Knowledge(), pipeline.Options{})
	if err != nil {
		return err
	}
	worker := coder.Worker()
	var texts, readings []byte
	for item, err := range ingest.ReadFS(samples.Ledger, "ledger/reports", ingest.Options{}) {
		if err != nil {
			return err
		}
		work, err := worker.Code(item)
		if err != nil {
			return fmt.Errorf("%s: %w", item.File, err)
		}
		texts = append(texts, work.Reading.Body...)
		readings = packed.Current().Append(readings, work.Reading)
	}
	for name, content := range map[string][]byte{"text": texts, "reading": readings} {
		if err := write(folder, name, content[max(0, len(content)-most):]); err != nil {
			return err
		}
	}
	return nil
}

// write writes under the first number that is free.
func write(folder, name string, content []byte) error {
	for number := 1; ; number++ {
		file := filepath.Join(folder, fmt.Sprintf("%s-%d.bin", name, number))
		if _, err := os.Stat(file); err == nil {
			continue
		}
		return os.WriteFile(file, content, 0o644)
	}
}
