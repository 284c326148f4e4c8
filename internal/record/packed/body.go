package packed

import (
	"encoding/binary"
	"math/bits"

	"dateline/internal/record/varint"
)

// AppendBody adds a body as runs of the raw bytes that it was made from, and what stands between them. A body is mostly its raw bytes
// without furniture, so that it takes a few bytes where those are kept anyway.
func AppendBody(dst, raw []byte, body string) []byte {
	dst = binary.AppendUvarint(dst, uint64(len(body)))
	starts := indexOf(raw)
	written, from := 0, 0 // how much of the body is written, and where in raw the last run ended
	for at := 0; at+gram <= len(body); {
		start := starts.find(raw, body[at:])
		if start < 0 {
			at++
			continue
		}
		length := common(raw[start:], body[at:])
		if length < leastRun {
			at++
			continue
		}
		dst = binary.AppendUvarint(dst, uint64(at-written))
		dst = append(dst, body[written:at]...)
		dst = binary.AppendVarint(dst, int64(start-from))
		dst = binary.AppendUvarint(dst, uint64(length))
		at, from = at+length, start+length
		written = at
	}
	if written == len(body) {
		return dst
	}
	dst = binary.AppendUvarint(dst, uint64(len(body)-written))
	return append(dst, body[written:]...)
}

const (
	gram     = 8  // bytes by which a run is found
	leastRun = 12 // bytes that are worth one
)

// grams finds where in raw bytes a few bytes stand: the place by their hash, plus 1.
type grams struct {
	places []int32
	shift  int
}

func indexOf(raw []byte) grams {
	size := bits.Len(uint(len(raw))) + 1
	g := grams{make([]int32, 1<<size), 64 - size}
	for i := len(raw) - gram; i >= 0; i-- { // the first place of several stays
		g.places[g.slot(binary.LittleEndian.Uint64(raw[i:]))] = int32(i + 1)
	}
	return g
}

func (g grams) slot(bytes uint64) uint64 { return bytes * 0x9e3779b97f4a7c15 >> g.shift }

// find gives a place of raw that begins as body does, or -1. Both have a gram at least.
func (g grams) find(raw []byte, body string) int {
	var head [gram]byte
	copy(head[:], body)
	want := binary.LittleEndian.Uint64(head[:])
	at := int(g.places[g.slot(want)]) - 1
	if at < 0 || binary.LittleEndian.Uint64(raw[at:]) != want {
		return -1
	}
	return at
}

func common(raw []byte, body string) int {
	n := 0
	for n < len(raw) && n < len(body) && raw[n] == body[n] {
		n++
	}
	return n
}

// ReadBody reads what AppendBody wrote, given the same raw bytes, and returns what stands after it.
func ReadBody(b, raw []byte) (body string, rest []byte, err error) {
	p := varint.Reader{In: b}
	size := p.Uint()
	if size > longest {
		return "", nil, ErrPacked
	}
	made := make([]byte, 0, min(size, uint64(len(raw)+len(b))))
	for from := int64(0); uint64(len(made)) < size; {
		if made = append(made, p.Bytes()...); p.Bad || uint64(len(made)) >= size {
			break
		}
		start, length := from+p.Int(), p.Uint()
		if start < 0 || start > int64(len(raw)) || length == 0 || length > uint64(len(raw))-uint64(start) {
			return "", nil, ErrPacked
		}
		from = start + int64(length)
		made = append(made, raw[start:from]...)
	}
	if p.Bad || uint64(len(made)) != size {
		return "", nil, ErrPacked
	}
	return string(made), p.In, nil
}
