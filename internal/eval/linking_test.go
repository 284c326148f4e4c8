package eval

import (
	"math"
	"os"
	"slices"
	"testing"

	"dateline/codebook"
	"dateline/internal/ingest"
	"dateline/internal/link"
	"dateline/internal/pipeline"
	"dateline/internal/record"
	"dateline/internal/shipped"
)

func clustersOf(words ...string) Clusters {
	c := Clusters{}
	for _, w := range words {
		c[w[:1]] = w[1:]
	}
	return c
}

func TestClustersAreCompared(t *testing.T) {
	gold := clustersOf("a1", "b1", "c1", "d2", "e2", "f3")
	for _, test := range []struct {
		name                   string
		given                  Clusters
		b3, pairs, muc, ceaf   float64
		precision, recallPairs float64
	}{
		{"the same", gold, 1, 1, 1, 1, 1, 1},
		{"all apart", Clusters{}, 2 * 0.5 / 1.5, 0, 0, 2.0 * (0.5 + 2.0/3 + 1) / (6 + 3), 1, 0},
		{"all in one", clustersOf("a1", "b1", "c1", "d1", "e1", "f1"), 2 * (14.0 / 36) / (1 + 14.0/36), 2 * (4.0 / 15) / (1 + 4.0/15), 0.75, 2.0 * (6.0 / 9) / (1 + 3), 14.0 / 36, 1},
	} {
		b3, pairs := BCubed(gold, test.given, nil), Pairwise(gold, test.given)
		for _, f := range []struct {
			name      string
			got, want float64
		}{
			{"B-cubed", b3.F1, test.b3}, {"its precision", b3.P, test.precision}, {"pairwise", pairs.F1, test.pairs}, {"its recall", pairs.R, test.recallPairs},
			{"MUC", MUC(gold, test.given).F1, test.muc}, {"CEAFe", CEAFe(gold, test.given).F1, test.ceaf},
		} {
			if math.Abs(f.got-f.want) > 1e-9 {
				t.Errorf("%s: %s is %.4f, want %.4f", test.name, f.name, f.got, f.want)
			}
		}
	}
}

// sampleReadings codes the sample ledger.
func sampleReadings(t *testing.T) []*record.Reading {
	t.Helper()
	coder, err := pipeline.New(shipped.Knowledge(), pipeline.Options{})
	if err != nil {
		t.Fatal(err)
	}
	worker := coder.Worker()
	var readings []*record.Reading
	for item, err := range ingest.Read([]string{"../../samples/ledger/reports"}, ingest.Options{}) {
		if err != nil {
			t.Fatal(err)
		}
		work, err := worker.Code(item)
		if err != nil {
			t.Fatal(item.File, err)
		}
		readings = append(readings, work.Reading)
	}
	return readings
}

// Least scores of the sample ledger that a change may leave: links must be right above all, for a wrong one misleads and a missing one does not.
const (
	leastPrecision = 0.95
	leastLinked    = 0.78
	leastCoNLL     = 0.47
)

func TestSampleLedgerIsLinked(t *testing.T) {
	file, err := os.Open("../../samples/ledger/gold/tellings.tsv")
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	gold, err := ReadTellings(file)
	if err != nil {
		t.Fatal(err)
	}
	linker, err := link.New(codebook.FS)
	if err != nil {
		t.Fatal(err)
	}
	readings := sampleReadings(t)
	linked := Link(linker, readings)
	s := Linking(gold, readings, linked)
	for _, line := range s.Lines() {
		t.Log(line)
	}
	if s.Linked.P < leastPrecision || s.Linked.F1 < leastLinked || s.CoNLL < leastCoNLL {
		t.Errorf("below the floor")
	}
	orderChangesNothing(t, linker, readings, linked)
}

// orderChangesNothing links readings in another order, and without one of them.
func orderChangesNothing(t *testing.T, linker *link.Linker, readings []*record.Reading, want Linked) {
	t.Helper()
	back := slices.Clone(readings)
	slices.Reverse(back)
	if got := membersOf(Link(linker, back)); !slices.Equal(got, membersOf(want)) {
		t.Errorf("read backwards, reports make other events:\n%v\n%v", got, membersOf(want))
	}
	unrelated := func(r *record.Reading) bool { return goldName(r.Report) == "2017-05-02-gazette-foire.txt" }
	without := membersOf(Link(linker, slices.DeleteFunc(back, unrelated)))
	for _, event := range without {
		if !slices.Contains(membersOf(want), event) {
			t.Errorf("an unrelated report changes the event %s", event)
		}
	}
}

// membersOf writes each event with its members, in order.
func membersOf(linked Linked) []string {
	var all []string
	for _, e := range linked.Events {
		line := string(e.ID)
		for _, m := range e.Members {
			line += " " + string(m.Account)
		}
		all = append(all, line)
	}
	slices.Sort(all)
	return all
}
