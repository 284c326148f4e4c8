package link

import (
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
)

func TestActsOfTheLinkerAreActsOfTheCodebook(t *testing.T) {
	l := linker(t)
	files, err := filepath.Glob("../../codebook/*/*.md")
	if err != nil || len(files) == 0 {
		t.Fatal("no codebook: ", err)
	}
	var acts []string
	for _, f := range files {
		acts = append(acts, strings.TrimSuffix(filepath.Base(f), ".md"))
	}
	for _, named := range []map[string]bool{l.minor, l.serial, l.lasting, l.inParts, l.inFollows} {
		for _, act := range slices.Sorted(maps.Keys(named)) {
			if !slices.Contains(acts, act) {
				t.Errorf("%s is no act of the codebook", act)
			}
		}
	}
	for _, act := range slices.Sorted(maps.Keys(l.families)) {
		if !slices.Contains(acts, act) {
			t.Errorf("%s is no act of the codebook", act)
		}
	}
	for _, act := range slices.Sorted(maps.Keys(l.nouns)) {
		if !slices.Contains(acts, act) {
			t.Errorf("%s is no act of the codebook", act)
		}
	}
}

func TestAllMistakesOfTheTableAreNamed(t *testing.T) {
	shipped, err := os.ReadFile("../../codebook/linking.tsv")
	if err != nil {
		t.Fatal(err)
	}
	table := string(shipped) + "\nfamily\tx\ta b\t2\nweight\tbase\t1\nnonsense\n"
	_, err = New(fstest.MapFS{knowledgeFile: {Data: []byte(strings.Replace(table, "weight\tsame day\t", "weight\tone day\t", 1))}})
	if err == nil {
		t.Fatal("no error")
	}
	for _, want := range []string{"grade from 0 to 1", `one number for "base"`, "nonsense", `no weight for "same day"`} {
		if !strings.Contains(err.Error(), want) {
			t.Errorf("%q is not named in: %v", want, err)
		}
	}
}
