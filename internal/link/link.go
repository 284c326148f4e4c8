package link

import (
	"cmp"
	"crypto/sha256"
	"encoding/base32"
	"fmt"
	"io/fs"
	"strings"

	"dateline/internal/record"
)

// Linker compares tellings. It is safe for many goroutines.
type Linker struct{ *knowledge }

// New makes a linker with what the folder of the codebook says of links, in linking.tsv. All mistakes in that file come at once.
func New(codebook fs.FS) (*Linker, error) {
	k, err := readKnowledge(codebook)
	if err != nil {
		return nil, fmt.Errorf("read what the linker knows: %w", err)
	}
	return &Linker{k}, nil
}

// Edge is a scored link between two accounts, A before B.
type Edge struct {
	A, B  record.AccountID
	Score float64 // 0 to 1
	Why   func() []record.Reason
}

// Judgement is what people decided of two accounts: that they tell one event, or that they do not.
type Judgement struct {
	A, B record.AccountID
	Same bool
}

// Compare orders judgements.
func (j Judgement) Compare(other Judgement) int {
	return cmp.Or(cmp.Compare(j.A, other.A), cmp.Compare(j.B, other.B))
}

// Kept is the least score of an edge that is kept; Joined the least mean score between the accounts of two groups that become one event.
const (
	Kept   = 0.4
	Joined = 0.5
)

// idLetters is how much of a hash names an event: one of 2 to the power of 60.
const idLetters = 12

// Founds names the event that an account would found.
func Founds(id record.AccountID) record.EventID {
	sum := sha256.Sum256([]byte(id))
	return record.EventID("e-" + strings.ToLower(base32.HexEncoding.EncodeToString(sum[:10])[:idLetters]))
}
