// Package samples holds the reports that ship with the program: invented events, people and outlets in real towns, each
// marked as a sample. Files are a few to look at one by one; two of them tell one event differently. Ledger is a pile of
// reports that tell the same events over the years.
package samples

import "embed"

// Files holds the reports as they were delivered: plain text, Markdown, HTML and one JSON Lines file with two items.
//
//go:embed *.txt *.md *.html *.jsonl
var Files embed.FS

// Ledger holds sixty reports of ten outlets in ledger/reports, and in ledger/gold tables that say which of them tell the
// same event, print the same text and name the same person. ledger/README.md tells their stories.
//
//go:embed ledger/reports ledger/gold/*.tsv
var Ledger embed.FS
