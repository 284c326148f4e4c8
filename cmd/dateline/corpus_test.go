package main

import (
	"bytes"
	"strings"
	"testing"
)

// TestCorpusKeepsItsScores measures the program on the gold of the project. A score may rise, and its floor with it.
func TestCorpusKeepsItsScores(t *testing.T) {
	var table, messages bytes.Buffer
	golds := []string{"../../corpus/readings.jsonl", "../../corpus/syntax/en.conllu", "../../corpus/syntax/fr.conllu", "../../corpus/fr/sentences.jsonl"}
	status := run(append([]string{"eval", "--floor", "../../corpus/floor.tsv"}, golds...), strings.NewReader(""), &table, &messages)
	if status != statusDone {
		t.Errorf("exit status %d\n%s\n%s", status, messages.String(), table.String())
	}
}
