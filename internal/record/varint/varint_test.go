package varint

import (
	"encoding/binary"
	"testing"
)

func TestReaderReadsWhatWasWrittenAndThenZeros(t *testing.T) {
	b := binary.AppendVarint(binary.AppendUvarint(nil, 300), -7)
	b = append(binary.AppendUvarint(b, 2), "ok"...)
	r := Reader{In: b}
	if u, i, s := r.Uint(), r.Int(), string(r.Bytes()); u != 300 || i != -7 || s != "ok" || r.Bad || len(r.In) > 0 {
		t.Errorf("read %d, %d, %q, bad %t, %d bytes left", u, i, s, r.Bad, len(r.In))
	}
	if u := r.Uint(); u != 0 || !r.Bad {
		t.Errorf("behind the end: read %d, bad %t", u, r.Bad)
	}
}

func TestReaderTakesNoLengthBeyondTheEnd(t *testing.T) {
	r := Reader{In: append(binary.AppendUvarint(nil, 9), "ok"...)}
	if b := r.Bytes(); b != nil || !r.Bad || r.Int() != 0 {
		t.Errorf("read %q, bad %t", b, r.Bad)
	}
}
