package who

import (
	"strings"

	"dateline/internal/rule"
	"dateline/internal/text"
)

// office gives somebody who is or was in office, or is known otherwise, their country and sector on the day of the report.
// What the report itself says comes first.
func (r *reader) office(m *mention) {
	value, list, ok := r.words.inOffice(m.Name)
	if !ok || r.namesake(m.Name) {
		return
	}
	country, periods, _ := strings.Cut(value, " ")
	if m.Country == "" {
		m.Country = country
	}
	if m.Sector == "" {
		m.Sector = sectorOn(periods, r.d.Report.Published)
	}
	m.Class = "official"
	if m.Origin.Rule == "" || m.Origin.Rule == "net" {
		m.Origin = text.Origin{Rule: "list-" + list.Name, Version: list.Version}
	}
}

// inOffice looks a name up among the people in office, the user's own first.
func (w *words) inOffice(name string) (value string, list *rule.List, ok bool) {
	for _, list := range w.people {
		if value, ok := list.Value(name); ok {
			return value, list, true
		}
	}
	return "", nil, false
}

// power gives an organisation that is in the list of people the sector it has on the day of the report: rebels may come to rule.
func (r *reader) power(m *mention) {
	if value, _, ok := r.words.inOffice(m.Name); ok {
		country, periods, _ := strings.Cut(value, " ")
		m.Country, m.Sector = country, sectorOn(periods, r.d.Report.Published)
	}
}

// namesake reports whether a bare surname is that of somebody else whom the report names in full.
func (r *reader) namesake(name string) bool {
	if strings.Contains(name, " ") {
		return false
	}
	for i := range r.found {
		full := r.found[i].Name
		if r.found[i].named && r.found[i].Kind == text.Person && strings.HasSuffix(full, " "+name) {
			_, _, known := r.words.inOffice(full)
			return !known
		}
	}
	return false
}

// sectorOn returns the sector on a day: periods are written as "GOV 2012-05-15 2017-05-14 ; PTY 2018-01-01", an open one has no
// end. After an office somebody is among those who were something (ELI). A day that is not known counts as today.
func sectorOn(periods string, published text.Day) string {
	day := published.String()
	if day == "" {
		day = "9999"
	}
	sector := ""
	for period := range strings.SplitSeq(periods, ";") {
		field := strings.Fields(period)
		if len(field) < 2 || day < field[1] {
			continue
		}
		sector = field[0]
		if len(field) > 2 && day > field[2] {
			sector = "ELI"
		}
	}
	return sector
}
