package packed

import (
	"encoding/binary"
	"math"
	"reflect"
	"time"

	"dateline/internal/record"
	"dateline/internal/record/varint"
	"dateline/internal/text"
)

// Read reads what Append wrote in this layout. What the layout lacks is left as it is in r, whose Body must be the one that was packed.
func (l *Layout) Read(b []byte, r *record.Reading) error {
	p := unpacker{Reader: varint.Reader{In: b}, body: r.Body}
	p.value(l.root, reflect.ValueOf(r).Elem())
	if p.Bad || len(p.In) > 0 {
		return ErrPacked
	}
	for i := range r.Amounts {
		r.Amounts[i].Of = -1 // a token, which a reading has not
	}
	return nil
}

// unpacker reads what a packer wrote.
type unpacker struct {
	varint.Reader
	body  string
	last  text.Span
	known []string
}

// value reads a value into v, or past it where v is not valid.
func (p *unpacker) value(n *node, v reflect.Value) {
	switch n.kind {
	case aString:
		put(v, func() { v.SetString(p.text()) }, func() { p.text() })
	case anInt:
		p.whole(v)
	case aBool:
		put(v, func() { v.SetBool(p.Uint() != 0) }, func() { p.Uint() })
	case aFloat:
		put(v, func() { v.SetFloat(p.float()) }, func() { p.float() })
	case aTime:
		put(v, func() { v.Set(reflect.ValueOf(p.time())) }, func() { p.time() })
	case aSpan:
		put(v, func() { v.Set(reflect.ValueOf(p.span())) }, func() { p.span() })
	case aList:
		p.list(n.parts[0], v)
	case aStruct:
		for i, part := range n.parts {
			var field reflect.Value
			if v.IsValid() && n.fields[i] >= 0 {
				field = v.Field(n.fields[i])
			}
			p.value(part, field)
		}
	}
}

func put(v reflect.Value, set, skip func()) {
	if v.IsValid() {
		set()
		return
	}
	skip()
}

func (p *unpacker) whole(v reflect.Value) {
	n := p.Int()
	switch {
	case !v.IsValid():
	case v.CanUint():
		v.SetUint(uint64(n))
	default:
		v.SetInt(n)
	}
}

// list reads a list; each of its values takes a byte at least.
func (p *unpacker) list(part *node, v reflect.Value) {
	n := p.Uint()
	if n > uint64(len(p.In)) {
		p.Fail()
		return
	}
	if n > 0 && v.IsValid() {
		v.Set(reflect.MakeSlice(v.Type(), int(n), int(n)))
	}
	for i := range int(n) {
		var each reflect.Value
		if v.IsValid() {
			each = v.Index(i)
		}
		p.value(part, each)
	}
}

func (p *unpacker) text() string {
	switch code := p.Uint(); {
	case code == noText:
		return ""
	case code == theWords:
		return at(p.body, p.last)
	case code == newText:
		s := string(p.Bytes())
		p.known = append(p.known, s)
		return s
	case code-oldText < uint64(len(p.known)):
		return p.known[code-oldText]
	}
	p.Fail()
	return ""
}

// longest is past the end of any text.
const longest = 1 << 31

func (p *unpacker) span() text.Span {
	length := p.Uint()
	if length == 0 {
		return text.Span{}
	}
	start := int64(p.last.Start) + p.Int()
	if start < 0 || start > longest || length > longest {
		p.Fail()
		return text.Span{}
	}
	p.last = text.Span{Start: int(start), End: int(start) + int(length-1)}
	return p.last
}

func (p *unpacker) float() float64 {
	n := p.Int()
	if n != 1 {
		return float64(n>>1) / fine
	}
	if len(p.In) < 8 {
		p.Fail()
		return 0
	}
	v := math.Float64frombits(binary.LittleEndian.Uint64(p.In))
	p.In = p.In[8:]
	return v
}

func (p *unpacker) time() time.Time {
	switch p.Uint() {
	case 1:
		return time.Unix(p.Int()*hour, 0).UTC()
	case 2:
		return time.Unix(p.Int(), 0).UTC()
	}
	return time.Time{}
}
