package link

import (
	"encoding/binary"
	"hash/fnv"
	"math"
	"slices"
	"time"

	"dateline/internal/record"
)

// The kinds of keys.
const (
	monthHere   = 'm' // family, place, month
	monthAbout  = 'c' // family, square of the map, month
	yearHere    = 'y' // family, place, year
	monthName   = 'n' // family, somebody's name, month of publication
	monthFigure = 'f' // family, a count of people, month
	sentence    = 's' // act, words of a sentence
	dayHere     = 'd' // place, day: of acts that may be part of another
	name        = 'p' // somebody's name: of acts that may follow on another
)

const (
	squares    = 2 // per degree
	mostPlaces = 2 // that keys are made of
	mostPeople = 3
	edgeDays   = 5 // this close to the end of a month, the next one counts too
)

// Keys gives the keys under which an account is found by those that may tell the same event: they share at least one. They are
// made of the kind of act with place and month, with names and month, or with the words of a sentence, so that few share one.
func (l *Linker) Keys(t *Telling) []uint64 {
	keys := l.kin(t)
	for _, family := range l.familiesOf(t.Act) {
		keys = append(keys, l.placeKeys(t, family)...)
		keys = append(keys, l.nameKeys(t, family)...)
	}
	for at := 0; at+2 <= min(len(t.Words), 4); at += 2 {
		keys = append(keys, key(sentence, t.Act, int64(t.Words[at]), int64(t.Words[at+1])))
	}
	slices.Sort(keys)
	return slices.Compact(keys)
}

// placeKeys are made of a family of acts, places, and months or years; and of counts.
func (l *Linker) placeKeys(t *Telling, family string) (keys []uint64) {
	months := monthsOf(t)
	year, dated := yearOf(t)
	for _, place := range placesOf(t) {
		for _, m := range months {
			keys = append(keys, key(monthHere, family, int64(place), m))
		}
		if dated && !l.minor[t.Act] {
			keys = append(keys, key(yearHere, family, int64(place), year))
		}
	}
	for _, m := range months {
		for _, w := range scenes(t)[:min(len(scenes(t)), mostPlaces)] {
			if w.Precision != "" {
				keys = append(keys, key(monthAbout, family, m, square(w.Lat), square(w.Lon)))
			}
		}
		for _, figure := range tellingCounts(t) {
			keys = append(keys, key(monthFigure, family, m, figure))
		}
	}
	return keys
}

// nameKeys are made of a family of acts, names, and the month of publication.
func (l *Linker) nameKeys(t *Telling, family string) (keys []uint64) {
	for _, m := range around30(t.Published.Time()) {
		for _, name := range append(people(t, l.minor[t.Act]), otherNear(t)...) {
			keys = append(keys, key(monthName, family, m, int64(name)))
		}
	}
	return keys
}

// mostKin is how many people of an account lead to what it follows on.
const mostKin = 2

// kin gives the keys by which acts find those that they are a part of, or follow on.
func (l *Linker) kin(t *Telling) (keys []uint64) {
	if l.inParts[t.Act] && exact(t) {
		for _, w := range scenes(t)[:min(len(scenes(t)), 1)] {
			keys = append(keys, key(dayHere, "", int64(hash(placeName(w))), t.When.From.Unix()/int64(day.Seconds())))
		}
	}
	if l.inFollows[t.Act] {
		for i, n := 0, 0; i < len(t.Names) && n < mostKin; i++ {
			if t.Persons&t.Near&(1<<i) != 0 {
				keys = append(keys, key(name, "", int64(t.Names[i])))
				n++
			}
		}
	}
	return keys
}

// monthsOf counts the months in which an account may lie, at most four; of one without a date those about its publication.
func monthsOf(t *Telling) []int64 {
	w := t.When
	switch {
	case w.From.IsZero() && (t.Background || !t.Published.Known()):
		return nil
	case w.From.IsZero():
		return around30(t.Published.Time())
	case exact(t):
		return around30(w.From)
	}
	var months []int64
	for m := month(w.From); m <= month(w.To.Add(-time.Second)) && len(months) < 4; m++ {
		months = append(months, m)
	}
	return months
}

// around30 gives the month of a day, and the next one when the day is close to it.
func around30(day time.Time) []int64 {
	months := []int64{month(day.AddDate(0, 0, -edgeDays)), month(day.AddDate(0, 0, edgeDays))}
	return slices.Compact(months)
}

func month(t time.Time) int64 { return int64(t.Year())*12 + int64(t.Month()) - 1 }

// yearOf is the year of an account that has a date.
func yearOf(t *Telling) (int64, bool) {
	return int64(t.When.From.Year()), !t.When.From.IsZero() && t.When.To.Sub(t.When.From) <= 366*day
}

const day = 24 * time.Hour

// DayOf is the day by which a telling lies among those that share a key with it, counted from 1970: that of the event where it is told, else that of
// publication; 0 when neither is known.
func DayOf(t *Telling) int32 {
	at := t.When.From
	if at.IsZero() && t.Published.Known() {
		at = t.Published.Time()
	}
	if at.IsZero() {
		return 0
	}
	return int32(math.Floor(float64(at.Unix()) / day.Seconds()))
}

// exact reports whether an account has a date that is as precise as a day.
func exact(t *Telling) bool { return !t.When.From.IsZero() && t.When.To.Sub(t.When.From) <= day }

// scenes are the places where an account lies, as far as they say more than a country.
func scenes(t *Telling) []record.Where {
	var all []record.Where
	for _, w := range t.Where {
		if (w.Role == "" || w.Role == "scene") && w.Precision != "country" && w.Precision != "admin1" && placeName(w) != "" {
			all = append(all, w)
		}
	}
	return all
}

// placesOf hashes the places of an account; of one that tells none that is on the map, those of its report too.
func placesOf(t *Telling) []uint32 {
	var all []uint32
	onMap := false
	for _, w := range scenes(t) {
		all = append(all, hash(placeName(w)))
		onMap = onMap || w.Gazetteer != ""
	}
	all = all[:min(len(all), mostPlaces)]
	for i, town := range t.Names {
		if !onMap && t.Towns&(1<<i) != 0 {
			all = append(all, town)
		}
	}
	return all
}

// placeName names a place: by the gazetteer, else by its words.
func placeName(w record.Where) string {
	if w.Gazetteer != "" {
		return w.Gazetteer
	}
	return fold(w.Name)
}

func square(degrees float64) int64 { return int64(math.Floor(degrees * squares)) }

// people are the people of an account: those of its sentences, then those of its report unless only the near are wanted.
func people(t *Telling, near bool) []uint32 {
	var all, others []uint32
	for i, name := range t.Names {
		switch {
		case t.Persons&(1<<i) == 0:
		case t.Near&(1<<i) != 0:
			all = append(all, name)
		default:
			others = append(others, name)
		}
	}
	if !near {
		all = append(all, others...)
	}
	return all[:min(len(all), mostPeople)]
}

// otherNear are the names in the sentences of an account that are no people: bodies, camps, streets, rivers.
func otherNear(t *Telling) []uint32 {
	var all []uint32
	for i, name := range t.Names {
		if t.Near&^t.Persons&^t.Towns&(1<<i) != 0 && len(all) < mostPlaces {
			all = append(all, name)
		}
	}
	return all
}

// rare is a count from which on two events seldom have the same.
const rare = 10

// tellingCounts gives the counts of people that tell an account from others.
func tellingCounts(t *Telling) []int64 {
	var all []int64
	for _, h := range t.Harm {
		if h.Best.Known && h.Best.Value >= rare && h.Low == h.Best && !h.Total {
			all = append(all, int64(h.Best.Value))
		}
	}
	return all
}

// key hashes what accounts share. It has 32 bits: two that have one by chance bring together accounts which are then found to have nothing in
// common, and the indexes of keys are the largest and the most scattered part of a ledger.
func key(kind byte, family string, numbers ...int64) uint64 {
	h := fnv.New64a()
	h.Write([]byte{kind})
	h.Write([]byte(family))
	for _, n := range numbers {
		h.Write(binary.LittleEndian.AppendUint64(nil, uint64(n)))
	}
	return uint64(uint32(h.Sum64()))
}
