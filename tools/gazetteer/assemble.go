package main

import (
	"embed"
	"maps"
	"math"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"dateline/internal/where/atlas"
)

//go:embed lists
var lists embed.FS

// spoken lists, by country, the languages whose names of its places are taken, besides English and French.
var spoken = map[string][]string{
	"AT": {"de"}, "DE": {"de"}, "CH": {"de", "it"}, "LI": {"de"}, "LU": {"lb", "de"}, "BE": {"nl", "de"}, "NL": {"nl"}, "SR": {"nl"},
	"ES": {"es", "ca", "eu", "gl"}, "AD": {"ca", "es"}, "IT": {"it", "de"}, "SM": {"it"}, "PT": {"pt"}, "BR": {"pt"}, "AO": {"pt"}, "MZ": {"pt"},
	"MX": {"es"}, "AR": {"es"}, "CO": {"es"}, "PE": {"es"}, "VE": {"es"}, "CL": {"es"}, "EC": {"es"}, "BO": {"es"}, "PY": {"es"}, "UY": {"es"},
	"GT": {"es"}, "HN": {"es"}, "SV": {"es"}, "NI": {"es"}, "CR": {"es"}, "PA": {"es"}, "CU": {"es"}, "DO": {"es"}, "PR": {"es"}, "GQ": {"es"},
	"PL": {"pl"}, "CZ": {"cs"}, "SK": {"sk", "hu"}, "HU": {"hu"}, "RO": {"ro", "hu"}, "MD": {"ro"}, "SI": {"sl"}, "HR": {"hr"}, "BA": {"bs", "hr"},
	"RS": {"hr", "hu"}, "ME": {"hr"}, "AL": {"sq"}, "XK": {"sq"}, "TR": {"tr"}, "CY": {"tr"}, "AZ": {"az"}, "UZ": {"uz"}, "TM": {"tk"},
	"DK": {"da"}, "FO": {"da"}, "GL": {"da"}, "NO": {"no", "nb"}, "SE": {"sv"}, "FI": {"fi", "sv"}, "EE": {"et"}, "LV": {"lv"}, "LT": {"lt"},
	"IS": {"is"}, "IE": {"ga"}, "GB": {"cy", "gd"}, "MT": {"mt"}, "VN": {"vi"}, "ID": {"id"}, "MY": {"ms"}, "PH": {"tl"}, "KE": {"sw"}, "TZ": {"sw"}, "ZA": {"af"},
}

// latinLanguages returns the languages of spoken, sorted.
func latinLanguages() []string {
	var languages []string
	for _, some := range spoken {
		languages = append(languages, some...)
	}
	slices.Sort(languages)
	return slices.Compact(languages)
}

// assembly puts entries together, the widest first, so that what holds a place stands before it.
type assembly struct {
	*sources
	entries []atlas.Entry
	byCode  map[string]int // entries of countries and divisions
}

// assemble returns the entries of the gazetteer.
func assemble(s *sources) []atlas.Entry {
	a := &assembly{sources: s, byCode: map[string]int{}}
	a.addCountries()
	within := a.locate()
	a.addDivisions(within)
	a.addTowns(within)
	a.sum()
	a.centre()
	a.addListed(s.waters, atlas.Sea)
	a.addListed(s.areas, atlas.Area)
	return a.entries
}

func (a *assembly) addCountries() {
	for _, l := range a.countries {
		names := a.translations(l.code, nil)
		if l.first {
			names = append(slices.Clone(l.names), names...)
		} else {
			names = append(names, l.names...)
		}
		a.byCode[l.code] = len(a.entries)
		a.entries = append(a.entries, atlas.Entry{Code: l.code, Names: distinct(names), Lat: l.lat, Lon: l.lon, Class: atlas.Country, Up: -1})
	}
}

// translations returns the names of an id or code in English, French and the languages given.
func (a *assembly) translations(code string, languages []string) []string {
	var names []string
	for _, language := range append([]string{"en", "fr"}, languages...) {
		if name := a.names[language][code]; name != "" && latin(name) {
			names = append(names, name)
		}
	}
	return names
}

// locate returns the code of the smallest division that holds each city: "FR.32.62", or "FR.32", or "FR".
func (a *assembly) locate() []string {
	byName := map[string][]located{}
	for _, l := range a.located {
		byName[l.Country+l.Name] = append(byName[l.Country+l.Name], l)
	}
	within := make([]string, len(a.cities))
	for i, c := range a.cities {
		within[i] = c.country
		if code := c.country + "." + c.admin1; c.admin1 != "" && a.divisions[code] != "" {
			within[i] = code
		}
		const near = 0.3 // degrees: entries of the same name this close are the same place
		best, least := located{}, near
		for _, l := range byName[c.country+c.name] {
			lat, _ := strconv.ParseFloat(l.Lat, 64)
			lon, _ := strconv.ParseFloat(l.Lng, 64)
			if d := math.Hypot(lat-c.lat, lon-c.lon); d < least {
				best, least = l, d
			}
		}
		if code := best.Country + "." + best.Admin1 + "." + best.Admin2; best.Admin2 != "" && a.divisions[code] != "" {
			within[i] = code
		}
	}
	return within
}

// addDivisions adds the divisions that hold a city.
func (a *assembly) addDivisions(within []string) {
	used := map[string]bool{}
	for _, code := range within {
		for strings.Contains(code, ".") {
			used[code] = true
			code = code[:strings.LastIndexByte(code, '.')]
		}
	}
	more := map[string]listed{}
	for _, l := range a.corrected {
		more[l.code] = l
	}
	for _, dots := range []int{1, 2} { // first order, then second
		for _, code := range slices.Sorted(maps.Keys(used)) {
			if strings.Count(code, ".") == dots {
				a.addDivision(code, more[code])
			}
		}
	}
}

func (a *assembly) addDivision(code string, own listed) {
	country := code[:2]
	names := []string{a.divisions[code]}
	translated := a.translations(code, spoken[country])
	if len(translated) > 0 {
		names = append(translated, names...)
	}
	if own.first {
		names = append(slices.Clone(own.names), names...)
	} else {
		names = append(names, own.names...)
	}
	class := atlas.Admin1
	if strings.Count(code, ".") == 2 {
		class = atlas.Admin2
	}
	for _, name := range slices.Clone(names) {
		if short := bare(name, country, class); short != "" {
			names = append(names, short)
		}
	}
	up, ok := a.byCode[code[:strings.LastIndexByte(code, '.')]]
	if !ok {
		up = a.byCode[country]
	}
	a.byCode[code] = len(a.entries)
	a.entries = append(a.entries, atlas.Entry{Code: code, Names: distinct(names), Lat: own.lat, Lon: own.lon, Class: class, Up: up})
}

// kinds are words for divisions, at the end or the beginning of their names.
var (
	kindsAfter = []string{" Province", " Region", " Governorate", " Department", " Oblast", " State", " County", " District", " Prefecture",
		" Parish", " Municipality", " Voivodeship", " Autonomous Region", " Division", " Republic", " Krai", " Kray", " Canton", " Emirate"}
	kindsBefore = []string{"Province of ", "State of ", "Region of ", "Republic of ", "Canton of ", "County of ", "Département de la ", "Département de l'",
		"Département du ", "Département des ", "Département de ", "Département d'", "Région ", "Provincia de ", "Provincia di ", "Departamento de ",
		"Landkreis ", "Kreis ", "Województwo ", "Región de ", "City of ", "Kreisfreie Stadt "}
)

// bare returns the name of a division without the word for its kind, and nothing where that would not be how it is called:
// "Wayne County" is never "Wayne".
func bare(name, country string, class atlas.Class) string {
	for _, kind := range kindsBefore {
		if short, ok := strings.CutPrefix(name, kind); ok {
			return short
		}
	}
	if country == "US" || class == atlas.Admin2 {
		return ""
	}
	for _, kind := range kindsAfter {
		if short, ok := strings.CutSuffix(name, kind); ok && len(short) > 3 && !vague[short] {
			return short
		}
	}
	return ""
}

// vague are names that tell nothing without the word for the kind of division.
var vague = map[string]bool{"Central": true, "Northern": true, "Southern": true, "Eastern": true, "Western": true, "North": true, "South": true,
	"East": true, "West": true, "Upper": true, "Lower": true, "Capital": true, "Coast": true, "Centre": true, "North West": true, "North East": true,
	"South West": true, "South East": true, "North Central": true, "Northwest": true, "Northeast": true, "Southwest": true, "Southeast": true}

func (a *assembly) addTowns(within []string) {
	for i, c := range a.cities {
		id := strconv.Itoa(int(c.id))
		names := append([]string{c.name}, a.translations(id, spoken[c.country])...)
		if english := a.names["en"][id]; english != "" && latin(english) {
			names = append([]string{english}, names...)
		}
		names = append(names, a.aliases[id]...)
		for _, name := range slices.Clone(names) {
			if short, ok := strings.CutPrefix(name, "The "); ok {
				names = append(names, short)
			}
		}
		up, ok := a.byCode[within[i]]
		if !ok {
			up = -1
		}
		a.entries = append(a.entries, atlas.Entry{ID: c.id, Names: distinct(names), Lat: c.lat, Lon: c.lon, Population: c.population, Class: classOf(c.feature), Up: up})
	}
}

func classOf(feature string) atlas.Class {
	switch feature {
	case "PPLC":
		return atlas.Capital
	case "PPLA":
		return atlas.Seat1
	case "PPLA2":
		return atlas.Seat2
	case "PPLX":
		return atlas.District
	}
	return atlas.Town
}

// sum gives each division and country the people of its towns.
func (a *assembly) sum() {
	for _, e := range a.entries {
		if e.Class < atlas.Capital || e.Class == atlas.District {
			continue
		}
		for up := e.Up; up >= 0; up = a.entries[up].Up {
			a.entries[up].Population += e.Population
		}
	}
}

// centre places each division without a position of its own in the middle of the box around its towns.
func (a *assembly) centre() {
	type box struct{ south, north, west, east float64 }
	boxes := map[int]box{}
	for _, e := range a.entries {
		if e.Class < atlas.Capital {
			continue
		}
		for up := e.Up; up >= 0; up = a.entries[up].Up {
			b, ok := boxes[up]
			if !ok {
				b = box{e.Lat, e.Lat, e.Lon, e.Lon}
			}
			boxes[up] = box{min(b.south, e.Lat), max(b.north, e.Lat), min(b.west, e.Lon), max(b.east, e.Lon)}
		}
	}
	for i := range a.entries {
		e := &a.entries[i]
		if e.Class != atlas.Country && e.Class < atlas.Capital && e.Lat == 0 && e.Lon == 0 {
			e.Lat, e.Lon = (boxes[i].south+boxes[i].north)/2, (boxes[i].west+boxes[i].east)/2
		}
	}
}

func (a *assembly) addListed(list []listed, class atlas.Class) {
	for _, l := range list {
		up, ok := a.byCode[l.country]
		if !ok {
			up = -1
		}
		a.entries = append(a.entries, atlas.Entry{Code: l.code, Names: l.names, Lat: l.lat, Lon: l.lon, Class: class, Up: up})
	}
}

// latin reports whether a name is written in Latin letters.
func latin(name string) bool {
	for _, r := range name {
		if unicode.IsLetter(r) && !unicode.Is(unicode.Latin, r) {
			return false
		}
	}
	return true
}

// distinct returns names without repeats and without empty ones, in order.
func distinct(names []string) []string {
	var kept []string
	for _, name := range names {
		name = strings.TrimSpace(name)
		if name != "" && !slices.Contains(kept, name) {
			kept = append(kept, name)
		}
	}
	return kept
}
