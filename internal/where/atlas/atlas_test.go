package atlas

import (
	"math"
	"testing"

	"dateline/gazetteer"
)

func open(t testing.TB) *Atlas {
	t.Helper()
	a, err := Open(gazetteer.Places)
	if err != nil {
		t.Fatal(err)
	}
	return a
}

var lookTests = []struct {
	name, shown, country, code string
	lat, lon                   float64
}{
	{"St. Albans", "St Albans", "GB", "2638867", 51.75, -0.33},
	{"Calais", "Calais", "FR", "3029162", 50.95, 1.86},
	{"CALAIS", "Calais", "FR", "3029162", 50.95, 1.86},
	{"Londres", "London", "GB", "2643743", 51.51, -0.13},
	{"Peking", "Beijing", "CN", "1816670", 39.91, 116.40},
	{"Hénin-Beaumont", "Hénin-Beaumont", "FR", "3013525", 50.41, 2.96},
	{"Henin Beaumont", "Hénin-Beaumont", "FR", "3013525", 50.41, 2.96},
	{"Royaume-Uni", "United Kingdom", "GB", "GB", 54, -2},
	{"Hauts-de-France", "Hauts-de-France", "FR", "FR.32", 49.97, 2.77},
	{"English Channel", "English Channel", "", "sea:english-channel", 50.2, -1},
	{"The Hague", "The Hague", "NL", "2747373", 52.08, 4.3},
	{"Crimée", "Crimea", "UA", "area:crimea", 45.3, 34.4},
}

func TestLook(t *testing.T) {
	a := open(t)
	for _, test := range lookTests {
		found := a.Look(nil, AppendKey(nil, test.name))
		if len(found) == 0 {
			t.Errorf("%s: not found", test.name)
			continue
		}
		p := a.At(found[0])
		if a.Name(p) != test.shown || a.Country(p) != test.country || a.Code(p) != test.code || math.Abs(p.Lat-test.lat) > .05 || math.Abs(p.Lon-test.lon) > .05 {
			t.Errorf("%s:\n got %s %s %s %.2f %.2f\nwant %s %s %s %.2f %.2f", test.name, a.Name(p), a.Country(p), a.Code(p), p.Lat, p.Lon, test.shown, test.country, test.code, test.lat, test.lon)
		}
	}
	for _, name := range []string{"", "the", "Xyzzyville", "Calai"} {
		if a.Has(AppendKey(nil, name)) {
			t.Errorf("%q is found", name)
		}
	}
}

func TestEveryPlaceIsWhole(t *testing.T) {
	a := open(t)
	for n := range Number(a.Len()) {
		p := a.At(n)
		_, landed := a.Above(p, Country)
		if a.Name(p) == "" || a.Code(p) == "" || p.Class >= Classes || p.Up >= n || math.Abs(p.Lat) > 90 || math.Abs(p.Lon) > 180 {
			t.Fatalf("place %d: %+v named %q", n, p, a.Name(p))
		}
		if !landed && p.Class != Sea && p.Class != Area {
			t.Fatalf("%s (%s) lies in no country", a.Name(p), a.Code(p))
		}
		found := a.Look(nil, AppendKey(nil, a.Name(p)))
		if !holds(found, n) {
			t.Fatalf("%s (%s) is not found by its name", a.Name(p), a.Code(p))
		}
	}
}

func holds(numbers []Number, n Number) bool {
	for _, m := range numbers {
		if m == n {
			return true
		}
	}
	return false
}

var keyTests = []struct{ name, key string }{
	{"St. John's", "saint johns"},
	{"Saint-Étienne-du-Rouvray", "saint etienne du rouvray"},
	{"Łódź", "lodz"},
	{"U.S.", "us"},
	{"  New   York ", "new york"},
	{"Val-d’Oise", "val doise"},
	{"Washington, D.C.", "washington dc"},
	{"Ø", "o"},
	{"—", ""},
	{"", ""},
}

func TestKey(t *testing.T) {
	for _, test := range keyTests {
		if got := Key(test.name); got != test.key {
			t.Errorf("%s: got %q, want %q", test.name, got, test.key)
		}
		if again := Key(test.key); again != test.key {
			t.Errorf("the key of %q is %q", test.key, again)
		}
	}
}

func TestPopulationsAreKeptToAThousandth(t *testing.T) {
	for _, population := range []int64{0, 1, 2047, 2048, 74433, 8_175_133, 1_400_000_000} {
		if got := unpack(pack(population)); math.Abs(got-float64(population)) > float64(population)/1000 {
			t.Errorf("%d comes back as %f", population, got)
		}
	}
}

func TestWriteIsReadBack(t *testing.T) {
	data, err := Write([]Entry{
		{Code: "XX", Names: []string{"Ruritania"}, Class: Country, Up: -1, Population: 900},
		{ID: 7, Names: []string{"Streslau", "Strelsau"}, Lat: -12.5, Lon: 179.5, Class: Town, Up: 0, Population: 800},
		{ID: 8, Names: []string{"Strelsau"}, Class: Town, Up: 0, Population: 900},
	})
	if err != nil {
		t.Fatal(err)
	}
	a, err := Open(data)
	if err != nil {
		t.Fatal(err)
	}
	found := a.Look(nil, []byte("strelsau"))
	if len(found) != 2 || a.Code(a.At(found[0])) != "8" || a.Country(a.At(found[1])) != "XX" {
		t.Errorf("got %v", found)
	}
}

func FuzzOpen(f *testing.F) {
	small, err := Write([]Entry{
		{Code: "XX", Names: []string{"Ruritania"}, Class: Country, Up: -1},
		{ID: 7, Names: []string{"Strelsau"}, Class: Town, Up: 0},
	})
	if err != nil {
		f.Fatal(err)
	}
	f.Add(small, "Strelsau")
	f.Add(small[:len(small)-3], "Ruritania")
	f.Fuzz(func(t *testing.T, data []byte, name string) {
		a, err := Open(data)
		if err != nil {
			return
		}
		for _, n := range a.Look(nil, AppendKey(nil, name)) {
			p := a.At(n)
			_, _, _ = a.Name(p), a.Code(p), a.Country(p)
		}
	})
}

func FuzzKey(f *testing.F) {
	f.Add("Saint-Étienne")
	f.Fuzz(func(t *testing.T, name string) {
		key := Key(name)
		if again := Key(key); again != key {
			t.Errorf("%q has the key %q, which has the key %q", name, key, again)
		}
	})
}

func BenchmarkOpen(b *testing.B) {
	for b.Loop() {
		if _, err := Open(gazetteer.Places); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkLook(b *testing.B) {
	a := open(b)
	var key [longest]byte
	var found [64]Number
	for b.Loop() {
		a.Look(found[:0], AppendKey(key[:0], "Calais"))
		a.Look(found[:0], AppendKey(key[:0], "Hussainkhil"))
	}
}
