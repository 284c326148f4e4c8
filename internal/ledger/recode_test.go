package ledger_test

import (
	"io/fs"
	"strings"
	"testing"
	"testing/fstest"

	"dateline/codebook"
	"dateline/internal/ingest"
	"dateline/internal/ledger"
	"dateline/internal/pipeline"
	"dateline/internal/record"
	"dateline/internal/rule"
	"dateline/internal/shipped"
	"dateline/internal/store"
)

// TestDecisionsOutliveTheCoder takes reports in, judges an account, and codes again with a codebook that no longer knows its act.
func TestDecisionsOutliveTheCoder(t *testing.T) {
	l := made(t)
	raw := "CALAIS, 4 March 2024 - Police arrested two men in Calais on Monday. Police cleared a camp in Calais on Sunday."
	items := []ingest.Item{{File: "a.txt", Raw: []byte(raw), Text: []byte(raw), Format: ingest.Plain}}
	take(t, l, items)
	var arrest string
	err := l.Read(func(r store.Reader) error {
		page, err := r.Events(store.Query{Acts: []string{"arrest"}})
		if len(page.Rows) > 0 {
			arrest = string(page.Rows[0].Members[0].Account)
		}
		return err
	})
	if err != nil || arrest == "" {
		t.Fatalf("no arrest was found: %v", err)
	}
	if _, err := l.Decide(record.Decision{Verb: record.Correct, By: "tester", Subjects: []string{arrest}, Field: "arrested", New: "2"}); err != nil {
		t.Fatal(err)
	}
	steps := recoded(t, l, "seize-person")
	told := false
	for _, c := range steps[0].Changed {
		told = told || c.Field == "act" && c.Old == "arrest" && c.New == "seize-person"
	}
	if !told {
		t.Errorf("the step does not tell that the act changed: %+v", steps[0].Changed)
	}
	for d, err := range l.Dossiers(store.Query{Acts: []string{"seize-person"}}) {
		if err != nil {
			t.Fatal(err)
		}
		if len(d.Decisions) != 1 || d.Review != record.Reviewed || d.Harm["arrested"].Best.String() != "2" {
			t.Errorf("the decision does not stand on the account that tells the same: %+v", d.Row)
		}
		return
	}
	t.Error("no event of the new act")
}

// otherArrest is an act arrest that is found in nothing of the report.
const otherArrest = `# Arrest

name: arrest
group: control
roles: initiator, target

## Definition

A decline is arrested.

## Patterns

    en verb: (initiator) arrest (target =decline)

## Examples

    en yes: The ministry ‹arrested› the decline.
`

// recoded codes a ledger again with a codebook in which arrest has another name.
func recoded(t *testing.T, l *ledger.Ledger, name string) []ledger.Step {
	t.Helper()
	own := strings.ReplaceAll(actFile(t, "control/arrest.md"), "name: arrest", "name: "+name)
	laid := rule.Overlay(codebook.FS, fstest.MapFS{"control/" + name + ".md": {Data: []byte(own)}, "control/arrest.md": {Data: []byte(otherArrest)}})
	c := coderOf(t, laid)
	var steps []ledger.Step
	if err := l.Recode(c, ledger.Intake{Workers: 1, Version: "another", Tell: func(s ledger.Step) { steps = append(steps, s) }}); err != nil {
		t.Fatal(err)
	}
	return steps
}

// coderOf is the program as it ships with another codebook.
func coderOf(t *testing.T, acts fs.FS) *pipeline.Coder {
	t.Helper()
	known := shipped.Knowledge()
	known.Codebook = acts
	c, err := pipeline.New(known, pipeline.Options{})
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func actFile(t *testing.T, name string) string {
	t.Helper()
	data, err := codebook.FS.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}
