package jsonl

import "unicode/utf8"

// stride is the distance in bytes of the points at which a ruler knows the count of runes.
const stride = 128

// ruler turns byte positions of a body into code points. In a body of ASCII both are the same and it holds no table.
type ruler struct {
	body  string
	runes []int // runes[i] is the number of runes before byte i*stride
}

func newRuler(body string) ruler {
	if ascii(body) {
		return ruler{body: body}
	}
	runes, count := make([]int, 0, len(body)/stride+1), 0
	for i := range len(body) {
		if i%stride == 0 {
			runes = append(runes, count)
		}
		if utf8.RuneStart(body[i]) {
			count++
		}
	}
	return ruler{body, append(runes, count)}
}

// point returns the code point at byte b, which lies on a rune border.
func (r ruler) point(b int) int {
	if r.runes == nil {
		return b
	}
	count := r.runes[b/stride]
	for i := b / stride * stride; i < b; i++ {
		if utf8.RuneStart(r.body[i]) {
			count++
		}
	}
	return count
}

func ascii(s string) bool {
	for i := range len(s) {
		if s[i] >= utf8.RuneSelf {
			return false
		}
	}
	return true
}

// offsets returns the byte position of each code point of body, and of its end.
func offsets(body string) []int {
	at := make([]int, 0, len(body)+1)
	for i := range body {
		at = append(at, i)
	}
	return append(at, len(body))
}
