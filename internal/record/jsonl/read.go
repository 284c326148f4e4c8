package jsonl

import (
	"bufio"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"iter"
	"slices"
	"time"

	"dateline/internal/record"
	"dateline/internal/text"
)

// ErrNoBody is the error of a reading whose positions cannot be checked because its line has no body.
var ErrNoBody = errors.New("no body in the line; write it with --body")

// Read returns the readings of r, one a line, each with its body. A line that is no reading, or one whose words are not
// at its positions, comes as an error that names the line; the rest goes on.
func Read(r io.Reader) iter.Seq2[*record.Reading, error] {
	return func(yield func(*record.Reading, error) bool) {
		lines, number := bufio.NewReader(r), 0
		for {
			line, err := lines.ReadBytes('\n')
			number++
			if len(line) > 1 {
				reading, bad := parse(line)
				if bad != nil {
					reading, bad = nil, fmt.Errorf("line %d: %w", number, bad)
				}
				if !yield(reading, bad) {
					return
				}
			}
			if err == io.EOF {
				return
			}
			if err != nil {
				yield(nil, fmt.Errorf("line %d: %w", number, err))
				return
			}
		}
	}
}

func parse(line []byte) (*record.Reading, error) {
	var shape reading
	if err := json.Unmarshal(line, &shape); err != nil {
		return nil, err
	}
	if shape.Schema != Schema {
		return nil, fmt.Errorf("schema %q, want %q", shape.Schema, Schema)
	}
	if shape.Body == nil {
		return nil, ErrNoBody
	}
	b := back{body: *shape.Body, at: offsets(*shape.Body)}
	found := b.reading(shape)
	return found, b.err
}

// back turns shapes into the parts of a reading. It keeps the first mistake in err.
type back struct {
	body string
	at   []int // byte position of each code point, and of the end
	err  error
}

func (b *back) span(w words) text.Span {
	if w.Start < 0 || w.End < w.Start || w.End >= len(b.at) {
		b.fail("%q at %d–%d lies outside of the body", w)
		return text.Span{}
	}
	s := text.Span{Start: b.at[w.Start], End: b.at[w.End]}
	if b.body[s.Start:s.End] != w.Text {
		b.fail("%q is not at %d–%d", w)
	}
	return s
}

func (b *back) fail(format string, w words) {
	if b.err == nil {
		b.err = fmt.Errorf(format, w.Text, w.Start, w.End)
	}
}

func (b *back) optional(w *words) text.Span {
	if w == nil {
		return text.Span{}
	}
	return b.span(*w)
}

func (b *back) reading(shape reading) *record.Reading {
	r := shape.Report
	found := &record.Reading{
		Report: text.Report{ID: r.ID, File: r.File, URL: r.URL, Outlet: r.Outlet, Title: r.Title, Byline: r.Byline,
			Published: text.ParseDay(r.Published), Language: r.Language, Truncated: r.Truncated},
		Language: r.Language, Body: b.body,
		Accounts: mapped(shape.Accounts, b.account), Quotes: mapped(shape.Quotes, b.quote), Notes: mapped(shape.Notes, b.note),
	}
	for _, s := range shape.Furniture {
		found.Furniture = append(found.Furniture, text.Span{Start: s[0], End: s[1]})
	}
	if m := shape.Mentions; m != nil {
		unnamed := func(n name) bool { return n.Type == "" } // they stand among the actors
		found.Names, found.Dates, found.Places = mapped(slices.DeleteFunc(m.Names, unnamed), b.name), mapped(m.Dates, b.date), mapped(m.Places, b.place)
		found.Amounts, found.Actors = mapped(m.Amounts, b.figure), mapped(m.Actors, b.actor)
	}
	return found
}

func (b *back) account(a account) record.Account {
	found := record.Account{
		ID: a.ID, Act: a.Act, Trigger: b.span(a.Trigger), Also: some(a.Also, b.span), Realisation: record.Realisation(a.Realisation),
		Shown: b.optional(a.Shown), Negated: a.Negated, Blame: record.Blame(a.Blame), Blamed: b.optional(a.Blamed), Participants: some(a.Participants, b.participant), Where: some(a.Where, b.where),
		Harm: some(a.Harm, b.harm), SaidBy: some(a.SaidBy, b.source), Codes: some(a.Codes, oldCode), Sentence: a.Sentence, Background: a.Background,
		Confidence: a.Confidence, Origin: a.Origin,
	}
	if a.When != nil {
		found.When.Date = b.date(*a.When)
	}
	return found
}

func (b *back) participant(x participant) record.Participant {
	found := record.Participant{Span: b.span(x.words), Role: record.Role(x.Role), Name: x.Name, Country: x.Country, Sector: x.Sector, Class: x.Class, Origin: x.Origin}
	if x.Amount != nil {
		found.Amount = b.figure(*x.Amount)
	}
	return found
}

// figure leaves Of and Qualifier, which a line holds as bare words, to their words: they have no position.
func (b *back) figure(f figure) text.Amount {
	return text.Amount{Span: b.span(f.words), Low: f.Low, Best: f.Best, High: f.High, Kind: text.AmountKind(f.Kind), Of: -1, Adds: f.Adds, Origin: f.Origin}
}

func (b *back) date(w when) text.Date {
	return text.Date{
		Span: b.span(w.words), Type: text.DateType(w.Type), Value: w.Value, EDTF: w.EDTF, From: b.moment(w.From), To: b.moment(w.To),
		Precision: w.Precision, Anchored: w.Anchored, Origin: w.Origin,
	}
}

func (b *back) moment(s string) time.Time {
	if s == "" {
		return time.Time{}
	}
	t, err := time.Parse(momentLayout, s)
	if err != nil && b.err == nil {
		b.err = err
	}
	return t
}

func (b *back) where(x place) record.Where {
	found := record.Where{Place: b.place(x), Role: x.Role}
	found.Part = ""
	return found
}

func (b *back) place(x place) text.Place {
	found := text.Place{Span: b.span(x.words), Name: x.Name, Country: x.Country, Admin1: x.Admin1, Admin2: x.Admin2, Gazetteer: x.Gazetteer, Precision: x.Precision, Within: x.Within, Part: x.Role, Origin: x.Origin}
	if x.Lat != nil && x.Lon != nil {
		found.Lat, found.Lon = *x.Lat, *x.Lon
	}
	return found
}

func (b *back) harm(h harm) record.Harm {
	return record.Harm{Span: b.span(h.words), Kind: h.Kind, Of: h.Of, Low: h.Low, Best: h.Best, High: h.High, Qualifier: h.Qualifier, Things: h.Things, Total: h.Total, Origin: h.Origin}
}

func (b *back) source(s source) record.Source {
	return record.Source{Span: b.span(s.words), Kind: s.Kind, Cue: s.Cue}
}

func oldCode(c code) record.Code { return record.Code(c) }

func (b *back) quote(q quote) record.Quote {
	found := record.Quote{Span: b.span(q.words), Direct: q.Direct, Cue: b.optional(q.Cue), Origin: q.Origin}
	if q.Speaker != nil {
		found.Speaker = record.Speaker{Span: b.span(q.Speaker.words), Name: q.Speaker.Name, Role: q.Speaker.Role}
	}
	return found
}

func (b *back) name(n name) text.Name {
	return text.Name{Span: b.span(n.words), Type: text.NameTypeNamed(n.Type)}
}

func (b *back) actor(a actor) text.Actor {
	return text.Actor{Span: b.span(a.words), Kind: text.ActorKind(a.Kind), Name: a.Name, Role: a.Role, Country: a.Country, Sector: a.Sector, Class: a.Class, Amount: -1, Same: -1}
}

func (b *back) note(n noteLine) record.Note {
	found := record.Note{Reason: n.Reason, Detail: n.Detail}
	if n.Text != nil && n.Start != nil && n.End != nil {
		found.Span = b.span(words{*n.Text, *n.Start, *n.End})
	}
	return found
}
