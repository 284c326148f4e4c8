package link

import (
	"encoding/binary"
	"errors"
	"fmt"
	"math"
	"slices"
	"time"

	"dateline/internal/record"
	"dateline/internal/record/varint"
	"dateline/internal/text"
)

// packing is the number of the form that Encode writes, its first byte.
const packing = 1

// ErrPacked is the error of bytes that Encode did not write.
var ErrPacked = errors.New("not a packed telling")

// common are the words that most tellings hold, written as one byte: their place here. New words are only ever added at the end.
var common = []string{
	"", "en", "fr", "happened", "ongoing", "attempted", "planned", "ordered", "demanded", "threatened", "denied", "hypothetical",
	"initiator", "target", "intervener", "bystander", "beneficiary", "instrument-holder", "scene", "origin", "destination",
	"minute", "hour", "part-of-day", "day", "weekend", "week", "month", "season", "quarter", "half-year", "year", "decade", "century",
	"town", "admin2", "admin1", "country", "sea", "region", "published", "told", "DATE", "TIME", "DURATION", "SET",
	"dead", "injured", "missing", "rescued", "arrested", "detained", "displaced", "deported", "ill", "destroyed",
	"person", "organisation", "group", "outlet", "official", "spokesperson", "professional", "private", "victim", "minor",
	"COP", "GOV", "JUD", "LEG", "MIL", "PTY", "REB", "SPY", "UAF", "AGR", "BUS", "CRM", "CVL", "EDU", "ELI", "JRN", "LAB", "MED", "REF", "OPP", "REL", "SOC", "UNK",
	"FR", "US", "GB", "ES", "IT", "GR", "DE", "BE", "MA", "TN", "LY", "TR", "SY", "FRA", "USA", "GBR", "ESP", "ITA", "GRC", "DEU",
	"said", "count", "age", "percent", "money", "measure", "ordinal",
}

// Encode writes a telling for the ledger, but for ID and Report, which the ledger keeps beside it.
func (t Telling) Encode() ([]byte, error) {
	p := packer{out: []byte{packing}}
	p.flags(t.Whole, t.Passive, t.Negated, t.Background)
	p.string(t.Outlet)
	p.day(t.Published)
	p.word(string(t.Language))
	p.word(t.Act)
	p.word(string(t.Realisation))
	p.uint(uint64(math.Round(max(0, min(1, t.Confidence)) * 100)))
	p.span(t.Trigger)
	each(&p, t.Also, p.span)
	p.date(t.When.Date)
	each(&p, t.Where, p.where)
	each(&p, t.Participants, p.participant)
	each(&p, t.Harm, p.harm)
	each(&p, t.SaidBy, p.source)
	each(&p, t.Speakers, p.string)
	p.hashes(t.Words)
	p.hashes(t.Names)
	p.uint(uint64(t.Persons))
	p.uint(uint64(t.Towns))
	p.uint(uint64(t.Near))
	return p.out, nil
}

// Decode reads what Encode wrote. Its error is ErrPacked.
func Decode(b []byte) (t Telling, err error) {
	if len(b) == 0 || b[0] != packing {
		return t, fmt.Errorf("%w: no form that is known", ErrPacked)
	}
	p := unpacker{Reader: varint.Reader{In: b[1:]}}
	f := p.flags()
	t.Whole, t.Passive, t.Negated, t.Background = f&1 != 0, f&2 != 0, f&4 != 0, f&8 != 0
	t.Outlet = p.string()
	t.Published = p.day()
	t.Language = text.Language(p.word())
	t.Act = p.word()
	t.Realisation = record.Realisation(p.word())
	t.Confidence = float64(p.Uint()) / 100
	t.Trigger = p.span()
	t.Also = some(&p, p.span)
	t.When.Date = p.date()
	t.Where = some(&p, p.where)
	t.Participants = some(&p, p.participant)
	t.Harm = some(&p, p.harm)
	t.SaidBy = some(&p, p.source)
	t.Speakers = some(&p, p.string)
	t.Words = p.hashes()
	t.Names = p.hashes()
	t.Persons = uint32(p.Uint())
	t.Towns = uint32(p.Uint())
	t.Near = uint32(p.Uint())
	if p.Bad || len(p.In) > 0 {
		return Telling{}, ErrPacked
	}
	return t, nil
}

// packer appends values. Positions are written as the distance to the last one.
type packer struct {
	out  []byte
	last int
}

func (p *packer) uint(v uint64) { p.out = binary.AppendUvarint(p.out, v) }
func (p *packer) int(v int64)   { p.out = binary.AppendVarint(p.out, v) }
func (p *packer) string(s string) {
	p.uint(uint64(len(s)))
	p.out = append(p.out, s...)
}

// word writes one of the common words as its place, another as nothing and itself.
func (p *packer) word(s string) {
	if i := slices.Index(common, s); i >= 0 {
		p.uint(uint64(i) + 1)
		return
	}
	p.uint(0)
	p.string(s)
}

func (p *packer) flags(all ...bool) {
	var bits byte
	for i, set := range all {
		if set {
			bits |= 1 << i
		}
	}
	p.out = append(p.out, bits)
}

// span writes 0 for the zero span.
func (p *packer) span(s text.Span) {
	if s == (text.Span{}) {
		p.uint(0)
		return
	}
	p.uint(uint64(s.End-s.Start) + 1)
	p.int(int64(s.Start - p.last))
	p.last = s.Start
}

func (p *packer) day(d text.Day) {
	if !d.Known() {
		p.uint(0)
		return
	}
	p.uint(uint64(d.Year))
	p.uint(uint64(d.Month))
	p.uint(uint64(d.Day))
}

func (p *packer) moment(t time.Time) {
	p.flags(!t.IsZero(), t.Unix()%3600 != 0)
	switch {
	case t.IsZero():
	case t.Unix()%3600 != 0:
		p.int(t.Unix())
	default:
		p.int(t.Unix() / 3600)
	}
}

func (p *packer) date(d text.Date) {
	if d == (text.Date{}) {
		p.flags(false)
		return
	}
	p.flags(true, d.EDTF == plainEDTF(d))
	p.span(d.Span)
	p.word(string(d.Type))
	p.word(d.Precision)
	p.word(d.Anchored)
	p.moment(d.From)
	p.moment(d.To)
	if d.EDTF != plainEDTF(d) {
		p.string(d.EDTF)
	}
}

// plainEDTF is how most dates are written, given where they begin and how precise they are.
func plainEDTF(d text.Date) string {
	layout := map[string]string{"day": time.DateOnly, "part-of-day": time.DateOnly, "month": "2006-01", "year": "2006"}[d.Precision]
	if layout == "" || d.From.IsZero() {
		return ""
	}
	return d.From.Format(layout)
}

// degrees is how finely positions are kept: some ten metres.
const degrees = 1e4

func (p *packer) where(w record.Where) {
	p.span(w.Span)
	p.word(w.Role)
	p.string(w.Name)
	p.word(w.Country)
	p.string(w.Admin1)
	p.string(w.Gazetteer)
	p.word(w.Precision)
	if w.Precision != "" {
		p.int(int64(math.Round(w.Lat * degrees)))
		p.int(int64(math.Round(w.Lon * degrees)))
	}
}

func (p *packer) numbers(low, best, high text.Number) {
	p.flags(low.Known, best.Known, high.Known, best == low, high == low, !whole(low, best, high))
	if low.Known {
		p.number(low.Value, low, best, high)
	}
	if best.Known && best != low {
		p.number(best.Value, low, best, high)
	}
	if high.Known && high != low {
		p.number(high.Value, low, best, high)
	}
}

func (p *packer) number(v float64, all ...text.Number) {
	if whole(all...) {
		p.int(int64(v))
		return
	}
	p.out = binary.LittleEndian.AppendUint64(p.out, math.Float64bits(v))
}

func whole(all ...text.Number) bool {
	return !slices.ContainsFunc(all, func(n text.Number) bool {
		return n.Known && (n.Value != math.Trunc(n.Value) || math.Abs(n.Value) > 1<<52)
	})
}

func (p *packer) participant(x record.Participant) {
	p.span(x.Span)
	p.word(string(x.Role))
	p.string(x.Name)
	p.word(x.Country)
	p.word(x.Sector)
	p.word(x.Class)
	p.span(x.Amount.Span)
	if !x.Amount.Empty() {
		p.word(string(x.Amount.Kind))
		p.numbers(x.Amount.Low, x.Amount.Best, x.Amount.High)
		p.span(x.Amount.Qualifier)
	}
}

func (p *packer) harm(h record.Harm) {
	p.flags(h.Things, h.Total)
	p.span(h.Span)
	p.word(h.Kind)
	p.string(h.Of)
	p.numbers(h.Low, h.Best, h.High)
	p.string(h.Qualifier)
}

func (p *packer) source(s record.Source) {
	p.span(s.Span)
	p.word(s.Kind)
	p.word(s.Cue)
}

// hashes writes sorted hashes as their distances.
func (p *packer) hashes(all []uint32) {
	p.uint(uint64(len(all)))
	last := uint32(0)
	for _, h := range all {
		p.uint(uint64(h - last))
		last = h
	}
}

func each[T any](p *packer, all []T, write func(T)) {
	p.uint(uint64(len(all)))
	for _, v := range all {
		write(v)
	}
}
