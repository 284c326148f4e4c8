// Package models holds the trained weights that ship with the program. manifest.json says what each was trained on,
// under which licence, and how it scores.
package models

import "embed"

// FS holds the weights and their manifest.
//
//go:embed *.bin manifest.json
var FS embed.FS
