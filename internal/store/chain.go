package store

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"time"

	"dateline/internal/record"
)

// HashOf is the SHA-256 of a decision with the hash of the one before it, in hexadecimal: of the JSON list of its fields in
// their order in record.Decision, all but Hash, the time in RFC 3339 and UTC. Anybody can recompute it from an export.
func HashOf(d record.Decision) string {
	subjects := d.Subjects
	if subjects == nil {
		subjects = []string{}
	}
	fields := []any{d.Seq, d.At.UTC().Format(time.RFC3339Nano), d.By, d.Verb, subjects, d.Field, d.Old, d.New, d.Why, d.Undoes, d.Previous}
	line, err := json.Marshal(fields)
	if err != nil {
		panic(err) // numbers and strings have a form in JSON
	}
	sum := sha256.Sum256(line)
	return hex.EncodeToString(sum[:])
}
