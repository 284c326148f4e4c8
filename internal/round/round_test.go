package round_test

import (
	"errors"
	"maps"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"dateline/codebook"
	"dateline/gazetteer"
	"dateline/internal/ingest"
	"dateline/internal/ledger"
	"dateline/internal/link"
	"dateline/internal/pipeline"
	"dateline/internal/record"
	"dateline/internal/round"
	"dateline/internal/store"
	"dateline/models"
	"dateline/rules"
	"dateline/samples"
)

// sample is a ledger of some of the sample reports.
func sample(t *testing.T) *ledger.Ledger {
	t.Helper()
	c, err := pipeline.New(pipeline.Knowledge{Models: models.FS, Rules: rules.FS, Codebook: codebook.FS, Gazetteer: gazetteer.Places}, pipeline.Options{})
	if err != nil {
		t.Fatal(err)
	}
	linker, err := link.New(codebook.FS)
	if err != nil {
		t.Fatal(err)
	}
	clock := time.Date(2026, 1, 2, 3, 4, 5, 0, time.UTC)
	l, err := ledger.Init(t.TempDir(), linker, ledger.Options{Now: func() time.Time { clock = clock.Add(time.Second); return clock }})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { l.Close() })
	taken := 0
	items := func(yield func(ingest.Item, error) bool) {
		for item, err := range ingest.ReadFS(samples.Ledger, "ledger/reports", ingest.Options{}) {
			if taken++; taken > 40 || !yield(item, err) {
				return
			}
		}
	}
	if err := l.Ingest(items, c, ledger.Intake{Workers: 2, Version: "test"}); err != nil {
		t.Fatal(err)
	}
	return l
}

var asked = round.Terms{Of: "reports", Size: 6, Seed: 7, Coders: []string{"ben", "ada"}}

func TestRounds(t *testing.T) {
	l := sample(t)
	t.Run("terms", func(t *testing.T) { terms(t, l) })
	t.Run("draw", func(t *testing.T) { draws(t, l) })
	t.Run("blind", func(t *testing.T) { blind(t, l) })
	t.Run("settle", func(t *testing.T) { settle(t, l) })
}

func terms(t *testing.T, l *ledger.Ledger) {
	for name, wrong := range map[string]round.Terms{
		"one coder":    {Of: "reports", Size: 2, Coders: []string{"ada", "ada"}},
		"nothing":      {Of: "reports", Size: 0, Coders: []string{"ada", "ben"}},
		"of sentences": {Of: "sentences", Size: 2, Coders: []string{"ada", "ben"}},
		"more than is": {Of: "reports", Size: 400, Coders: []string{"ada", "ben"}},
	} {
		if _, err := round.Start(l, wrong, "eve"); !errors.Is(err, round.ErrTerms) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// draws: the same seed draws the same, another one something else, and reports are drawn whole.
func draws(t *testing.T, l *ledger.Ledger) {
	err := l.Read(func(r store.Reader) error {
		drawn := func(change func(*round.Terms)) []round.Unit {
			terms := asked
			change(&terms)
			units, err := round.Draw(r, terms)
			if err != nil {
				t.Fatal(err)
			}
			return units
		}
		one := drawn(func(*round.Terms) {})
		if again := drawn(func(*round.Terms) {}); !slices.Equal(one, again) {
			t.Error("the same seed draws otherwise")
		}
		if other := drawn(func(terms *round.Terms) { terms.Seed = 8 }); slices.Equal(one, other) {
			t.Error("another seed draws the same")
		}
		if more := drawn(func(terms *round.Terms) { terms.Size = 9 }); !slices.Equal(one, more[:len(one)]) {
			t.Error("a larger sample does not begin with the smaller one")
		}
		for _, of := range []string{"reports", "events"} {
			counts := map[string]int{}
			for _, u := range drawn(func(terms *round.Terms) { terms.Of = of }) {
				counts[u.Report()]++
			}
			for report, n := range counts {
				if all, err := r.AccountsOf(report); err != nil || len(all) != n {
					t.Errorf("of %s: %d of the %d accounts of %s: %v", of, n, len(all), report, err)
				}
			}
		}
		return nil
	})
	if err != nil {
		t.Error(err)
	}
}

// read is what one person may see of a round.
func read(t *testing.T, l *ledger.Ledger, number int, viewer string) (of round.Round, seen round.Codings) {
	t.Helper()
	err := l.Read(func(r store.Reader) (err error) {
		if of, err = round.Find(r, number); err != nil {
			return err
		}
		seen, err = round.Read(r, of, viewer)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return of, seen
}

func blind(t *testing.T, l *ledger.Ledger) {
	r, err := round.Start(l, asked, "eve")
	if err != nil || r.Number != 1 || len(r.Reports()) != 6 || !slices.Equal(r.Coders, []string{"ada", "ben"}) {
		t.Fatalf("%+v, %v", r, err)
	}
	before := events(t, l)
	unit := r.Units[0]
	answers := round.Answers{Values: map[string]string{"told": "true", "act": "arrest", "realisation": "happened", "dead": "3..", "initiator": " police "}, Remark: "clear"}
	if _, err := round.Code(l, 1, unit.Account, "ada", answers); err != nil {
		t.Fatal(err)
	}
	answers.Values = map[string]string{"told": "false", "dead": "4"}
	if _, err := round.Code(l, 1, unit.Account, "ben", answers); err != nil {
		t.Fatal(err)
	}
	_, seen := read(t, l, 1, "ada")
	want := map[string]string{"told": "true", "act": "arrest", "realisation": "happened", "dead": "3..", "initiator": "police"}
	if got := seen[unit.Account]; len(got) != 1 || got[0].By != "ada" || !maps.Equal(got[0].Values, want) || got[0].Remark != "clear" {
		t.Errorf("ada sees %+v", got)
	}
	if _, seen := read(t, l, 1, ""); seen.Done("ada")+seen.Done("ben") != 0 {
		t.Errorf("nobody sees %+v", seen)
	}
	mistakes(t, l, unit)
	veiled(t, l)
	if events(t, l) != before {
		t.Error("a blind answer changed the events")
	}
}

func mistakes(t *testing.T, l *ledger.Ledger, unit round.Unit) {
	good := map[string]string{"told": "true", "act": "arrest", "realisation": "happened"}
	with := func(key, value string) map[string]string { m := maps.Clone(good); m[key] = value; return m }
	for name, test := range map[string]struct {
		by     string
		unit   record.AccountID
		values map[string]string
		words  map[string]string
	}{
		"a stranger":     {"eve", unit.Account, good, nil},
		"no unit":        {"ada", "sha256:0#a1", good, nil},
		"not said":       {"ada", unit.Account, map[string]string{"act": "arrest"}, nil},
		"no act":         {"ada", unit.Account, map[string]string{"told": "true", "realisation": "happened"}, nil},
		"no number":      {"ada", unit.Account, with("dead", "some"), nil},
		"no day":         {"ada", unit.Account, with("when", "yesterday"), nil},
		"no question":    {"ada", unit.Account, with("colour", "red"), nil},
		"words not told": {"ada", unit.Account, with("initiator", "police"), map[string]string{"initiator": "zebras on the moon"}},
	} {
		if _, err := round.Code(l, 1, test.unit, test.by, round.Answers{Values: test.values, Words: test.words}); !errors.Is(err, round.ErrTerms) {
			t.Errorf("%s: %v", name, err)
		}
	}
	err := l.Read(func(r store.Reader) error {
		of, err := round.Find(r, 1)
		if _, early := round.Measure(r, of, ""); !errors.Is(early, round.ErrOpen) {
			t.Errorf("an open round is measured: %v", early)
		}
		return err
	})
	if err != nil {
		t.Error(err)
	}
}

// veiled: of the log of an open round others see the numbers and hashes alone.
func veiled(t *testing.T, l *ledger.Ledger) {
	err := l.Read(func(r store.Reader) error {
		log, err := r.Decisions(0, 100)
		rounds, err2 := round.List(r)
		for _, d := range log {
			if d.Verb != record.Coded {
				continue
			}
			shown := round.Veil(rounds, d, "ada")
			if d.By == "ada" && !reflect.DeepEqual(shown, d) {
				t.Error("ada does not see her own answer")
			}
			if d.By == "ben" && (shown.New != "" || shown.By != "" || shown.Field != "" || shown.Why != "" || shown.Hash != d.Hash) {
				t.Errorf("ada sees %+v", shown)
			}
			if !strings.Contains(d.New, `"salt":"`) {
				t.Error("an answer without salt")
			}
		}
		return errors.Join(err, err2)
	})
	if err != nil {
		t.Error(err)
	}
}

func events(t *testing.T, l *ledger.Ledger) (all string) {
	t.Helper()
	err := l.Read(func(r store.Reader) error {
		page, err := r.Events(store.Query{Sort: "id", Limit: 500})
		for _, row := range page.Rows {
			all += string(row.ID) + row.Line + string(row.Review) + "\n"
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return all
}

// settle: both coders answer everything as the program reads it, but for one figure on which they differ.
func settle(t *testing.T, l *ledger.Ledger) {
	r, err := round.Start(l, asked, "eve")
	if err != nil {
		t.Fatal(err)
	}
	for i, u := range r.Units {
		var values map[string]string
		if err := l.Read(func(read store.Reader) (err error) { values, _, err = round.Machine(read, u); return err }); err != nil {
			t.Fatal(err)
		}
		for _, by := range r.Coders {
			answers := round.Answers{Values: maps.Clone(values)}
			if i == 0 && by == "ben" {
				answers.Values["dead"] = "4"
			}
			if _, err := round.Code(l, 2, u.Account, by, answers); err != nil {
				t.Fatal(err)
			}
		}
	}
	if _, err := round.Differences(l, r); !errors.Is(err, round.ErrOpen) {
		t.Errorf("differences of an open round: %v", err)
	}
	if err := round.Close(l, 2, "eve", ""); err != nil {
		t.Fatal(err)
	}
	if err := round.Close(l, 2, "eve", ""); !errors.Is(err, round.ErrClosed) {
		t.Errorf("closed twice: %v", err)
	}
	if _, err := round.Code(l, 2, r.Units[0].Account, "ada", round.Answers{Values: map[string]string{"told": "false"}}); !errors.Is(err, round.ErrClosed) {
		t.Errorf("coded after the end: %v", err)
	}
	measured(t, l)
	settled(t, l, r.Units[0].Account)
}

func measured(t *testing.T, l *ledger.Ledger) {
	of, _ := read(t, l, 2, "")
	err := l.Read(func(r store.Reader) error {
		told, err := round.Summary(r)
		if err != nil || !strings.Contains(told, "coded by 2 people") || !strings.Contains(told, "act 1.00") || strings.Contains(told, "ada") {
			t.Errorf("the summary says %q, %v", told, err)
		}
		a, err := round.Measure(r, of, "")
		for _, f := range a.Fields {
			if f.Name == "dead" {
				if f.Gaps != 1 {
					t.Errorf("the one figure that only ben gives: %+v", f)
				}
			} else if f.People.Known && f.People.Alpha != 1 || f.Machine.Known && f.Machine.Alpha != 1 {
				t.Errorf("%+v", f)
			}
		}
		return err
	})
	if err != nil {
		t.Error(err)
	}
}

func settled(t *testing.T, l *ledger.Ledger, account record.AccountID) {
	of, _ := read(t, l, 2, "")
	differ, err := round.Differences(l, of)
	if err != nil || len(differ) != 1 || !slices.Equal(differ[0].Questions, []string{"dead"}) || differ[0].Settled != 0 {
		t.Fatalf("%+v, %v", differ, err)
	}
	values := differ[0].Codings[1].Values // ben's
	if _, err := round.Settle(l, 2, account, "eve", " ", values, 0); !errors.Is(err, round.ErrTerms) {
		t.Errorf("settled without a reason: %v", err)
	}
	logged, err := round.Settle(l, 2, account, "eve", "the last sentence says so", values, 0)
	if err != nil || len(logged) != 2 || logged[0].Verb != record.Correct || logged[0].New != "4" || logged[1].Verb != record.Adjudicate {
		t.Fatalf("%+v, %v", logged, err)
	}
	if _, err := round.Settle(l, 2, account, "ada", "no", values, 0); !errors.Is(err, round.ErrMeanwhile) {
		t.Errorf("settled by two: %v", err)
	}
	err = l.Read(func(r store.Reader) error {
		told, review, err := l.Telling(r, account)
		if link.ValueOf(told, "dead") != "4" || review != record.Adjudicated {
			t.Errorf("dead %q, %s", link.ValueOf(told, "dead"), review)
		}
		return err
	})
	if err != nil {
		t.Error(err)
	}
	if differ, err = round.Differences(l, of); err != nil || len(differ) != 1 || differ[0].Settled != logged[1].Seq {
		t.Errorf("after it was settled: %+v, %v", differ, err)
	}
	if _, err := l.Decide(record.Decision{Verb: record.Undo, By: "eve", Undoes: logged[1].Seq}); err != nil {
		t.Error(err)
	}
	if differ, err = round.Differences(l, of); err != nil || len(differ) != 1 || differ[0].Settled != 0 {
		t.Errorf("after undo: %+v, %v", differ, err)
	}
	if err := l.Check(func(f store.Finding) { t.Error(f) }); err != nil {
		t.Error(err)
	}
}
