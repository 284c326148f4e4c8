package main

import (
	"bytes"
	"os"
	"strings"
	"testing"
)

// TestSamplePagesAreUnchanged compares the pages of the samples with testdata/demo.golden. That says "unchanged", not "right":
// corpus/ and `dateline eval` say what is right. UPDATE=1 writes the file anew; read it before you commit.
func TestSamplePagesAreUnchanged(t *testing.T) {
	unchanged(t, "testdata/demo.golden", "code", "--format", "text", "../../samples/caen-peripherique.md", "../../samples/dieppe-campement.txt",
		"../../samples/grenoble-manifestation.html", "../../samples/motril-rescue.html", "../../samples/patras-open-quay.md",
		"../../samples/patras-port-mail.txt", "../../samples/wire.jsonl")
}

// TestDemoIsUnchanged compares what the demonstration prints with testdata/ledger.golden.
func TestDemoIsUnchanged(t *testing.T) { unchanged(t, "testdata/ledger.golden", "demo") }

func unchanged(t *testing.T, golden string, command ...string) {
	t.Helper()
	var pages, messages bytes.Buffer
	if status := run(command, strings.NewReader(""), &pages, &messages); status != statusDone {
		t.Fatalf("exit status %d: %s", status, messages.String())
	}
	if os.Getenv("UPDATE") != "" {
		if err := os.WriteFile(golden, pages.Bytes(), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(golden)
	if err != nil {
		t.Fatal(err)
	}
	got, wanted := strings.Split(pages.String(), "\n"), strings.Split(string(want), "\n")
	for i := range max(len(got), len(wanted)) {
		if i >= len(got) || i >= len(wanted) || got[i] != wanted[i] {
			t.Fatalf("line %d of the pages has changed (UPDATE=1 writes them anew)\n got %q\nwant %q", i+1, at(got, i), at(wanted, i))
		}
	}
}

func at(lines []string, i int) string {
	if i < len(lines) {
		return lines[i]
	}
	return "nothing"
}
