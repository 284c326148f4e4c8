// Package codebook holds the acts that ship with the program, one folder per group of acts.
package codebook

import "embed"

// FS has a folder for each group with a file for each act. doc/rules.md describes the files.
//
//go:embed */*.md
var FS embed.FS
