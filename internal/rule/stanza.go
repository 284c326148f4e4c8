package rule

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"path"
	"slices"
	"strings"
)

// stanza is a run of "key: value" lines between blank lines.
type stanza struct {
	place
	fields []field
}

// field is a line of a stanza.
type field struct {
	place
	key, value string
}

// readStanzas cuts a file into stanzas. A line that starts with # is a remark; one that starts with a space goes on
// with the line before.
func readStanzas(file string, data []byte, mistakes *Mistakes) []stanza {
	var all []stanza
	open := false
	line := 0
	for row := range bytes.Lines(data) {
		line++
		s := strings.TrimRight(string(row), " \t\r\n")
		at := place{file, line}
		switch {
		case s == "":
			open = false
		case s[0] == '#':
		case s[0] == ' ' || s[0] == '\t':
			if !open {
				mistakes.add(at, "a line that goes on with the one before, but there is none")
				continue
			}
			fields := all[len(all)-1].fields
			fields[len(fields)-1].value += " " + strings.TrimSpace(s)
		default:
			key, value, ok := strings.Cut(s, ":")
			if !ok {
				mistakes.add(at, "want key: value")
				continue
			}
			if !open {
				all = append(all, stanza{place: at})
				open = true
			}
			last := &all[len(all)-1]
			last.fields = append(last.fields, field{at, strings.TrimSpace(key), strings.TrimSpace(value)})
		}
	}
	return all
}

// checkKeys notes unknown keys, keys that stand twice but may not, and keys that are missing.
func (s stanza) checkKeys(mistakes *Mistakes, known, repeated, needed []string) {
	seen := map[string]bool{}
	for _, f := range s.fields {
		switch {
		case !slices.Contains(known, f.key):
			mistakes.add(f.place, "no key is named %q: want %s", f.key, strings.Join(known, ", "))
		case seen[f.key] && !slices.Contains(repeated, f.key):
			mistakes.add(f.place, "%s stands twice in one stanza", f.key)
		case f.value == "":
			mistakes.add(f.place, "%s is empty", f.key)
		}
		seen[f.key] = true
	}
	for _, key := range needed {
		if !seen[key] {
			mistakes.add(s.place, "%s: %s has no %s", s.fields[0].key, s.fields[0].value, key)
		}
	}
}

// all returns the fields with a key.
func (s stanza) all(key string) []field {
	var found []field
	for _, f := range s.fields {
		if f.key == key {
			found = append(found, f)
		}
	}
	return found
}

// value returns the value of the first field with a key, empty when there is none.
func (s stanza) value(key string) string {
	for _, f := range s.fields {
		if f.key == key {
			return f.value
		}
	}
	return ""
}

// stem returns the name of a file without folder and ending.
func stem(file string) string { return strings.TrimSuffix(path.Base(file), path.Ext(file)) }

// folder returns the folder of a file.
func folder(file string) string { return path.Dir(file) }

// version returns the first eight hexadecimal digits of the SHA-256 of a file.
func version(data []byte) string {
	sum := sha256.Sum256(data)
	return hex.EncodeToString(sum[:4])
}
