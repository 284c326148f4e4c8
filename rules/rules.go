// Package rules holds the linguistic knowledge that ships with the program, one folder per language.
package rules

import "embed"

// FS has the folders all, en and fr. doc/rules.md describes the files.
//
//go:embed all en fr
var FS embed.FS
