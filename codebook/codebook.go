// Package codebook holds the acts that ship with the program, one folder per group of acts, and the way from them to the schemes of others.
package codebook

import "embed"

// FS has a folder for each group with a file for each act, the tables crosswalk.tsv, linking.tsv, confidence.tsv and privacy.tsv, and the lists of codes in schemes. doc/rules.md describes
// the files.
//
//go:generate sh -c "go run ../tools/codebook > ../doc/codebook.md"
//go:embed */*.md crosswalk.tsv linking.tsv confidence.tsv privacy.tsv schemes/*.tsv
var FS embed.FS
