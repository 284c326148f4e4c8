package main

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"io/fs"
	"os"
	"slices"
)

// modelEntry is what the manifest says of one model.
type modelEntry struct {
	Name      string   `json:"name"`
	Bytes     int      `json:"bytes"`
	SHA256    string   `json:"sha256"`
	Language  string   `json:"language"`
	TrainedOn []string `json:"trained_on"`
	Seed      uint64   `json:"seed"`
	Licence   string   `json:"licence,omitempty"`
	Score     string   `json:"score,omitempty"`
}

// newEntry describes a model just trained.
func newEntry(name string, content []byte, sources []string, flags trainFlags) modelEntry {
	sum := sha256.Sum256(content)
	return modelEntry{Name: name, Bytes: len(content), SHA256: hex.EncodeToString(sum[:]), Language: flags.language, TrainedOn: sources,
		Seed: flags.seed, Licence: flags.licence}
}

// enter puts a line into a manifest in place of an earlier one of the same model, whose licence and score it keeps where it has none.
// A score is kept only when the bytes are the same.
func enter(manifest string, entry modelEntry) error {
	var entries []modelEntry
	data, err := os.ReadFile(manifest)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	if err == nil {
		if err := json.Unmarshal(data, &entries); err != nil {
			return err
		}
	}
	at, found := slices.BinarySearchFunc(entries, entry, func(a, b modelEntry) int { return cmp.Compare(a.Name, b.Name) })
	if found {
		entry.Licence = cmp.Or(entry.Licence, entries[at].Licence)
		if entry.SHA256 == entries[at].SHA256 {
			entry.Score = entries[at].Score
		}
		entries[at] = entry
	} else {
		entries = slices.Insert(entries, at, entry)
	}
	data, err = json.MarshalIndent(entries, "", "  ")
	if err != nil {
		return err
	}
	return os.WriteFile(manifest, append(data, '\n'), 0o644)
}
