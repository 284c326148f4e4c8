package link

import (
	"errors"
	"testing"
)

func TestCorrectionsAreReadAsTheyAreWritten(t *testing.T) {
	for _, test := range []struct{ field, value, want string }{
		{"act", "demolish", "demolish"},
		{"realisation", "planned", "planned"},
		{"negated", "true", "true"},
		{"background", "false", "false"},
		{"when", "2018-06-14", "2018-06-14"},
		{"when", "2018-06~", "2018-06~"},
		{"when", "2018-06-14/2018-06-16", "2018-06-14/2018-06-16"},
		{"when", "", ""},
		{"where", "Gravelines", "Gravelines"},
		{"where", "Gravelines; FR; 50.987, 2.128; geonames:3014646", "Gravelines; 50.9870, 2.1280; FR; geonames:3014646"},
		{"initiator", "police", "police"},
		{"target", "", ""},
		{"size", "340", "340"},
		{"dead", "10..15", "10..15"},
		{"dead", "10..", "10.."},
		{"injured", "10/12/15", "10/12/15"},
		{"displaced", "0", "0"},
		{"destroyed", "12", "12"},
		{"dead", "", ""},
	} {
		before := with(told("a clear-settlement 2018-06-07 Gravelines"), "dead", "3")
		got, err := Correct(before, test.field, test.value)
		if err != nil || ValueOf(got, test.field) != test.want {
			t.Errorf("%s %q: got %q, %v, want %q", test.field, test.value, ValueOf(got, test.field), err, test.want)
		}
		if ValueOf(before, "dead") != "3" || ValueOf(before, "where") == "" {
			t.Errorf("%s %q changed the telling it was given", test.field, test.value)
		}
		again, err := Correct(before, test.field, test.want)
		if err != nil || ValueOf(again, test.field) != test.want {
			t.Errorf("%s %q: what is written cannot be read: %v", test.field, test.want, err)
		}
	}
}

func TestWhatCannotBeReadIsAnError(t *testing.T) {
	for _, test := range [][2]string{
		{"act", ""}, {"act", "Clear it"}, {"realisation", "maybe"}, {"negated", "yes"}, {"when", "last week"}, {"when", "2018-13"}, {"when", "2018-06-14/2018-06-01"},
		{"where", "Gravelines; 99, 2"}, {"where", "; FR"}, {"where", "Gravelines; somewhere"}, {"dead", "many"}, {"dead", "-3"}, {"dead", "15..10"}, {"dead", "1/2/3/4"},
		{"dead", "NaN"}, {"weather", "fine"},
	} {
		if got, err := Correct(told("a arrest 2018-06-07 Calais"), test[0], test[1]); !errors.Is(err, ErrValue) {
			t.Errorf("%s %q: got %q, %v", test[0], test[1], ValueOf(got, test[0]), err)
		}
	}
}
