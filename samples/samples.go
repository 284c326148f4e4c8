// Package samples holds the reports that ship with the program: invented events, people and outlets in real towns, each
// marked as a sample. Two of them tell one event differently, so that a ledger of them has something to link and to compare.
package samples

import "embed"

// Files holds the reports as they were delivered: plain text, Markdown, HTML and one JSON Lines file with two items.
//
//go:embed *.txt *.md *.html *.jsonl
var Files embed.FS
