package jsonl

import (
	"cmp"
	"encoding/json"
	"io"
	"math"
	"slices"
	"time"

	"dateline/internal/record"
	"dateline/internal/text"
)

// Options choose what a line holds. The zero value gives accounts, quotes and notes.
type Options struct {
	Body   bool // the body too
	Layers bool // the mentions too
}

// Write writes r as one line.
func Write(w io.Writer, r *record.Reading, o Options) error {
	coder := json.NewEncoder(w)
	coder.SetEscapeHTML(false)
	return coder.Encode(newPage(r).reading(o))
}

// page turns the parts of a reading into their shapes.
type page struct {
	*record.Reading
	ruler
}

func newPage(r *record.Reading) page { return page{r, newRuler(r.Body)} }

func (p page) reading(o Options) reading {
	line := reading{
		Schema: Schema, Report: p.report(), Accounts: mapped(p.Accounts, p.account), Quotes: mapped(p.Quotes, p.quote), Notes: mapped(p.Notes, p.note),
	}
	if o.Body {
		line.Body = &p.Body
	}
	if o.Layers {
		line.Mentions = &mentions{p.names(), mapped(p.Dates, p.date), mapped(p.Places, p.place), mapped(p.Amounts, p.figure), mapped(p.Actors, p.actor)}
	}
	for _, s := range p.Furniture {
		line.Furniture = append(line.Furniture, [2]int{s.Start, s.End})
	}
	return line
}

func (p page) report() report {
	r := p.Report
	return report{
		ID: r.ID, File: r.File, URL: r.URL, Outlet: r.Outlet, Title: r.Title, Byline: r.Byline, Published: r.Published.String(),
		Language: p.Language, Truncated: r.Truncated, BodyChars: p.point(len(p.Body)),
	}
}

func (p page) account(a record.Account) account {
	return account{
		ID: a.ID, Act: a.Act, Trigger: p.words(a.Trigger), Also: some(a.Also, p.words), Realisation: string(a.Realisation), Shown: p.optional(a.Shown),
		Negated: a.Negated, Blame: string(a.Blame), Blamed: p.optional(a.Blamed), Participants: some(a.Participants, p.participant), When: p.when(a.When), Where: some(a.Where, p.where),
		Harm: some(a.Harm, p.harm), SaidBy: some(a.SaidBy, p.source), Codes: some(a.Codes, newCode), Sentence: a.Sentence, Background: a.Background,
		Confidence: math.Round(a.Confidence*1000) / 1000, Origin: a.Origin,
	}
}

func (p page) participant(x record.Participant) participant {
	shape := participant{Role: string(x.Role), words: p.words(x.Span), Name: x.Name, Country: x.Country, Sector: x.Sector, Class: x.Class, Origin: x.Origin}
	if !x.Amount.Empty() {
		amount := p.figure(x.Amount)
		amount.Of = ""
		shape.Amount = &amount
	}
	return shape
}

func (p page) figure(a text.Amount) figure {
	shape := figure{words: p.words(a.Span), Low: a.Low, Best: a.Best, High: a.High, Kind: string(a.Kind), Adds: a.Adds, Origin: a.Origin}
	shape.Of = p.Body[a.Counted.Start:a.Counted.End]
	shape.Qualifier = p.Body[a.Qualifier.Start:a.Qualifier.End]
	return shape
}

func (p page) when(w record.When) *when {
	if w.Empty() {
		return nil
	}
	shape := p.date(w.Date)
	return &shape
}

func (p page) date(d text.Date) when {
	return when{
		words: p.words(d.Span), Type: string(d.Type), Value: d.Value, EDTF: d.EDTF, From: moment(d.From), To: moment(d.To),
		Precision: d.Precision, Anchored: d.Anchored, Origin: d.Origin,
	}
}

const momentLayout = "2006-01-02T15:04:05"

// moment writes local time without a zone, and nothing for a moment that is not known.
func moment(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.Format(momentLayout)
}

func (p page) where(w record.Where) place {
	shape := p.place(w.Place)
	shape.Role = w.Role
	return shape
}

func (p page) place(x text.Place) place {
	shape := place{words: p.words(x.Span), Name: x.Name, Country: x.Country, Admin1: x.Admin1, Admin2: x.Admin2, Gazetteer: x.Gazetteer, Precision: x.Precision, Within: x.Within, Role: x.Part, Origin: x.Origin}
	if x.Precision != "" {
		shape.Lat, shape.Lon = &x.Lat, &x.Lon
	}
	return shape
}

func (p page) harm(h record.Harm) harm {
	return harm{
		Kind: h.Kind, Of: h.Of, words: p.words(h.Span), Low: h.Low, Best: h.Best, High: h.High, Qualifier: h.Qualifier, Things: h.Things, Total: h.Total, Origin: h.Origin,
	}
}

func (p page) source(s record.Source) source {
	return source{words: p.words(s.Span), Kind: s.Kind, Cue: s.Cue}
}

func newCode(c record.Code) code { return code(c) }

func (p page) quote(q record.Quote) quote {
	shape := quote{Cue: p.optional(q.Cue), Direct: q.Direct, words: p.words(q.Span), Origin: q.Origin}
	if !q.Speaker.Empty() {
		shape.Speaker = &speaker{p.words(q.Speaker.Span), q.Speaker.Name, q.Speaker.Role}
	}
	return shape
}

// names gives the names, and beside them the people and bodies that are mentioned without one ("riot police"), which have no
// type, in order of position.
func (p page) names() []name {
	all := mapped(p.Names, p.name)
	for _, a := range p.Actors {
		named := slices.ContainsFunc(p.Names, func(n text.Name) bool { return n.Meets(a.Span) })
		if !named && a.Same < 0 {
			all = append(all, name{words: p.words(a.Span), Name: a.Name, Country: a.Country, Sector: a.Sector})
		}
	}
	slices.SortStableFunc(all, func(a, b name) int { return cmp.Compare(a.Start, b.Start) })
	return all
}

// name gives a name with the country and sector of the actor that it names.
func (p page) name(n text.Name) name {
	shape := name{words: p.words(n.Span), Type: n.Type.String(), Name: p.Body[n.Start:n.End]}
	for _, a := range p.Actors {
		if a.Span.Holds(n.Span) && a.Name != "" {
			shape.Name, shape.Country, shape.Sector = a.Name, a.Country, a.Sector
			break
		}
	}
	return shape
}

func (p page) actor(a text.Actor) actor {
	shape := actor{words: p.words(a.Span), Kind: string(a.Kind), Name: a.Name, Role: a.Role, Country: a.Country, Sector: a.Sector, Class: a.Class}
	if a.Same >= 0 && a.Same < len(p.Actors) {
		shape.Same = p.optional(p.Actors[a.Same].Span)
	}
	return shape
}

func (p page) note(n record.Note) noteLine {
	shape := noteLine{Reason: n.Reason, Detail: n.Detail}
	if w := p.optional(n.Span); w != nil {
		shape.Text, shape.Start, shape.End = &w.Text, &w.Start, &w.End
	}
	return shape
}

func (p page) words(s text.Span) words {
	return words{p.Body[s.Start:s.End], p.point(s.Start), p.point(s.End)}
}

func (p page) optional(s text.Span) *words {
	if s.Empty() {
		return nil
	}
	w := p.words(s)
	return &w
}

// mapped returns shape of each value; an empty list rather than none, so that a line says "[]".
func mapped[T, S any](values []T, shape func(T) S) []S {
	shapes := make([]S, len(values))
	for i, v := range values {
		shapes[i] = shape(v)
	}
	return shapes
}

// some is mapped for a list that is left out when empty.
func some[T, S any](values []T, shape func(T) S) []S {
	if len(values) == 0 {
		return nil
	}
	return mapped(values, shape)
}
