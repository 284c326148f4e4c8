package where

import (
	"strings"

	"dateline/internal/where/atlas"
)

const (
	shortest    = 7  // letters of a name that may be misspelled
	mostRespelt = 2  // names of a report
	around50    = 60 // kilometres from another place of the report within which a misspelled one must lie
)

// respell looks for names that the gazetteer does not have among those one letter off, as long as one of them lies close
// to another place of the report. The first letter must be right, and a word such as "in" must stand before the name.
func (r *reader) respell() {
	if !r.onMap() {
		return
	}
	tries := 0
	for i := range r.names {
		n := &r.names[i]
		if n.best >= 0 || !n.cue || n.count == 0 || len(n.key) < shortest || tries == mostRespelt {
			continue
		}
		tries++
		if c, ok := r.nearest(n.key); ok {
			n.candidates = append(n.candidates, c)
			n.best, n.rule = len(n.candidates)-1, Respelled
		}
	}
}

// onMap reports whether a town that the report names is on the map, near which others may lie.
func (r *reader) onMap() bool {
	for i := range r.names {
		if r.names[i].anchors() {
			return true
		}
	}
	return false
}

// anchors reports whether a name stands for a town under its right name.
func (n *name) anchors() bool {
	return n.best >= 0 && n.rule == byName && n.count > 0 && n.candidates[n.best].Class >= atlas.Capital
}

// nearest returns the place with a name one letter off key that lies closest to another place of the report.
func (r *reader) nearest(key string) (best candidate, ok bool) {
	least := float64(around50)
	for _, near := range r.oneOff(key) {
		c := r.candidate(near)
		if c.Class < atlas.Capital {
			continue
		}
		for k := range r.names {
			other := &r.names[k]
			if !other.anchors() {
				continue
			}
			o := other.candidates[other.best]
			if d := kilometres(c.Lat, c.Lon, o.Lat, o.Lon); d < least {
				best, least, ok = c, d, true
			}
		}
	}
	return best, ok
}

// oneOff returns the places whose key is one letter off: one too many, one too few among those that get lost, one vowel for
// another or one consonant for another, or two swapped.
func (r *reader) oneOff(key string) []atlas.Number {
	var found []atlas.Number
	buffer := make([]byte, 0, len(key)+1)
	try := func(parts ...string) {
		buffer = buffer[:0]
		for _, part := range parts {
			buffer = append(buffer, part...)
		}
		found = r.atlas.Look(found, buffer)
	}
	for i := 1; i <= len(key); i++ {
		for k := range lost {
			try(key[:i], lost[k:k+1], key[i:])
		}
		try(key[:i], key[i-1:i], key[i:]) // one of two
		if i == len(key) {
			break
		}
		try(key[:i], key[i+1:])
		for others, k := alike(key[i]), 0; k < len(others); k++ {
			try(key[:i], others[k:k+1], key[i+1:])
		}
		if i+1 < len(key) {
			try(key[:i], key[i+1:i+2], key[i:i+1], key[i+2:])
		}
	}
	return found
}

const (
	vowels     = "aeiouy"
	consonants = "bcdfghjklmnpqrstvwxz"
	lost       = "aeiouhlnrst " // letters that spellers leave out, and the space
)

// alike returns the letters that a letter may have been written for.
func alike(letter byte) string {
	switch {
	case strings.IndexByte(vowels, letter) >= 0:
		return vowels
	case 'a' <= letter && letter <= 'z':
		return consonants
	}
	return ""
}
