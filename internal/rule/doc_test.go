package rule_test

import (
	"os"
	"strings"
	"testing"
	"testing/fstest"

	"dateline/internal/rule"
	"dateline/internal/text"
)

// files makes files of a text in which "-- name --" starts each.
func files(archive string) fstest.MapFS {
	all := fstest.MapFS{}
	name := ""
	for line := range strings.Lines(archive) {
		if heading, ok := strings.CutPrefix(strings.TrimSpace(line), "-- "); ok && strings.HasSuffix(heading, " --") {
			name = strings.TrimSuffix(heading, " --")
			all[name] = &fstest.MapFile{}
			continue
		}
		if name != "" {
			all[name].Data = append(all[name].Data, line...)
		}
	}
	return all
}

// blocks returns the examples of a kind in a page: what stands between ```kind and ```.
func blocks(page, kind string) string {
	var all strings.Builder
	inside := false
	for line := range strings.Lines(page) {
		switch strings.TrimSpace(line) {
		case "```" + kind:
			inside = true
			continue
		case "```":
			inside = false
			all.WriteString("\n")
		}
		if inside {
			all.WriteString(line)
		}
	}
	return all.String()
}

func TestManualIsRight(t *testing.T) {
	data, err := os.ReadFile("../../doc/rules.md")
	if err != nil {
		t.Fatal(err)
	}
	page := string(data)
	book, err := rule.Load(files("-- en/when/weekday.tsv --\n"+blocks(page, "tsv")+
		"-- en/when/hour-word.tsv --\nten\n-- en/act/settlement.tsv --\ncamp\n"+
		"-- en/when.rules --\n"+blocks(page, "rules")+"-- en/grammar.tree --\n"+blocks(page, "tree")), text.English)
	if err != nil {
		t.Fatal(err)
	}
	if n := len(book.Topic("when").Rules); n < 2 {
		t.Errorf("%d rules in the manual", n)
	}
	c, err := rule.LoadCodebook(files("-- control/clear-settlement.md --\n"+blocks(page, "act")), map[text.Language]*rule.Book{"en": book})
	if err != nil {
		t.Fatal(err)
	}
	if yes, no := c.Act("clear-settlement").Examples("en"); len(yes) == 0 || len(no) == 0 {
		t.Error("no examples in the act of the manual")
	}
}
