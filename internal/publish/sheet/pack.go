package sheet

import (
	"encoding/binary"
	"errors"
	"math"
)

// What stands before a packed cell.
const (
	packedNil byte = iota
	packedText
	packedWhole
	packedDecimal
	packedFalse
	packedTrue
)

// Append packs a row, for Unpack to read within the same run of a program.
func (r Row) Append(dst []byte) []byte {
	dst = binary.AppendUvarint(dst, uint64(len(r)))
	for _, cell := range r {
		switch v := cell.(type) {
		case string:
			dst = append(binary.AppendUvarint(append(dst, packedText), uint64(len(v))), v...)
		case int64:
			dst = binary.AppendVarint(append(dst, packedWhole), v)
		case float64:
			dst = binary.LittleEndian.AppendUint64(append(dst, packedDecimal), math.Float64bits(v))
		case bool:
			dst = append(dst, packedFalse)
			if v {
				dst[len(dst)-1] = packedTrue
			}
		default:
			dst = append(dst, packedNil)
		}
	}
	return dst
}

var errPacked = errors.New("no packed row")

// Unpack reads the row that Append put at the beginning of b, and gives what stands behind it.
func Unpack(b []byte) (row Row, rest []byte, err error) {
	cells, n := binary.Uvarint(b)
	if n <= 0 || cells > uint64(len(b)) {
		return nil, nil, errPacked
	}
	row, rest = make(Row, cells), b[n:]
	for i := range row {
		if len(rest) == 0 {
			return nil, nil, errPacked
		}
		if row[i], rest, err = unpackCell(rest[0], rest[1:]); err != nil {
			return nil, nil, err
		}
	}
	return row, rest, nil
}

func unpackCell(kind byte, b []byte) (cell any, rest []byte, err error) {
	switch kind {
	case packedNil:
		return nil, b, nil
	case packedFalse, packedTrue:
		return kind == packedTrue, b, nil
	case packedText:
		if size, n := binary.Uvarint(b); n > 0 && size <= uint64(len(b)-n) {
			return string(b[n : n+int(size)]), b[n+int(size):], nil
		}
	case packedWhole:
		if v, n := binary.Varint(b); n > 0 {
			return v, b[n:], nil
		}
	case packedDecimal:
		if len(b) >= 8 {
			return math.Float64frombits(binary.LittleEndian.Uint64(b)), b[8:], nil
		}
	}
	return nil, nil, errPacked
}
