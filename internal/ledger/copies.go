package ledger

import (
	"cmp"
	"maps"
	"slices"

	"dateline/internal/link"
	"dateline/internal/record"
	"dateline/internal/store"
)

// textKeys are the keys under which the text of a report is found: by its words, and by what no translation changes.
type textKeys struct{ words, fixed []uint64 }

func keysOf(r *record.Reading) textKeys {
	return textKeys{link.CopyKeys(r.Body), link.FixedKeys(r)}
}

// copies finds the reports that have the same text, or nearly, or a translation of it. Of those that people judged it keeps what they say.
func (g *linking) copies(r *record.Reading, keys textKeys) error {
	copies, err := g.judgedTexts(r.Report.ID)
	if err != nil {
		return err
	}
	found := map[string]bool{r.Report.ID: true}
	for _, c := range copies {
		found[c.A], found[c.B] = true, true
	}
	look := func(keys []uint64, compare func(id string) (kind string, score float64, err error)) error {
		near, err := g.CopyKeys(keys)
		for _, id := range near {
			if err != nil || found[id] {
				continue
			}
			var kind string
			var score float64
			if kind, score, err = compare(id); kind != "" {
				found[id] = true
				copies = append(copies, copyOf(r.Report.ID, id, kind, score))
			}
		}
		return err
	}
	err = look(keys.words, func(id string) (string, float64, error) {
		theirs, err := g.Body(id)
		kind, score := link.Copy(r.Body, theirs)
		return kind, score, err
	})
	if err == nil {
		err = look(keys.fixed, func(id string) (string, float64, error) { return g.translation(r, id) })
	}
	if err != nil {
		return err
	}
	return g.write.PutCopies(r.Report.ID, copies)
}

func copyOf(a, b, kind string, score float64) store.Copy {
	return store.Copy{A: min(a, b), B: max(a, b), Kind: kind, Score: score}
}

// translation compares a report with one in another language. Only then is the reading of that one read.
func (g *linking) translation(r *record.Reading, id string) (kind string, score float64, err error) {
	they, err := g.Report(id)
	if err != nil || they.Language == r.Language {
		return "", 0, err
	}
	theirs, err := g.Reading(id)
	if err != nil {
		return "", 0, err
	}
	if score, is := link.Translated(r, theirs); is {
		return link.Translation, score, nil
	}
	return "", 0, nil
}

// Translations counts the reports of the event that are translations of others: of texts that translate each other, those in another language
// than the one that was published first.
func (d *Dossier) Translations() int {
	with := map[string][]string{}
	for _, c := range d.Collapsed {
		if c.Kind == link.Translation || c.Kind == link.Judged {
			with[c.A], with[c.B] = append(with[c.A], c.B), append(with[c.B], c.A)
		}
	}
	first := func(a, b string) int {
		return cmp.Or(d.Reports[a].Published.Time().Compare(d.Reports[b].Published.Time()), cmp.Compare(len(with[b]), len(with[a])), cmp.Compare(a, b))
	}
	seen, count := map[string]bool{}, 0
	for _, from := range slices.SortedFunc(maps.Keys(with), first) {
		for queue := []string{from}; len(queue) > 0; queue = queue[1:] {
			if report := queue[0]; !seen[report] {
				seen[report] = true
				queue = append(queue, with[report]...)
				if d.Reports[report].Language != d.Reports[from].Language {
					count++
				}
			}
		}
	}
	return count
}
