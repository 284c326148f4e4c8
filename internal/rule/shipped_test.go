package rule_test

import (
	"testing"

	"dateline/internal/rule"
	"dateline/internal/text"
	"dateline/rules"
)

// languages are those that ship with rules.
var languages = []text.Language{text.English, text.French}

func TestShippedRulesAreRight(t *testing.T) {
	for _, lang := range languages {
		if _, err := rule.Load(rules.FS, lang); err != nil {
			t.Error(err)
		}
	}
}
