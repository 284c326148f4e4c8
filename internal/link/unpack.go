package link

import (
	"encoding/binary"
	"math"
	"time"

	"dateline/internal/record"
	"dateline/internal/record/varint"
	"dateline/internal/text"
)

// unpacker reads what a packer wrote.
type unpacker struct {
	varint.Reader
	last int
}

func (p *unpacker) string() string { return string(p.Bytes()) }

func (p *unpacker) word() string {
	switch i := p.Uint(); {
	case i == 0:
		return p.string()
	case i <= uint64(len(common)):
		return common[i-1]
	}
	p.Fail()
	return ""
}

func (p *unpacker) flags() byte {
	if len(p.In) == 0 {
		p.Fail()
		return 0
	}
	b := p.In[0]
	p.In = p.In[1:]
	return b
}

// longestBody is past the end of any body.
const longestBody = 1 << 31

func (p *unpacker) span() text.Span {
	length := p.Uint()
	if length == 0 {
		return text.Span{}
	}
	start := int64(p.last) + p.Int()
	if length > longestBody || start < 0 || start > longestBody {
		p.Fail()
		return text.Span{}
	}
	p.last = int(start)
	return text.Span{Start: int(start), End: int(start) + int(length) - 1}
}

func (p *unpacker) day() text.Day {
	year := p.Uint()
	if year == 0 {
		return text.Day{}
	}
	d := text.Day{Year: int(year), Month: time.Month(p.Uint()), Day: int(p.Uint())}
	if d.Year > 9999 || d.Month < 1 || d.Month > 12 || d.Day < 1 || d.Day > 31 {
		p.Fail()
		return text.Day{}
	}
	return d
}

func (p *unpacker) moment() time.Time {
	f := p.flags()
	switch {
	case f&1 == 0:
		return time.Time{}
	case f&2 != 0:
		return time.Unix(p.Int(), 0).UTC()
	}
	return time.Unix(p.Int()*3600, 0).UTC()
}

func (p *unpacker) date() (d text.Date) {
	f := p.flags()
	if f&1 == 0 {
		return d
	}
	d.Span = p.span()
	d.Type = text.DateType(p.word())
	d.Precision = p.word()
	d.Anchored = p.word()
	d.From = p.moment()
	d.To = p.moment()
	if d.EDTF = plainEDTF(d); f&2 == 0 {
		d.EDTF = p.string()
	}
	return d
}

func (p *unpacker) where() (w record.Where) {
	w.Span = p.span()
	w.Role = p.word()
	w.Name = p.string()
	w.Country = p.word()
	w.Admin1 = p.string()
	w.Gazetteer = p.string()
	if w.Precision = p.word(); w.Precision != "" {
		w.Lat, w.Lon = float64(p.Int())/degrees, float64(p.Int())/degrees
	}
	return w
}

func (p *unpacker) numbers() (low, best, high text.Number) {
	f := p.flags()
	plain := f&32 == 0
	if f&1 != 0 {
		low = text.Just(p.number(plain))
	}
	best, high = p.second(f&2 != 0, f&8 != 0, low, plain), text.Number{}
	high = p.second(f&4 != 0, f&16 != 0, low, plain)
	return low, best, high
}

// second reads a number that may be unknown, or the same as the first.
func (p *unpacker) second(known, same bool, first text.Number, plain bool) text.Number {
	switch {
	case !known:
		return text.Number{}
	case same:
		return first
	}
	return text.Just(p.number(plain))
}

func (p *unpacker) number(plain bool) float64 {
	if plain {
		return float64(p.Int())
	}
	if len(p.In) < 8 {
		p.Fail()
		return 0
	}
	v := math.Float64frombits(binary.LittleEndian.Uint64(p.In))
	p.In = p.In[8:]
	return v
}

func (p *unpacker) participant() (x record.Participant) {
	x.Span = p.span()
	x.Role = record.Role(p.word())
	x.Name = p.string()
	x.Country = p.word()
	x.Sector = p.word()
	x.Class = p.word()
	if x.Amount.Span = p.span(); !x.Amount.Empty() {
		x.Amount.Kind = text.AmountKind(p.word())
		x.Amount.Low, x.Amount.Best, x.Amount.High = p.numbers()
		x.Amount.Qualifier = p.span()
	}
	return x
}

func (p *unpacker) harm() (h record.Harm) {
	f := p.flags()
	h.Things, h.Total = f&1 != 0, f&2 != 0
	h.Span = p.span()
	h.Kind = p.word()
	h.Of = p.string()
	h.Low, h.Best, h.High = p.numbers()
	h.Qualifier = p.string()
	return h
}

func (p *unpacker) source() (s record.Source) {
	s.Span = p.span()
	s.Kind = p.word()
	s.Cue = p.word()
	return s
}

func (p *unpacker) hashes() []uint32 {
	last := uint32(0)
	return some(p, func() uint32 {
		last += uint32(p.Uint())
		return last
	})
}

// some reads a list; each of its values takes a byte at least.
func some[T any](p *unpacker, read func() T) []T {
	n := p.Uint()
	if n > uint64(len(p.In)) {
		p.Fail()
	}
	if n == 0 || p.Bad {
		return nil
	}
	all := make([]T, 0, n)
	for range n {
		all = append(all, read())
	}
	return all
}
