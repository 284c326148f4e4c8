package link

import (
	"os"
	"strings"
	"testing"

	"dateline/internal/record"
	"dateline/internal/text"
)

// linker is the one that ships.
func linker(t testing.TB) *Linker {
	t.Helper()
	l, err := New(os.DirFS("../../codebook"))
	if err != nil {
		t.Fatal(err)
	}
	return l
}

// told makes a telling: "REPORT ACT DAY PLACE", where DAY may be a month, a year or "-", and PLACE "-". The report is published the day after.
func told(line string, names ...string) Telling {
	f := strings.Fields(line)
	t := Telling{
		ID: record.AccountID(f[0] + "#" + f[1]), Report: f[0], Outlet: "Outlet " + f[0], Whole: true, Act: f[1], Language: text.English,
		Trigger: text.Span{Start: 10, End: 17}, Realisation: record.Happened, Confidence: 0.9,
	}
	if f[2] != "-" {
		t.When, _ = parseWhen(f[2])
		t.When.Span = text.Span{Start: 20, End: 26}
	}
	if !t.When.From.IsZero() {
		next := t.When.From.AddDate(0, 0, 1)
		t.Published = text.Day{Year: next.Year(), Month: next.Month(), Day: next.Day()}
	}
	if place, known := towns[f[3]]; known {
		t.Where = []record.Where{{Place: place, Role: "scene"}}
	}
	for i, n := range names {
		t.Names = append(t.Names, hash(n))
		t.Persons |= 1 << i
		t.Near |= 1 << i
	}
	return t
}

var towns = map[string]text.Place{
	"Gravelines": {Name: "Gravelines", Country: "FR", Admin1: "Hauts-de-France", Lat: 50.987, Lon: 2.128, Gazetteer: "geonames:1", Precision: "town"},
	"Calais":     {Name: "Calais", Country: "FR", Admin1: "Hauts-de-France", Lat: 50.952, Lon: 1.853, Gazetteer: "geonames:2", Precision: "town"},
	"Lyon":       {Name: "Lyon", Country: "FR", Admin1: "Auvergne-Rhône-Alpes", Lat: 45.75, Lon: 4.85, Gazetteer: "geonames:3", Precision: "town"},
	"France":     {Name: "France", Country: "FR", Lat: 46, Lon: 2, Gazetteer: "geonames:4", Precision: "country"},
}

// with adds a harm: "dead 3", "displaced 10..20".
func with(t Telling, kind, figure string) Telling {
	low, best, high, err := parseFigure(kind, figure)
	if err != nil {
		panic(err)
	}
	t.Harm = append(t.Harm, record.Harm{Span: text.Span{Start: 30, End: 34}, Kind: kind, Low: low, Best: best, High: high})
	return t
}

// eventsOf groups tellings as a ledger would, all of them being one neighbourhood.
func eventsOf(l *Linker, judged []Judgement, all ...Telling) []record.Event {
	var edges []Edge
	for j := range all {
		for i := range j {
			if score, reasons := l.Compare(&all[i], &all[j]); score >= Kept {
				edges = append(edges, Edge{A: all[i].ID, B: all[j].ID, Score: score, Why: func() []record.Reason { return reasons }})
			}
		}
	}
	return l.Events(all, edges, judged)
}

// shown writes events as their members' reports: "a b | c".
func shown(events []record.Event) string {
	var parts []string
	for _, e := range events {
		var reports []string
		for _, m := range e.Members {
			reports = append(reports, m.Report)
		}
		parts = append(parts, strings.Join(reports, " "))
	}
	return strings.Join(parts, " | ")
}
