package clean

import (
	"bytes"
	"encoding/binary"
	"strings"
	"unicode/utf16"
	"unicode/utf8"

	"github.com/wlynxg/chardet"
	"golang.org/x/net/html/charset"
	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode"

	"dateline/internal/text"
)

// The byte order marks.
var (
	markUTF8    = []byte{0xEF, 0xBB, 0xBF}
	markUTF16LE = []byte{0xFF, 0xFE}
	markUTF16BE = []byte{0xFE, 0xFF}
)

// guessed is how many bytes are looked at to guess a character set.
const guessed = 1 << 16

// decoded is text in UTF-8, the way back to its bytes, and what was doubted.
type decoded struct {
	text  string
	back  Map
	notes []Note
}

// decode makes UTF-8 of raw. Declared is the character set that the bytes come with, if any.
//
// UTF-8 that is valid is believed before any label: other text is hardly ever valid UTF-8 by accident. A byte that is not UTF-8 in a text that
// otherwise is becomes one U+FFFD each.
func decode(raw []byte, declared string) decoded {
	switch {
	case bytes.HasPrefix(raw, markUTF8):
		return decodeUTF8(raw[len(markUTF8):], len(markUTF8))
	case bytes.HasPrefix(raw, markUTF16LE):
		return decodeWith(raw, len(markUTF16LE), unicode.UTF16(unicode.LittleEndian, unicode.IgnoreBOM))
	case bytes.HasPrefix(raw, markUTF16BE):
		return decodeWith(raw, len(markUTF16BE), unicode.UTF16(unicode.BigEndian, unicode.IgnoreBOM))
	}
	if order := bareUTF16(raw); order != nil {
		d := decodeWith(raw, 0, order)
		d.notes = append(d.notes, Note{Reason: CharsetGuessed, Detail: "UTF-16 without a byte order mark"})
		return d
	}
	if utf8.Valid(raw) {
		return decodeUTF8(raw, 0)
	}
	return decodeOther(raw, declared)
}

// decodeOther decodes what is not valid UTF-8.
func decodeOther(raw []byte, declared string) decoded {
	label, name := charset.Lookup(declared)
	if label != nil && name != "utf-8" && name != "replacement" && !strings.HasPrefix(name, "utf-16") {
		return decodeWith(raw, 0, label)
	}
	if mostlyUTF8(raw) {
		return decodeUTF8(raw, 0)
	}
	found, name := guess(raw)
	d := decodeWith(raw, 0, found)
	d.notes = append(d.notes, Note{Reason: CharsetGuessed, Detail: name})
	return d
}

// mostlyUTF8 reports whether at least half of what is beyond ASCII is valid UTF-8.
func mostlyUTF8(raw []byte) bool {
	valid, broken := 0, 0
	for i := 0; i < len(raw); {
		if raw[i] < utf8.RuneSelf {
			i++
			continue
		}
		r, n := utf8.DecodeRune(raw[i:])
		if r == utf8.RuneError && n == 1 {
			broken++
		} else {
			valid++
		}
		i += n
	}
	return valid > 0 && valid >= broken
}

// guess names the character set of bytes that carry no label. Western text is assumed unless another set is likely.
func guess(raw []byte) (encoding.Encoding, string) {
	result := chardet.Detect(raw[:min(len(raw), guessed)])
	if result.Confidence > 0.7 {
		if e, name := charset.Lookup(result.Encoding); e != nil && name != "utf-8" && name != "replacement" {
			return e, name
		}
	}
	return charmap.Windows1252, "windows-1252"
}

// bareUTF16 tells UTF-16 without a byte order mark by its zero bytes, which stand on one side in Western text; nil if it is none.
func bareUTF16(raw []byte) encoding.Encoding {
	sample := raw[:min(len(raw), guessed)&^1]
	var zero [2]int
	for i, b := range sample {
		if b == 0 {
			zero[i&1]++
		}
	}
	half := len(sample) / 2
	switch {
	case half < 4:
		return nil
	case zero[1] > half*2/3 && zero[0] < half/10:
		return unicode.UTF16(unicode.LittleEndian, unicode.IgnoreBOM)
	case zero[0] > half*2/3 && zero[1] < half/10:
		return unicode.UTF16(unicode.BigEndian, unicode.IgnoreBOM)
	}
	return nil
}

// decodeUTF8 takes raw, which stands offset bytes into its report, as UTF-8.
func decodeUTF8(raw []byte, offset int) decoded {
	var d decoded
	if offset > 0 {
		d.back = d.back.under(shift(offset))
	}
	d.text = string(raw)
	if utf8.ValidString(d.text) {
		return d
	}
	w := weave(d.text)
	broken, kept := 0, 0
	for i := 0; i < len(d.text); {
		r, n := utf8.DecodeRuneInString(d.text[i:])
		if r == utf8.RuneError && n == 1 {
			w.copy(kept, i)
			w.replace("\uFFFD", i, i+1)
			kept = i + 1
			broken++
		}
		i += n
	}
	w.copy(kept, len(d.text))
	whole, layer := w.done()
	d.text, d.back = whole, d.back.under(layer)
	d.notes = append(d.notes, Note{Reason: InvalidUTF8, Detail: count(broken, "byte")})
	return d
}

// step is how far apart the known places of an encoded layer are, in bytes of its text.
const step = 4096

// decodeWith decodes raw from its offset on.
func decodeWith(raw []byte, offset int, from encoding.Encoding) decoded {
	l := &encoded{raw: raw, marks: []mark{{0, offset}}, next: reader(from)}
	_, l.single = from.(*charmap.Charmap)
	var out strings.Builder
	out.Grow(len(raw) + len(raw)/8)
	for at := offset; at < len(raw); {
		if n := l.ascii(at); n > 0 {
			out.Write(raw[at : at+n])
			at += n
		}
		if at == len(raw) {
			break
		}
		r, n := l.next(raw[at:])
		at += n
		if r != nil {
			out.Write(r)
		}
		if out.Len() >= l.marks[len(l.marks)-1].text+step {
			l.marks = append(l.marks, mark{out.Len(), at})
		}
	}
	return decoded{text: out.String(), back: Map{}.under(l)}
}

// mark says that byte text of a decoded text begins at byte raw.
type mark struct{ text, raw int }

// encoded is the layer of a text in another character set than UTF-8. It decodes again from the last known place.
type encoded struct {
	raw    []byte
	marks  []mark
	next   func([]byte) (rune []byte, size int)
	single bool // every character has one byte, and ASCII stands for itself
}

// ascii returns how many bytes from at on stand for themselves, at most those up to the next known place.
func (l *encoded) ascii(at int) int {
	if !l.single {
		return 0
	}
	n := 0
	for n < step && at+n < len(l.raw) && l.raw[at+n] < utf8.RuneSelf {
		n++
	}
	return n
}

func (l *encoded) below(s text.Span) (text.Span, bool) {
	start, _, ok := l.find(s.Start)
	if !ok {
		return text.Span{}, false
	}
	_, end, ok := l.find(s.End - 1)
	return text.Span{Start: start, End: end}, ok
}

// find returns the raw bytes of the character that byte i of the text belongs to.
func (l *encoded) find(i int) (start, end int, ok bool) {
	k := 0
	for low, high := 0, len(l.marks); low < high; { // the last mark at or before i
		middle := (low + high) / 2
		if l.marks[middle].text <= i {
			k, low = middle, middle+1
		} else {
			high = middle
		}
	}
	for at, to := l.marks[k].raw, l.marks[k].text; at < len(l.raw); {
		r, n := l.next(l.raw[at:])
		if to+len(r) > i {
			return at, at + n, true
		}
		at, to = at+n, to+len(r)
	}
	return 0, 0, false
}

// reader returns a function that decodes the first character of some bytes, as UTF-8, and says how many bytes it has.
func reader(from encoding.Encoding) func([]byte) ([]byte, int) {
	if table, is := from.(*charmap.Charmap); is {
		var all [256][]byte
		for i := range all {
			all[i] = []byte(string(table.DecodeByte(byte(i))))
		}
		return func(raw []byte) ([]byte, int) { return all[raw[0]], 1 }
	}
	switch from {
	case unicode.UTF16(unicode.LittleEndian, unicode.IgnoreBOM):
		return readUTF16(binary.LittleEndian)
	case unicode.UTF16(unicode.BigEndian, unicode.IgnoreBOM):
		return readUTF16(binary.BigEndian)
	}
	return readAny(from)
}

// readUTF16 decodes one character of UTF-16. A lone surrogate, or a lone last byte, is U+FFFD.
func readUTF16(order binary.ByteOrder) func([]byte) ([]byte, int) {
	return func(raw []byte) ([]byte, int) {
		if len(raw) < 2 {
			return []byte("\uFFFD"), len(raw)
		}
		r, n := rune(order.Uint16(raw)), 2
		if utf16.IsSurrogate(r) {
			second := rune(0)
			if len(raw) >= 4 {
				second = rune(order.Uint16(raw[2:]))
			}
			if r = utf16.DecodeRune(r, second); r != utf8.RuneError {
				n = 4
			}
		}
		return utf8.AppendRune(nil, r), n
	}
}

// longest is the most bytes that a character has in any legacy set.
const longest = 4

// readAny decodes one character of a set with characters of several bytes.
func readAny(from encoding.Encoding) func([]byte) ([]byte, int) {
	return func(raw []byte) ([]byte, int) {
		if raw[0] < utf8.RuneSelf && raw[0] != 0x1B { // an escape begins a change of tables in ISO-2022-JP
			return raw[:1], 1
		}
		var out [16]byte
		for n := 1; n <= min(longest, len(raw)); n++ {
			written, read, err := from.NewDecoder().Transform(out[:], raw[:n], false)
			if err == nil && read > 0 && written > 0 {
				return append([]byte(nil), out[:written]...), read
			}
		}
		return []byte("\uFFFD"), 1
	}
}
