package store

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"strconv"
	"strings"
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

// Concealed gives the decisions out of which one that erases took something, by number, each with the HashOf of what it left of them: in New, as
// "7:0c2f… 12:5b11…".
func Concealed(d record.Decision) map[int64]string {
	if d.Verb != record.Redact {
		return nil
	}
	left := map[int64]string{}
	for _, one := range strings.Fields(d.New) {
		number, hash, _ := strings.Cut(one, ":")
		if seq, err := strconv.ParseInt(number, 10, 64); err == nil && seq < d.Seq {
			left[seq] = hash
		}
	}
	return left
}
