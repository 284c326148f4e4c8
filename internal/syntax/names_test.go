package syntax_test

import (
	"strings"
	"testing"

	"dateline/internal/syntax"
	"dateline/internal/text"
	"dateline/models"
	"dateline/rules"
)

// known is a small gazetteer.
type known map[string]int

func (k known) Fame(name []byte) int { return k[string(name)] }

// consulting returns a Runner that knows the gazetteer.
func consulting(t *testing.T) *syntax.Runner {
	t.Helper()
	reader, err := syntax.New(models.FS, rules.FS)
	if err != nil {
		t.Fatal(err)
	}
	reader.Consult(known{"Khost": 2, "Lusaka": 3, "Zambia": 4, "Mazamet": 1})
	return reader.Runner()
}

// names reads a text and returns its names with their type, "Graz/LOC".
func names(x *syntax.Runner, language text.Language, body string) string {
	d := &text.Document{Body: body, Language: language}
	_, _, found := x.Read(d)
	var all []string
	for _, n := range found {
		all = append(all, d.At(n.Span)+"/"+n.Type.String())
	}
	return strings.Join(all, " ")
}

func TestNamesFromKnowledge(t *testing.T) {
	x := consulting(t)
	for _, test := range []struct {
		language text.Language
		body     string
		want     string
	}{
		{text.English, "The Transport Ministry said that trains would run again.", "Transport Ministry/ORG"},
		{text.English, "Workers of the Bank of Zambia met in Lusaka.", "Bank of Zambia/ORG Lusaka/LOC"},
		{text.English, "Captain Ivo Brankov was seen near Khost.", "Ivo Brankov/PER Khost/LOC"},
		{text.English, "Argentines voted on Sunday.", ""},
		{text.French, "Le maire de Mazamet a reçu Mme Lucie Garrel.", "Mazamet/LOC Lucie Garrel/PER"},
	} {
		if got := names(x, test.language, test.body); got != test.want {
			t.Errorf("%s\n got %s\nwant %s", test.body, got, test.want)
		}
	}
}

// A text's names must not depend on what was read before it.
func TestNamesDependOnTheTextAlone(t *testing.T) {
	const one, other = "Brankov met Ivo Brankov in Khost. Khost was quiet.", "Police in Lusaka arrested two men, the Khost Union said."
	fresh := names(consulting(t), text.English, other)
	used := consulting(t)
	names(used, text.English, one)
	if got := names(used, text.English, other); got != fresh {
		t.Errorf("after another text: %s, want %s", got, fresh)
	}
}

func BenchmarkNames(b *testing.B) {
	reader, err := syntax.New(models.FS, rules.FS)
	if err != nil {
		b.Fatal(err)
	}
	reader.Consult(known{"Lusaka": 3, "Zambia": 4})
	x := reader.Runner()
	body := strings.Repeat("Police in Lusaka arrested two men on Friday, the Transport Ministry of Zambia said. Nobody was hurt when they were led away. ", 40)
	d := &text.Document{Body: body, Language: text.English}
	tokens := 0
	for b.Loop() {
		_, read, _ := x.Read(d)
		tokens += len(read)
	}
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(tokens), "ns/token")
}
