package link

import (
	"fmt"
	"math/rand/v2"
	"reflect"
	"slices"
	"testing"

	"dateline/internal/record"
)

func TestWhatTellsOneEvent(t *testing.T) {
	l := linker(t)
	for _, test := range []struct {
		name string
		told []Telling
		want string
	}{
		{"same day and place", []Telling{told("a clear-settlement 2018-06-07 Gravelines"), told("b clear-settlement 2018-06-07 Gravelines")}, "a b"},
		{"told by another act", []Telling{told("a clear-settlement 2018-06-07 Gravelines"), told("b transfer-people 2018-06-07 Gravelines")}, "a b"},
		{"a month that holds the day", []Telling{told("a clear-settlement 2018-06-07 Gravelines"), told("b clear-settlement 2018-06 Gravelines")}, "b a"},
		{"another month", []Telling{told("a clear-settlement 2018-06-07 Gravelines"), told("b clear-settlement 2018-07 Gravelines")}, "a | b"},
		{"clearings of one place in one week", []Telling{told("a clear-settlement 2022-09-13 Gravelines"), told("b clear-settlement 2022-09-16 Gravelines")}, "a | b"},
		{"a strike of a week", []Telling{told("a strike 2019-03-11 Calais", "jean vandamme"), told("b strike 2019-03-15 Calais", "jean vandamme")}, "a b"},
		{"another town", []Telling{told("a clear-settlement 2018-06-07 Gravelines"), told("b clear-settlement 2018-06-07 Lyon")}, "a | b"},
		{"another kind of act", []Telling{told("a clear-settlement 2018-06-07 Gravelines"), told("b arrest 2018-06-07 Gravelines")}, "a | b"},
		{"a person in the country", []Telling{told("a arrest 2018-06-07 Calais", "joe ashdown"), told("b arrest 2018-06-07 France", "joe ashdown")}, "a b"},
		{"two clearings of two days, and a report of each", []Telling{
			told("a clear-settlement 2022-09-13 Gravelines"), told("b clear-settlement 2022-09-16 Gravelines"),
			told("c clear-settlement 2022-09-13 Gravelines"), told("d clear-settlement 2022-09-16 Gravelines")}, "a c | b d"},
	} {
		if got := shown(eventsOf(l, nil, test.told...)); got != test.want {
			t.Errorf("%s: got %s, want %s", test.name, got, test.want)
		}
	}
}

func TestPeopleJudgeAboveTheMachine(t *testing.T) {
	l := linker(t)
	a, b, c := told("a clear-settlement 2018-06-07 Gravelines"), told("b clear-settlement 2018-06-07 Gravelines"), told("c arrest 2019-01-01 Lyon")
	for _, test := range []struct {
		judged []Judgement
		want   string
	}{
		{[]Judgement{{a.ID, b.ID, false}}, "a | b | c"},
		{[]Judgement{{b.ID, c.ID, true}}, "a b c"},
		{[]Judgement{{b.ID, c.ID, true}, {a.ID, c.ID, false}}, "a | b c"},
	} {
		if got := shown(eventsOf(l, test.judged, a, b, c)); got != test.want {
			t.Errorf("%v: got %s, want %s", test.judged, got, test.want)
		}
	}
}

// crowdOf makes tellings that lie close to each other in many ways.
func crowdOf(n int, seed uint64) []Telling {
	r := rand.New(rand.NewPCG(seed, 1))
	acts := []string{"clear-settlement", "transfer-people", "arrest", "die"}
	places := []string{"Gravelines", "Calais", "Lyon", "-", "France"}
	dates := []string{"2018-06-07", "2018-06-08", "2018-06", "2018", "-"}
	var all []Telling
	for i := range n {
		t := told(fmt.Sprintf("r%03d %s %s %s", i, acts[r.IntN(4)], dates[r.IntN(5)], places[r.IntN(5)]))
		if r.IntN(2) == 0 {
			t = with(t, "dead", fmt.Sprint(r.IntN(4)))
		}
		all = append(all, t)
	}
	return all
}

func TestEventsDoNotDependOnOrder(t *testing.T) {
	l := linker(t)
	all := crowdOf(60, 7)
	want := eventsOf(l, nil, all...)
	members := 0
	for _, e := range want {
		members += len(e.Members)
		if e.ID != Founds(e.Members[0].Account) {
			t.Errorf("event %s is not founded by its first member", e.ID)
		}
	}
	if members != len(all) {
		t.Errorf("%d accounts are in events, want %d", members, len(all))
	}
	for range 5 {
		shuffled := slices.Clone(all)
		rand.Shuffle(len(shuffled), func(i, j int) { shuffled[i], shuffled[j] = shuffled[j], shuffled[i] })
		if got := eventsOf(l, nil, shuffled...); !reflect.DeepEqual(got, want) {
			t.Fatalf("\n got %s\nwant %s", shown(got), shown(want))
		}
	}
}

func TestCrowdsAreCutAndGrouped(t *testing.T) {
	l := linker(t)
	all := crowdOf(Crowded+100, 3)
	members := map[record.AccountID]bool{}
	for _, e := range eventsOf(l, nil, all...) {
		for _, m := range e.Members {
			members[m.Account] = true
		}
	}
	if len(members) != len(all) {
		t.Errorf("%d accounts are in events, want %d", len(members), len(all))
	}
}

func TestCompareKnowsNoOrderAndLinkedAccountsShareAKey(t *testing.T) {
	l := linker(t)
	all := crowdOf(50, 11)
	for i := range all {
		for j := range all {
			ab, why := l.Compare(&all[i], &all[j])
			ba, because := l.Compare(&all[j], &all[i])
			if ab != ba || !reflect.DeepEqual(why, because) {
				t.Fatalf("%s and %s: %v %v, the other way %v %v", all[i].ID, all[j].ID, ab, why, ba, because)
			}
			if ab > 0.8 && i != j && !shareKey(l.Keys(&all[i]), l.Keys(&all[j])) {
				t.Errorf("%s and %s score %.2f and share no key", all[i].ID, all[j].ID, ab)
			}
		}
	}
}

func shareKey(a, b []uint64) bool {
	return slices.ContainsFunc(a, func(k uint64) bool { return slices.Contains(b, k) })
}

func TestRelated(t *testing.T) {
	l := linker(t)
	clearing, arrest := told("a clear-settlement 2018-06-07 Gravelines"), told("a arrest 2018-06-07 Gravelines", "joe ashdown")
	verdict, otherDay := told("b convict 2019-03-01 Calais", "joe ashdown"), told("c arrest 2018-06-09 Gravelines")
	for _, test := range []struct {
		a, b Telling
		want string
	}{
		{clearing, arrest, record.HasPart}, {clearing, otherDay, ""}, {arrest, verdict, record.FollowedBy}, {clearing, verdict, ""},
	} {
		if got, _ := l.Relate(&test.a, &test.b); got != test.want {
			t.Errorf("%s and %s: got %q, want %q", test.a.ID, test.b.ID, got, test.want)
		}
		if got, _ := l.Relate(&test.b, &test.a); got != record.Inverse(test.want) {
			t.Errorf("%s and %s, the other way: got %q, want %q", test.a.ID, test.b.ID, got, record.Inverse(test.want))
		}
	}
	if !shareKey(l.Keys(&clearing), l.Keys(&arrest)) || !shareKey(l.Keys(&arrest), l.Keys(&verdict)) {
		t.Error("related accounts share no key")
	}
}

func BenchmarkCompare(b *testing.B) {
	l := linker(b)
	x, y := told("a clear-settlement 2018-06-07 Gravelines", "joe ashdown"), told("b clear-settlement 2018-06-09 Calais", "ann lee")
	for b.Loop() {
		l.Compare(&x, &y)
	}
}
