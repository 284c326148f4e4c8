package ingest

import (
	"bytes"
	"path/filepath"
	"strings"
	"unicode/utf8"
)

// formatOf tells the format of a file by its name or, where that says little, by its first bytes.
func formatOf(path string, start []byte) Format {
	switch strings.ToLower(filepath.Ext(path)) {
	case ".html", ".htm", ".xhtml":
		return HTML
	case ".md", ".markdown":
		return Markdown
	case ".jsonl", ".ndjson":
		return JSONL
	}
	start = bytes.TrimSpace(bytes.TrimPrefix(start, []byte("\xEF\xBB\xBF")))
	lower := bytes.ToLower(start)
	switch {
	case bytes.HasPrefix(start, []byte("{")) && bytes.Contains(start, []byte(`"text"`)), isJSON(path, start):
		return JSONL
	case bytes.HasPrefix(lower, []byte("<!doctype html")), bytes.HasPrefix(lower, []byte("<html")),
		bytes.HasPrefix(lower, []byte("<")) && bytes.Contains(lower, []byte("<html")):
		return HTML
	}
	return Plain
}

// isJSON reports whether a file named as JSON begins with an object.
func isJSON(path string, start []byte) bool {
	return strings.EqualFold(filepath.Ext(path), ".json") && bytes.HasPrefix(start, []byte("{"))
}

// magics are the first bytes of formats that are often found among texts.
var magics = []string{"%PDF-", "PK\x03\x04", "\x1F\x8B", "\x89PNG", "\xFF\xD8\xFF", "GIF8", "\x7FELF", "\xD0\xCF\x11\xE0", "BZh", "\xFD7zXZ", "7z\xBC\xAF", "RIFF", "OggS", "ID3", "SQLite format 3"}

// isBinary reports whether the first bytes of a file are no text in any character set.
func isBinary(start []byte) bool {
	for _, magic := range magics {
		if bytes.HasPrefix(start, []byte(magic)) {
			return true
		}
	}
	if bytes.HasPrefix(start, []byte("\xFF\xFE")) || bytes.HasPrefix(start, []byte("\xFE\xFF")) {
		return false // UTF-16
	}
	controls := 0
	var zeros [2]int
	for i, b := range start {
		if b == 0 {
			zeros[i&1]++
		} else if b < ' ' && !strings.ContainsRune("\t\n\r\f\v\x1B", rune(b)) {
			controls++
		}
	}
	if total := zeros[0] + zeros[1]; total > len(start)/4 && min(zeros[0], zeros[1]) < total/10 {
		return controls > len(start)/10 // UTF-16 of Western text has its zeros on one side
	}
	if utf8.Valid(start) {
		return controls+zeros[0]+zeros[1] > len(start)/4
	}
	return controls+zeros[0]+zeros[1] > len(start)/10
}
