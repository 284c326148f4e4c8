package ledger

import (
	"fmt"
	"slices"
	"strings"

	"dateline/internal/record"
	"dateline/internal/text"
)

// foundPrefix begins the names of words at which a coder of a round tells an event that is no unit of it.
const foundPrefix = "found-"

// FoundAt names words of a report at which a coder of a round finds an event. Nothing is told there before it is settled.
func FoundAt(report string, words text.Span) record.AccountID {
	return record.AccountID(fmt.Sprintf("%s#%s%d-%d", report, foundPrefix, words.Start, words.End))
}

// Found reports whether a name is that of words that a coder found.
func Found(id record.AccountID) bool {
	_, local, _ := strings.Cut(string(id), "#")
	return strings.HasPrefix(local, foundPrefix)
}

// completeSettled names the account that is settled, the round by whose name it is found too, and the words of the round that coders found beside
// its units. Where nothing is told at such words there is no account.
func (g *linking) completeSettled(d *record.Decision) error {
	if len(d.Subjects) == 0 || d.Field == "" {
		return fmt.Errorf("%w: one account of one round is settled at a time", ErrDecision)
	}
	var account, found []string
	for _, s := range d.Subjects {
		if Found(record.AccountID(s)) {
			found = append(found, s)
			continue
		}
		id, err := g.Resolve(record.AccountID(s))
		if err != nil {
			return fmt.Errorf("%w: %s is %w", ErrDecision, s, err)
		}
		account = append(account, string(id))
	}
	if len(account) > 1 || len(found) > 1 {
		return fmt.Errorf("%w: one account of one round is settled at a time", ErrDecision)
	}
	d.Subjects = slices.Concat(account, []string{d.Field}, found)
	return nil
}
