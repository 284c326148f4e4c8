package where

import (
	"bytes"
	"io/fs"
	"testing"

	"dateline/gazetteer"
	"dateline/internal/syntax"
	"dateline/internal/text"
	"dateline/internal/where/atlas"
	"dateline/models"
	"dateline/rules"
	"dateline/samples"
)

// BenchmarkFind times the finding of places, the whole gazetteer in use, on the sample reports, whose words are cut, tagged and
// named beforehand. "looked-up" is Find as it runs behind other stages, when the words have been looked up in the lists already;
// "fresh" has that in it.
func BenchmarkFind(b *testing.B) {
	f, documents, size := finder(b, Options{}), sampleDocuments(b), 0
	for _, d := range documents {
		size += len(d.Body)
	}
	b.Run("looked-up", func(b *testing.B) {
		b.SetBytes(int64(size))
		reportProcessorTime(b, size, func() {
			for _, d := range documents {
				f.Find(d)
			}
		})
	})
	b.Run("fresh", func(b *testing.B) {
		b.SetBytes(int64(size))
		reportProcessorTime(b, size, func() {
			for _, d := range documents {
				fresh := *d
				f.Find(&fresh)
			}
		})
	})
}

// BenchmarkOpen times the opening of the gazetteer and states its size.
func BenchmarkOpen(b *testing.B) {
	for b.Loop() {
		if _, err := atlas.Open(gazetteer.Places); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(len(gazetteer.Places))/1e6, "MB")
}

// sampleDocuments returns the sample reports with sentences, tokens and names.
func sampleDocuments(b *testing.B) []*text.Document {
	b.Helper()
	reader, err := syntax.New(models.FS, rules.FS)
	if err != nil {
		b.Fatal(err)
	}
	runner := reader.Runner()
	var documents []*text.Document
	err = fs.WalkDir(samples.Files, ".", func(name string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		data, err := fs.ReadFile(samples.Files, name)
		if err != nil || !bytes.Contains(data, []byte(". ")) {
			return err
		}
		d := &text.Document{Body: string(data)}
		d.Language = runner.Language(d.Body)
		if reader.Open(d.Language) != nil {
			return nil
		}
		d.Sentences, d.Tokens, d.Names = runner.Read(d)
		documents = append(documents, d)
		return nil
	})
	if err != nil {
		b.Fatal(err)
	}
	return documents
}
