// Package varint reads the numbers and strings of which packed forms are made: varints of encoding/binary, and bytes with their
// length before them.
package varint

import "encoding/binary"

// Reader reads from In. After the first mistake it is Bad and reads nothing but zeros.
type Reader struct {
	In  []byte // what is left
	Bad bool
}

// Fail makes the reader bad.
func (r *Reader) Fail() { r.Bad, r.In = true, nil }

// Uint reads an unsigned varint.
func (r *Reader) Uint() uint64 {
	v, n := binary.Uvarint(r.In)
	return passed(r, v, n)
}

// Int reads a signed varint.
func (r *Reader) Int() int64 {
	v, n := binary.Varint(r.In)
	return passed(r, v, n)
}

// passed goes on behind a varint of n bytes; there is none where n is not above 0.
func passed[T int64 | uint64](r *Reader, v T, n int) T {
	if n <= 0 {
		r.Fail()
		return 0
	}
	r.In = r.In[n:]
	return v
}

// Bytes reads bytes with their length before them. They are a part of In.
func (r *Reader) Bytes() []byte {
	n := r.Uint()
	if n > uint64(len(r.In)) {
		r.Fail()
		return nil
	}
	b := r.In[:n]
	r.In = r.In[n:]
	return b
}
