package atlas

import (
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// longest is the length in bytes that keys of names rarely pass; it sizes buffers on the stack.
const longest = 96

// AppendKey appends the key of a name to dst and returns it. Names that differ in case, accents, hyphens, apostrophes,
// full stops or in "St" for "Saint" share a key: "St. John's", "Saint Johns".
func AppendKey(dst []byte, name string) []byte {
	start := len(dst)
	word := start // where the word that is being written begins
	for i := 0; i < len(name); {
		c := name[i]
		if c >= utf8.RuneSelf {
			r, size := utf8.DecodeRuneInString(name[i:])
			dst, word = appendFolded(dst, word, start, r)
			i += size
			continue
		}
		i++
		switch {
		case 'a' <= c && c <= 'z' || '0' <= c && c <= '9':
			dst = append(dst, c)
		case 'A' <= c && c <= 'Z':
			dst = append(dst, c+'a'-'A')
		case c == '.' || c == '\'' || c == '`':
		default:
			dst, word = endWord(dst, word, start)
		}
	}
	dst, word = endWord(dst, word, start)
	if word > start && word == len(dst) {
		dst = dst[:word-1] // the space after the last word
	}
	return dst
}

// Key returns the key of a name as a string.
func Key(name string) string { return string(AppendKey(nil, name)) }

// endWord spells a shortened word out and writes a space after it.
func endWord(dst []byte, word, start int) ([]byte, int) {
	if len(dst) == word {
		return dst, word
	}
	switch string(dst[word:]) {
	case "st":
		dst = append(dst[:word], "saint"...)
	case "ste":
		dst = append(dst[:word], "sainte"...)
	case "mt":
		dst = append(dst[:word], "mount"...)
	case "ft":
		dst = append(dst[:word], "fort"...)
	}
	dst = append(dst, ' ')
	return dst, len(dst)
}

// appendFolded writes a letter beyond ASCII without its accents.
func appendFolded(dst []byte, word, start int, r rune) ([]byte, int) {
	if plain, ok := plainLetters[r]; ok {
		return append(dst, plain...), word
	}
	if !unicode.IsLetter(r) && !unicode.IsMark(r) && !unicode.IsDigit(r) {
		return endWord(dst, word, start)
	}
	var buffer [16]byte
	for _, part := range string(norm.NFD.AppendString(buffer[:0], string(r))) {
		switch plain, ok := plainLetters[part]; {
		case ok:
			dst = append(dst, plain...)
		case !unicode.Is(unicode.Mn, part):
			dst = utf8.AppendRune(dst, unicode.ToLower(part))
		}
	}
	return dst, word
}

// plainLetters are letters that do not come apart into a base and an accent, and apostrophes, which are passed over.
var plainLetters = map[rune]string{
	'æ': "ae", 'Æ': "ae", 'œ': "oe", 'Œ': "oe", 'ø': "o", 'Ø': "o", 'ß': "ss", 'ẞ': "ss",
	'ł': "l", 'Ł': "l", 'đ': "d", 'Đ': "d", 'ð': "d", 'Ð': "d", 'þ': "th", 'Þ': "th", 'ħ': "h", 'Ħ': "h",
	'ı': "i", 'İ': "i", 'ə': "e", 'Ə': "e", 'ŧ': "t", 'Ŧ': "t", 'ŋ': "n", 'Ŋ': "n",
	'’': "", '‘': "", 'ʻ': "", 'ʼ': "", 'ʿ': "", 'ʾ': "", '´': "", 'ʹ': "", 'ʺ': "", '′': "", 'ˈ': "",
}

// sameKey reports whether name has this key.
func sameKey(name string, key []byte) bool {
	var buffer [longest]byte
	return string(AppendKey(buffer[:0], name)) == string(key)
}
