package publish

import (
	"cmp"
	"maps"
	"slices"
	"strings"

	"golang.org/x/text/language"
	"golang.org/x/text/language/display"

	"dateline/internal/record"
)

// code gives what an event is in a scheme of others: the code that most of its accounts have. Where none has one, it gives the
// reason. A code is never forced.
func (c *Case) code(scheme string) record.Code {
	votes, codes := map[string]int{}, map[string]record.Code{}
	none := record.Code{Scheme: scheme, Grade: "none", Note: "the codebook has no way from " + c.Act + " to " + scheme}
	for i := range c.Tellings {
		account := c.Account(c.Tellings[i])
		if account == nil {
			continue
		}
		for _, code := range account.Codes {
			switch {
			case code.Scheme != scheme:
			case code.Code == "":
				none = code
			default:
				key := code.Under + "\t" + code.Code + "\t" + code.Mode
				votes[key]++
				codes[key] = code
			}
		}
	}
	if len(votes) == 0 {
		return none
	}
	best := slices.MinFunc(slices.Sorted(maps.Keys(votes)), func(a, b string) int { return cmp.Or(votes[b]-votes[a], strings.Compare(a, b)) })
	return codes[best]
}

// party is one who plays a part in an event, as most accounts tell.
type party struct{ name, sector, country string }

// parties gives those who play a part, the published one first, each name once.
func (c *Case) parties(role record.Role) (all []party) {
	published := c.question(string(role)).Published.Text
	for _, t := range c.Tellings {
		for _, p := range t.Participants {
			if p.Role == role && p.Name != "" && !slices.ContainsFunc(all, func(x party) bool { return strings.EqualFold(x.name, p.Name) }) {
				all = append(all, party{p.Name, p.Sector, p.Country})
			}
		}
	}
	slices.SortStableFunc(all, func(a, b party) int { return first(b.name == published) - first(a.name == published) })
	return all
}

func first(is bool) int {
	if is {
		return 1
	}
	return 0
}

// party gives the first of those who play a part; the zero party when nobody is told to.
func (c *Case) party(role record.Role) party {
	if all := c.parties(role); len(all) > 0 {
		return all[0]
	}
	return party{}
}

// countryName writes a country in English; nothing when it is not known.
func countryName(alpha2 string) string {
	region, err := language.ParseRegion(alpha2)
	if err != nil {
		return ""
	}
	return display.English.Regions().Name(region)
}

// countryNumber is the number of a country in ISO 3166-1; nil when it is not known.
func countryNumber(alpha2 string) any {
	region, err := language.ParseRegion(alpha2)
	if err != nil || region.M49() == 0 {
		return nil
	}
	return region.M49()
}

// worldRegions are the subregions of the United Nations (M49), as both ACLED's and IOM's lists come from them.
var worldRegions = []struct{ code, name string }{
	{"015", "Northern Africa"}, {"011", "Western Africa"}, {"017", "Middle Africa"}, {"014", "Eastern Africa"}, {"018", "Southern Africa"},
	{"021", "North America"}, {"013", "Central America"}, {"029", "Caribbean"}, {"005", "South America"}, {"143", "Central Asia"}, {"030", "Eastern Asia"},
	{"034", "Southern Asia"}, {"035", "South-eastern Asia"}, {"145", "Western Asia"}, {"151", "Eastern Europe"}, {"154", "Northern Europe"},
	{"039", "Southern Europe"}, {"155", "Western Europe"}, {"053", "Australia and New Zealand"}, {"054", "Melanesia"}, {"057", "Micronesia"}, {"061", "Polynesia"},
}

// regionName is the subregion that holds a country.
func regionName(alpha2 string) string {
	country, err := language.ParseRegion(alpha2)
	if err != nil {
		return ""
	}
	for _, r := range worldRegions {
		if region, err := language.ParseRegion(r.code); err == nil && region.Contains(country) {
			return r.name
		}
	}
	return ""
}
