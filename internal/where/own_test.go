package where

import (
	"fmt"
	"strings"
	"testing"

	"dateline/internal/text"
	"dateline/internal/where/atlas"
)

const ownTable = "# ours\nname\tlat\tlon\tprecision\tcountry\tadmin1\tadmin2\taliases\n" +
	"Camp des Dunes\t51.021\t2.197\tsite\tFR\tHauts-de-France\tNord\tDunes Camp|the Dunes\n" +
	"\n" +
	"Paris\t33.66\t-95.55\ttown\tUS\tTexas\t\t\n" +
	"old quarry\t50.9\t1.8\t\tFR\n"

const ownDump = "1\tFaraway\tFaraway\tFarawais,Фаравей,FWY\t12.5\t-8.25\tP\tPPL\tML\t\t01\t\t\t\t730\t\t300\tAfrica/Bamako\t2020-01-01\n" +
	"2\tBig Lake\tBig Lake\t\t12.5\t-8.25\tH\tLK\tML\t\t01\t\t\t\t0\t\t300\tAfrica/Bamako\t2020-01-01\n" +
	"3\tFaraway Camp\tFaraway Camp\t\t12.6\t-8.25\tS\tCMPRF\tML\t\t01\t\t\t\t\t\t300\tAfrica/Bamako\t2020-01-01\n"

func readOwn(t *testing.T, table string) []Own {
	t.Helper()
	own, err := ReadOwn("places.tsv", strings.NewReader(table))
	if err != nil {
		t.Fatal(err)
	}
	return own
}

var ownTests = []struct{ tagged, want string }{
	{"Police cleared the ‹Dunes Camp› on Monday", "Camp des Dunes FR site 51.02 own:Camp des Dunes Hauts-de-France/Nord"},
	{"They left ‹Paris› for ‹Lyon›", "Paris US town 33.66 own:Paris Texas/; Lyon FR town 45.75 geonames:2996944 Auvergne-Rhône-Alpes/Rhône"},
	{"They slept in the ‹old quarry› there", "old quarry FR site 50.90 own:old quarry /"},
	{"They slept in ‹Faraway›", "Faraway ML town 12.50 geonames:1 Bamako/"},
	{"They left the Dunes camp in ‹Calais›", "Camp des Dunes FR site 51.02 own:Camp des Dunes Hauts-de-France/Nord; Calais FR town 50.95 geonames:3029162 Hauts-de-France/Pas-de-Calais"},
	{"Fire at the Faraway camp in ‹Mali›", "Faraway Camp ML site 12.60 geonames:3 Bamako/; Mali ML country 17.00 geonames:ML /"},
	{"They walked over the dunes", ""},
}

func TestOwnPlaces(t *testing.T) {
	places := append(readOwn(t, ownTable), readOwn(t, ownDump)...)
	f := finder(t, Options{Own: places})
	for _, test := range ownTests {
		d := read(test.tagged, text.English)
		var got []string
		for _, p := range f.Find(d) {
			got = append(got, fmt.Sprintf("%s %s %s %.2f %s %s/%s", p.Name, p.Country, p.Precision, p.Lat, p.Gazetteer, p.Admin1, p.Admin2))
		}
		if all := strings.Join(got, "; "); all != test.want {
			t.Errorf("%s:\n got %s\nwant %s", test.tagged, all, test.want)
		}
	}
}

func TestOwnMistakesAreTold(t *testing.T) {
	for _, test := range []struct{ table, want string }{
		{"name\tlat\tlong\nA\t1\t2\n", "p.tsv:1: unknown column \"long\"; the first row names the columns: name, lat, lon, precision, country, admin1, admin2, aliases\np.tsv:1: no column \"lon\"\np.tsv:2: lon \"\" is no number from -180 to 180"},
		{"name\tlat\tlon\nA\t91\t2\n\t1\t2\nB\t1,5\t2\n", "p.tsv:2: lat \"91\" is no number from -90 to 90\np.tsv:3: a place without a name\np.tsv:4: lat \"1,5\" is no number from -90 to 90"},
		{"name\tlat\tlon\tprecision\tcountry\nA\t1\t2\tdoor\tFRA\n", "p.tsv:2: country \"FRA\" is no code of two letters, such as FR\np.tsv:2: precision \"door\" is none of site, exact, neighbourhood, town, admin2, admin1, region, sea"},
		{"name\tlat\tlon\nA\t1\t2\tx\n", "p.tsv:2: 4 columns, but the first row names 3"},
		{ownDump + "4\tBad\n", "p.tsv:4: 2 columns; GeoNames' table has 19"},
		{"name\tlat\tlon\nA\tNaN\t2\n", "p.tsv:2: lat \"NaN\" is no number from -90 to 90"},
	} {
		_, err := ReadOwn("p.tsv", strings.NewReader(test.table))
		if err == nil || err.Error() != test.want {
			t.Errorf("%q:\n got %v\nwant %s", test.table, err, test.want)
		}
	}
}

func FuzzReadOwn(f *testing.F) {
	f.Add(ownTable)
	f.Add(ownDump)
	f.Add("\ufeffname\tlat\tlon\r\nÉté\t1e1\t-0\r\n")
	small, err := atlas.Write([]atlas.Entry{{Code: "FR", Names: []string{"France"}, Class: atlas.Country, Up: -1}})
	if err != nil {
		f.Fatal(err)
	}
	base, err := atlas.Open(small)
	if err != nil {
		f.Fatal(err)
	}
	f.Fuzz(func(t *testing.T, table string) {
		own, err := ReadOwn("places.tsv", strings.NewReader(table))
		if err != nil {
			return
		}
		a := base.With(own)
		for _, p := range own {
			for _, n := range a.Look(nil, atlas.AppendKey(nil, p.Name)) {
				found := a.At(n)
				_, _, _ = a.Name(found), a.Code(found), a.Country(found)
			}
			if !(p.Lat >= -90 && p.Lat <= 90 && p.Lon >= -180 && p.Lon <= 180) || p.Precision == "" {
				t.Fatalf("%+v", p)
			}
		}
	})
}
