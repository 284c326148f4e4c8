package packed

import (
	"encoding/binary"
	"math"
	"reflect"
	"time"

	"dateline/internal/record"
	"dateline/internal/text"
)

// Append adds a reading, but for its body and what its report is, which those who read it must know.
func (l *Layout) Append(dst []byte, r *record.Reading) []byte {
	p := packer{out: dst, body: r.Body, known: make(map[string]uint64, 64)}
	p.value(l.root, reflect.ValueOf(r).Elem())
	return p.out
}

// packer appends values. Positions are written as their distance to the last one; a text that came before as its number.
type packer struct {
	out   []byte
	body  string
	last  text.Span
	known map[string]uint64
}

// What stands in the place of a text: nothing, the words of the last span, or the number of one that came before.
const (
	noText   = 0
	theWords = 1
	newText  = 2
	oldText  = 3
)

func (p *packer) uint(v uint64) { p.out = binary.AppendUvarint(p.out, v) }
func (p *packer) int(v int64)   { p.out = binary.AppendVarint(p.out, v) }

func (p *packer) value(n *node, v reflect.Value) {
	switch n.kind {
	case aString:
		p.text(v.String())
	case anInt:
		p.int(whole(v))
	case aBool:
		p.bool(v.Bool())
	case aFloat:
		p.float(v.Float())
	case aTime:
		p.time(v.Interface().(time.Time))
	case aSpan:
		p.span(text.Span{Start: int(v.Field(0).Int()), End: int(v.Field(1).Int())})
	case aList:
		p.uint(uint64(v.Len()))
		for i := range v.Len() {
			p.value(n.parts[0], v.Index(i))
		}
	case aStruct:
		for i, part := range n.parts {
			p.value(part, v.Field(n.fields[i]))
		}
	}
}

func whole(v reflect.Value) int64 {
	if v.CanUint() {
		return int64(v.Uint())
	}
	return v.Int()
}

func (p *packer) text(s string) {
	number, before := p.known[s]
	switch {
	case s == "":
		p.uint(noText)
	case before:
		p.uint(number + oldText)
	case s == at(p.body, p.last):
		p.uint(theWords)
	default:
		p.known[s] = uint64(len(p.known))
		p.uint(newText)
		p.uint(uint64(len(s)))
		p.out = append(p.out, s...)
	}
}

// span writes 0 for the zero span, and for one that ends before it begins, which would be a fault of the program.
func (p *packer) span(s text.Span) {
	if s.Start < 0 || s.End < s.Start || s == (text.Span{}) {
		p.uint(0)
		return
	}
	p.uint(uint64(s.End-s.Start) + 1)
	p.int(int64(s.Start - p.last.Start))
	p.last = s
}

// at gives the words of a span; furniture, which lies in the raw text, may have none.
func at(body string, s text.Span) string {
	if s.End > len(body) {
		return ""
	}
	return body[s.Start:s.End]
}

// fine is how finely the numbers are that are written short.
const fine = 1e5

func (p *packer) float(v float64) {
	if n := math.Round(v * fine); math.Abs(n) < 1<<50 && n/fine == v && (n != 0 || !math.Signbit(v)) {
		p.int(int64(n) << 1)
		return
	}
	p.int(1)
	p.out = binary.LittleEndian.AppendUint64(p.out, math.Float64bits(v))
}

const hour = 3600

// time writes whole hours short.
func (p *packer) time(t time.Time) {
	switch s := t.Unix(); {
	case t.IsZero():
		p.uint(0)
	case s%hour == 0:
		p.uint(1)
		p.int(s / hour)
	default:
		p.uint(2)
		p.int(s)
	}
}

func (p *packer) bool(b bool) {
	if b {
		p.out = append(p.out, 1)
		return
	}
	p.out = append(p.out, 0)
}
