package link

import (
	"time"

	"dateline/internal/record"
)

// Summary is what lists, the map and the timeline say of an event.
type Summary struct {
	From, To       time.Time // half-open; zero when no report says
	Precision      string
	Lat, Lon       float64 // degrees
	Placed         bool    // Lat and Lon mean something
	Place          string  // its name
	PlacePrecision string
	Country        string // ISO 3166-1 alpha-2
	Realisation    string
	Outlets        []string
	Harm           map[string]record.Value // by kind
	Differs        bool                    // some question has claims that differ
	Series         string                  // the same for acts of one kind at one place; empty where there is no such series
	Line           string                  // one sentence: what, who, when, where, how many
}

// Summary draws what lists say of an event from the tellings of its members, which come in their order.
func (l *Linker) Summary(e record.Event, members []Telling, rule Rule) Summary {
	return Summary{Line: e.Act}
}

// Relate says how the events of two tellings are related though they are not one: follow-up or part-of; empty when they are not.
func (l *Linker) Relate(a, b *Telling) (kind string, reasons []record.Reason) { return "", nil }

// Correct puts a field of a telling right, as a person wrote it.
func Correct(t Telling, field, value string) (Telling, error) { return t, nil }
