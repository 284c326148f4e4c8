package link

import (
	"testing"
	"time"

	"dateline/internal/record"
	"dateline/internal/text"
)

func TestFrenchLinesElide(t *testing.T) {
	for _, test := range []struct{ lead, words, want string }{
		{"de", "le camp", "du camp"}, {"de", "les migrants", "des migrants"}, {"de", "Afghans", "d'Afghans"}, {"de", "deux hommes", "de deux hommes"},
		{"à", "les familles", "aux familles"}, {"à", "le maire", "au maire"}, {"contre", "les mineurs", "contre les mineurs"}, {"de", "Élodie", "d'Élodie"}, {"de", "le", "de le"},
	} {
		if got := led(test.lead, test.words); got != test.want {
			t.Errorf("%s + %s = %s, want %s", test.lead, test.words, got, test.want)
		}
	}
}

func TestFrenchTimes(t *testing.T) {
	at := func(y int, m time.Month, d int) time.Time { return time.Date(y, m, d, 0, 0, 0, 0, time.UTC) }
	for _, test := range []struct {
		from, to time.Time
		want     string
	}{
		{at(2021, 3, 1), at(2021, 3, 2), " le 1er mars 2021"}, {at(2021, 8, 1), at(2021, 9, 1), " en août 2021"}, {at(2021, 1, 1), at(2022, 1, 1), " en 2021"},
		{at(2021, 12, 30), at(2022, 1, 3), " entre le 30 décembre 2021 et le 2 janvier 2022"}, {time.Time{}, time.Time{}, ""},
	} {
		if got := frenchTime(Summary{From: test.from, To: test.to}); got != test.want {
			t.Errorf("%v to %v:%s, want%s", test.from, test.to, got, test.want)
		}
	}
}

func TestFrenchHarm(t *testing.T) {
	got := frenchHarm(map[string]record.Value{
		"dead": {Low: text.Number{Value: 1, Known: true}, Best: text.Number{Value: 1, Known: true}, High: text.Number{Value: 1, Known: true}}, "injured": {Low: text.Number{Value: 12, Known: true}},
	})
	if got != " : 1 mort, au moins 12 blessés" {
		t.Error(got)
	}
}
