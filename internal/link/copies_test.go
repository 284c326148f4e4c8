package link

import (
	"slices"
	"strings"
	"testing"
)

const wire = `Police cleared a camp on the quay at dawn on Tuesday and took some ninety people to shelters in three towns. The deputy
prefect said that nobody had been hurt. A charity counted more than a hundred and twenty tents and said that blankets and papers had been thrown
away. The camp had stood since the spring, when another one on the canal was closed after a fire. The mayor asked for a place where people can
sleep and wash, and said that he would write to the minister. The harbour board wants a fence. Lawyers went to court, which will sit on Friday.`

func TestCopies(t *testing.T) {
	cut := wire[:strings.Index(wire, "The mayor")]
	edited := strings.Replace(wire, "some ninety people", "about 90 men, women and children", 1)
	for _, test := range []struct{ name, a, b, want string }{
		{"itself", wire, wire, "exact"},
		{"other spaces and capitals", wire, strings.ToUpper(strings.ReplaceAll(wire, "\n", "  ")), "exact"},
		{"a word or two", wire, edited, "near"},
		{"cut, with another headline", wire, "Quay camp swept away in the night\n\n" + cut, "wire"},
		{"the same news in other words", wire, "At first light officers emptied the settlement beside the harbour; ninety or so were driven off in coaches.", ""},
		{"nothing", wire, "", ""},
	} {
		got, score := Copy(test.a, test.b)
		if back, _ := Copy(test.b, test.a); got != test.want || back != got {
			t.Errorf("%s: got %q (%.2f), the other way %q, want %q", test.name, got, score, back, test.want)
		}
		if test.want != "" && !shareKey(CopyKeys(test.a), CopyKeys(test.b)) {
			t.Errorf("%s: no key in common", test.name)
		}
	}
}

// TestNoWordingJoinsWhatPeopleKeepApart: two tellings in the same words are of one origin, unless people say that they are two texts.
func TestNoWordingJoinsWhatPeopleKeepApart(t *testing.T) {
	a, b := told("a arrest 2018-06-07 Calais"), told("b arrest 2018-06-07 Calais")
	a.Words = []uint32{1, 2, 3, 4, 5, 6, 7}
	b.Words = a.Words
	if got := Origins([]Telling{a, b}, nil, nil); got.Count != 1 || got.Why[0].Why != "one wording" {
		t.Errorf("in the same words: %+v", got)
	}
	if got := Origins([]Telling{a, b}, []Copied{{"a", "b", Apart, 0}}, nil); got.Count != 2 || len(got.Why) > 0 {
		t.Errorf("kept apart: %+v", got)
	}
}

func TestOriginsCollapse(t *testing.T) {
	a, b, c, d := told("a arrest 2018-06-07 Calais"), told("b arrest 2018-06-07 Calais"), told("c arrest 2018-06-07 Calais"), told("d arrest 2018-06-07 Calais")
	all := []Telling{a, b, c, d}
	for _, test := range []struct {
		name   string
		copies []Copied
		owners map[string]string
		want   []int
		why    string
	}{
		{"nothing known", nil, nil, []int{1, 2, 3, 4}, ""},
		{"a copy", []Copied{{"a", "c", "wire", 0.9}}, nil, []int{1, 2, 1, 3}, "one text (wire)"},
		{"people say so", []Copied{{"c", "a", Judged, 1}}, nil, []int{1, 2, 1, 3}, "one text (people say so)"},
		{"kept apart", []Copied{{"a", "c", Apart, 0}}, nil, []int{1, 2, 3, 4}, ""},
		{"kept apart, by way of a third", []Copied{{"a", "c", Apart, 0}, {"a", "b", "near", 0.8}, {"b", "c", "near", 0.9}}, nil, []int{1, 2, 2, 3}, "one text (near)"},
		{"kept apart, though a person joins the third", []Copied{{"a", "c", Apart, 0}, {"a", "b", Judged, 1}, {"b", "c", "exact", 1}}, nil, []int{1, 1, 2, 3}, "one text (people say so)"},
		{"texts kept apart of one owner", []Copied{{"b", "d", Apart, 0}}, map[string]string{"Outlet b": "Groupe X", "Outlet d": "Groupe X"}, []int{1, 2, 3, 2}, "one owner: Groupe X"},
		{"one owner", nil, map[string]string{"Outlet b": "Groupe X", "Outlet d": "Groupe X"}, []int{1, 2, 3, 2}, "one owner: Groupe X"},
	} {
		got := Origins(all, test.copies, test.owners)
		if !slices.Equal(got.Of, test.want) || test.why != "" && (len(got.Why) != 1 || got.Why[0].Why != test.why) {
			t.Errorf("%s: got %v %v, want %v %q", test.name, got.Of, got.Why, test.want, test.why)
		}
	}
}
