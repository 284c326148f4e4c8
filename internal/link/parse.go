package link

import (
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"
	"time"

	"dateline/internal/record"
	"dateline/internal/text"
)

// parseWhen reads a date or an interval in EDTF, as far as people write it; empty for none.
func parseWhen(value string) (record.When, error) {
	if value == "" {
		return record.When{}, nil
	}
	first, last, interval := strings.Cut(value, "/")
	from, to, precision, err := parseDate(first)
	if err != nil || !interval {
		return whenOf(value, from, to, precision), err
	}
	_, end, precise, err := parseDate(last)
	if err == nil && !end.After(from) {
		err = wrong(fieldWhen, value, "an end that is not before the beginning")
	}
	return whenOf(value, from, end, precise), err
}

func whenOf(edtf string, from, to time.Time, precision string) record.When {
	return record.When{Date: text.Date{Type: text.DateTimex, EDTF: edtf, From: from, To: to, Precision: precision}}
}

// parseDate reads a day, a month or a year, perhaps uncertain, or an hour or a minute of a day.
func parseDate(value string) (from, to time.Time, precision string, err error) {
	plain := strings.TrimRight(value, "~?%")
	if from, err = time.Parse("2006-01-02T15:04", plain); err == nil {
		return from, from.Add(time.Minute), "minute", nil
	}
	if from, err = time.Parse("2006-01-02T15", plain); err == nil {
		return from, from.Add(time.Hour), "hour", nil
	}
	for _, form := range []struct {
		layout, precision   string
		years, months, days int
	}{{time.DateOnly, "day", 0, 0, 1}, {"2006-01", "month", 0, 1, 0}, {"2006", "year", 1, 0, 0}} {
		if from, err = time.Parse(form.layout, plain); err == nil {
			return from, from.AddDate(form.years, form.months, form.days), form.precision, nil
		}
	}
	return from, to, "", wrong(fieldWhen, value, "a date in EDTF, such as 2018-06-14, 2018-06, 2018 or 2018-06-14/2018-06-16")
}

const placeForm = "a name, and after semicolons a position, a country and an id of a gazetteer: Gravelines; 50.987, 2.128; FR; geonames:3014646"

// correctPlace puts one scene in the place of all; other places stay.
func correctPlace(t *Telling, value string) error {
	place, err := parsePlace(value)
	if err != nil {
		return err
	}
	kept := slices.DeleteFunc(slices.Clone(t.Where), func(w record.Where) bool { return w.Role == "" || w.Role == "scene" })
	if value != "" {
		kept = append([]record.Where{place}, kept...)
	}
	t.Where = kept
	return nil
}

// parsePlace reads a place as a person wrote it.
func parsePlace(value string) (record.Where, error) {
	w := record.Where{Role: "scene"}
	name, rest, more := strings.Cut(value, ";")
	if w.Name = strings.TrimSpace(name); w.Name == "" && value != "" {
		return w, wrong(fieldWhere, value, placeForm)
	}
	for more {
		var part string
		part, rest, more = strings.Cut(rest, ";")
		if err := addToPlace(&w, strings.TrimSpace(part)); err != nil {
			return w, wrong(fieldWhere, value, placeForm)
		}
	}
	return w, nil
}

func addToPlace(w *record.Where, part string) error {
	lat, lon, position := strings.Cut(part, ",")
	switch {
	case position:
		var errLat, errLon error
		w.Lat, errLat = strconv.ParseFloat(strings.TrimSpace(lat), 64)
		w.Lon, errLon = strconv.ParseFloat(strings.TrimSpace(lon), 64)
		w.Precision = "town"
		if errLat != nil || errLon != nil || !(math.Abs(w.Lat) <= 90) || !(math.Abs(w.Lon) <= 180) {
			return ErrValue
		}
	case len(part) == 2 && strings.ToUpper(part) == part:
		w.Country = part
	case strings.Contains(part, ":"):
		w.Gazetteer = part
	default:
		return ErrValue
	}
	return nil
}

// placeText writes a place as parsePlace reads it.
func placeText(w record.Where) string {
	s := strings.ReplaceAll(w.Name, ";", ",")
	if w.Precision != "" {
		s += fmt.Sprintf("; %.4f, %.4f", w.Lat, w.Lon)
	}
	if len(w.Country) == 2 {
		s += "; " + w.Country
	}
	if w.Gazetteer != "" {
		s += "; " + w.Gazetteer
	}
	return s
}
