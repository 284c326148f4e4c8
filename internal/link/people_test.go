package link

import "testing"

func TestSamePerson(t *testing.T) {
	for _, test := range []struct {
		a, b Named
		want bool
	}{
		{Named{Name: "Gérald Darmanin"}, Named{Name: "Gerald Darmanin"}, true},
		{Named{Name: "Gérald Darmanin", Report: "a"}, Named{Name: "M. Darmanin", Report: "a"}, true},
		{Named{Name: "Gérald Darmanin", Report: "a"}, Named{Name: "M. Darmanin", Report: "b"}, false},
		{Named{Name: "Gérald Darmanin", Report: "a", Sector: "GOV", Role: "ministre de l'Intérieur"}, Named{Name: "Darmanin", Report: "b", Sector: "GOV", Role: "ministre"}, true},
		{Named{Name: "Jean-Luc Vandamme"}, Named{Name: "Corinne Vandamme"}, false},
		{Named{Name: "Ibrahim Sumaro"}, Named{Name: "Ibrahima Soumaoro"}, true},
		{Named{Name: "Louis Martin"}, Named{Name: "Louise Martin"}, false},
		{Named{Name: "Gerald Martin"}, Named{Name: "Gerard Martin"}, false},
		{Named{Name: "Mohamed Bah"}, Named{Name: "Muhammad Bah"}, true},
		{Named{Name: "Ann Lee"}, Named{Name: "Ann Leigh-Smith"}, false},
		{Named{Name: ""}, Named{Name: "Ann Lee"}, false},
	} {
		score, why := SamePerson(test.a, test.b)
		back, _ := SamePerson(test.b, test.a)
		if got := score >= 0.6; got != test.want || score != back {
			t.Errorf("%q and %q: %.2f (the other way %.2f), want %v; %v", test.a.Name, test.b.Name, score, back, test.want, why)
		}
		full := len(nameWords(test.a.Name)) > 1 && len(nameWords(test.b.Name)) > 1
		if test.want && full && !shareKey(PersonKeys(test.a.Name), PersonKeys(test.b.Name)) {
			t.Errorf("%q and %q have no key in common", test.a.Name, test.b.Name)
		}
	}
}
