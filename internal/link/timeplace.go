package link

import (
	"math"
	"slices"
	"strings"
	"time"

	"dateline/internal/record"
)

// time weighs when two accounts lie, by what their reports say, else by when these were published.
func (w *weighing) time() {
	a, b := w.a, w.b
	toldA, toldB := !a.When.From.IsZero(), !b.When.From.IsZero()
	switch {
	case toldA && toldB:
		w.dates()
	case a.Report == b.Report || !a.Published.Known() || !b.Published.Known():
		w.weigh("time", noTime, 0.5, 0, "")
	case toldA:
		w.lag(a, b)
	case toldB:
		w.lag(b, a)
	case a.Background || b.Background:
		w.weigh("time", noTime, 1, 0, "")
	default:
		w.told(math.Abs(days(a.Published.Time(), b.Published.Time())))
	}
}

// lasts is for how many days two tellings of an act that lasts may tell of the same one.
const lasts = 10

// dates weighs two dates that reports tell.
func (w *weighing) dates() {
	a, b := w.a.When, w.b.When
	gap := max(days(a.To, b.From), days(b.To, a.From)) // below 0 when they meet
	width := max(days(a.From, a.To), days(b.From, b.To))
	switch {
	case gap < 0 && width <= 1.1:
		w.weigh("time", sameDay, 1, 0, a.EDTF)
	case gap < 0 && width <= 8:
		w.weigh("time", within, 1.2, 0, "")
	case gap < 0 && width <= 93:
		w.weigh("time", within, 1, 0, "")
	case gap < 0 && width <= 367:
		w.weigh("time", withinYear, 1, 0, "")
	case gap < 0:
	case sameDate(a.From, b.From):
		w.weigh("time", sameDay, 1, 0, a.EDTF)
	case gap < lasts && w.lasting[w.a.Act] && w.lasting[w.b.Act]:
		w.weigh("time", within, 0.5, 0, "")
	case gap < 1 && (a.Anchored != "" || b.Anchored != "" || partOfDay(a) || partOfDay(b)):
		w.weigh("time", nextDay, 1, 0, "")
	case gap < 1:
		w.weigh("time", otherTime, 0.5, 1, "")
	default:
		w.weigh("time", otherTime, min(1, 0.5+gap/20), gap, "")
	}
}

// partOfDay reports whether a date is an evening or a night, which may run into the next day.
func partOfDay(w record.When) bool { return w.Precision == "part-of-day" || w.Precision == "hour" }

func sameDate(a, b time.Time) bool { return a.Year() == b.Year() && a.YearDay() == b.YearDay() }

// lag weighs an account with a date and one without, by how long after that date the other was published.
func (w *weighing) lag(dated, other *Telling) {
	lag := days(dated.When.From, other.Published.Time())
	switch {
	case lag < -1:
		w.weigh("time", toldFarApart, 1, -lag, "")
	case other.Background:
		w.weigh("time", noTime, 1, 0, "")
	case days(dated.When.From, dated.When.To) > 8 && days(dated.When.To, other.Published.Time()) < 7:
		w.weigh("time", within, 0.7, 0, "")
	case days(dated.When.From, dated.When.To) > 8:
		w.weigh("time", noTime, 1, 0, "")
	default:
		w.told(math.Abs(lag))
	}
}

// told weighs how many days lie between two tellings.
func (w *weighing) told(apart float64) {
	switch {
	case apart <= 2:
		w.weigh("time", toldSameDay, 1, apart, "")
	case apart <= 7:
		w.weigh("time", toldSameWeek, 1, apart, "")
	case apart <= 31:
		w.weigh("time", toldSameMonth, 1, apart, "")
	default:
		w.weigh("time", toldFarApart, 1, apart, "")
	}
}

func days(from, to time.Time) float64 { return to.Sub(from).Hours() / 24 }

// place weighs where two accounts lie: the two places that fit best.
func (w *weighing) place() {
	best := ground{name: noPlace, weight: w.weights[noPlace]}
	found := false
	for _, x := range w.a.Where {
		for _, y := range w.b.Where {
			if x.Role != y.Role {
				continue
			}
			name, share, km := fit(x, y)
			if g := (ground{"place", name, w.weights[name] * share, km, x.Name}); !found || g.weight > best.weight {
				best, found = g, true
			}
		}
	}
	if best.name == nearby || best.name == farApart || best.name == noPlace {
		best.words = ""
	}
	if best.name == noPlace && w.townInBoth() {
		best = ground{name: sharedTown, weight: w.weights[sharedTown]}
	}
	best.of = "place"
	if best.weight != 0 {
		w.all = append(w.all, best)
		w.sum += best.weight
	}
}

// townInBoth reports whether the report of an account without a place names a place of the other account, or of its report.
func (w *weighing) townInBoth() bool {
	if w.a.Report == w.b.Report {
		return false
	}
	for _, place := range placesOf(w.a) {
		if slices.Contains(placesOf(w.b), place) {
			return true
		}
	}
	return false
}

// fit compares two places: the ground, how much of its weight holds, and the distance in kilometres.
func fit(x, y record.Where) (name string, share, km float64) {
	coarse := coarsePlace(x) || coarsePlace(y)
	switch {
	case x.Gazetteer != "" && x.Gazetteer == y.Gazetteer || strings.EqualFold(x.Name, y.Name) && x.Country == y.Country:
		if coarse {
			return inside, 1, 0
		}
		return samePlace, 1, 0
	case x.Precision == "" || y.Precision == "":
		return noPlace, 1, 0
	}
	km = distance(x.Lat, x.Lon, y.Lat, y.Lon)
	switch {
	case x.Country != "" && y.Country != "" && x.Country != y.Country && km > 40 && x.Precision != "sea" && y.Precision != "sea":
		return otherCountry, 1, km
	case x.Precision == "sea" || y.Precision == "sea":
		return noPlace, 1, km
	case coarse && (x.Admin1 == y.Admin1 || x.Precision == "country" || y.Precision == "country"):
		return inside, 0.5, km
	case coarse:
		return farApart, min(1, km/300), km
	case km < 25:
		return nearby, 1 - km/25, km
	}
	return farApart, min(1, (km-25)/50), km
}

func coarsePlace(w record.Where) bool {
	return w.Precision == "country" || w.Precision == "admin1" || w.Precision == "admin2" || w.Precision == "region" || w.Precision == "sea"
}

// distance is that of two points on the earth, in kilometres; good to half a percent.
func distance(lat1, lon1, lat2, lon2 float64) float64 {
	const radius = 6371
	rad := math.Pi / 180
	a := math.Pow(math.Sin((lat2-lat1)*rad/2), 2) + math.Cos(lat1*rad)*math.Cos(lat2*rad)*math.Pow(math.Sin((lon2-lon1)*rad/2), 2)
	return 2 * radius * math.Asin(min(1, math.Sqrt(a)))
}
