package rule

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// word is a number for a folded piece of a word that some rule or list knows; unknown for all others.
type word uint32

const unknown word = 0

// isFolded reports whether form is ASCII without capitals: it folds to itself.
func isFolded(form string) bool {
	for i := range len(form) {
		if c := form[i]; c >= utf8.RuneSelf || 'A' <= c && c <= 'Z' {
			return false
		}
	}
	return true
}

// fold writes a form in the way that is compared: small letters, plain apostrophes and hyphens.
func fold(form string) string {
	if isFolded(form) {
		return form
	}
	return string(appendFolded(nil, form))
}

func appendFolded(to []byte, form string) []byte {
	for _, r := range form {
		switch r {
		case '’', 'ʼ':
			r = '\''
		case '‑', '‐': // non-breaking hyphen, hyphen
			r = '-'
		default:
			r = unicode.ToLower(r)
		}
		to = utf8.AppendRune(to, r)
	}
	return to
}

// hasCapital reports whether a word is written with a capital letter.
func hasCapital(s string) bool { return strings.ContainsFunc(s, unicode.IsUpper) }

// isJoint reports whether words are cut around r: tokenisers differ on hyphens and apostrophes, so lists cut at both.
func isJoint(r rune) bool {
	switch r {
	case '-', '‑', '‐', '\'', '’', 'ʼ':
		return true
	}
	return false
}

// pieces cuts an expression at spaces, around hyphens and after apostrophes: "chef de l'État-major" gives
// chef, de, l', État, -, major. "'s" and a lone hyphen stay whole.
func pieces(expression string) []string {
	var all []string
	for part := range strings.FieldsSeq(expression) {
		for part != "" {
			n := firstPiece(part)
			all = append(all, part[:n])
			part = part[n:]
		}
	}
	return all
}

// firstPiece returns the length of the first piece of a word without spaces.
func firstPiece(part string) int {
	for i, r := range part {
		if !isJoint(r) || i == 0 && fold(string(r)) == "'" {
			continue
		}
		end := i + utf8.RuneLen(r)
		if fold(string(r)) == "'" || i == 0 {
			return end
		}
		return i
	}
	return len(part)
}
