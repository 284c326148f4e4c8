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

// Summary is what lists, the map and the timeline say of an event.
type Summary struct {
	From, To       time.Time // half-open; zero when no report says
	Precision      string
	Lat, Lon       float64 // degrees
	Placed         bool    // Lat and Lon mean something
	Place          string  // its name
	PlacePrecision string
	Country        string // ISO 3166-1 alpha-2
	Realisation    string
	Outlets        []string
	Harm           map[string]record.Value // by kind
	Differs        bool                    // some question has claims that differ
	Series         string                  // the same for acts of one kind at one place; empty where there is no such series
	Line           string                  // one sentence: what, who, when, where, how many
}

// Rule is a rule of aggregation: how one published value is drawn from claims that compete.
type Rule string

// The rules, as van Baalen and Höglund name them (R package eventreport).
const (
	Conservative   Rule = "conservative"
	Informative    Rule = "informative"
	Representative Rule = "representative"
)

// Summary draws what lists say of an event from the tellings of its members, which come in their order.
func (l *Linker) Summary(e record.Event, members []Telling, rule Rule) Summary { return Summary{} }

// Relate says how the events of two tellings are related though they are not one: follow-up or part-of; empty when they are not.
func (l *Linker) Relate(a, b *Telling) (kind string, reasons []record.Reason) { return "", nil }

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

// Compare orders judgements.
func (j Judgement) Compare(other Judgement) int {
	return cmp.Or(cmp.Compare(j.A, other.A), cmp.Compare(j.B, other.B))
}

// Correct puts a field of a telling right, as a person wrote it.
func Correct(t Telling, field, value string) (Telling, error) { return t, nil }

// CopyKeys gives keys of a text: nearly equal texts share at least one.
func CopyKeys(body string) []uint64 { return nil }

// Copy says whether two texts are one, or nearly: exact, near, wire (one is a shortened or newly headed print of the other), or empty.
func Copy(a, b string) (kind string, score float64) { return "", 0 }

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
