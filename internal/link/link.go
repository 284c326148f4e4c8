package link

import (
	"cmp"
	"crypto/sha256"
	"encoding/base32"
	"math"
	"slices"
	"strings"
	"time"

	"dateline/internal/record"
)

// Linker compares tellings. It is safe for many goroutines.
type Linker struct{}

// New makes a linker.
func New() (*Linker, error) { return &Linker{}, nil }

// Edge is a scored link between two accounts, A before B.
type Edge struct {
	A, B    record.AccountID
	Score   float64 // 0 to 1
	Reasons []record.Reason
}

// Judgement is what people decided of two accounts: that they tell one event, or that they do not.
type Judgement struct {
	A, B record.AccountID
	Same bool
}

// Kept is the least score of an edge that is kept; Joined that of two accounts of one event.
const (
	Kept   = 0.3
	Joined = 0.6
)

// idBytes is how much of a hash names an event: 2 to the power of 60 of them.
const idLetters = 12

// Founds names the event that an account would found.
func Founds(id record.AccountID) record.EventID {
	sum := sha256.Sum256([]byte(id))
	return record.EventID("e-" + strings.ToLower(base32.HexEncoding.EncodeToString(sum[:10])[:idLetters]))
}

// Keys gives the keys under which an account is found by those that may tell the same event: they share at least one.
func (l *Linker) Keys(t *Telling) []uint64 {
	return nil
}

// Compare scores whether two tellings tell one event, with the grounds.
func (l *Linker) Compare(a, b *Telling) (float64, []record.Reason) {
	return 0, nil
}

// Events parts the tellings of one neighbourhood (all that edges lead to from each other) into events. Only Line, Origins and what
// follows from members and judgements is set; see Questions for the rest.
func (l *Linker) Events(tellings []Telling, edges []Edge, judged []Judgement) []record.Event {
	return nil
}

var _ = []any{cmp.Compare[int], math.Abs, slices.Sort[[]int], time.Hour}
