package scheme

import (
	"encoding/csv"
	"encoding/json"
	"io/fs"
	"os"
	"strings"
	"testing"
	"testing/fstest"

	"dateline/codebook"
	"dateline/internal/record"
	"dateline/internal/rule"
	"dateline/internal/text"
)

// body is the text of all accounts of the tests: two sentences.
const body = "Police threw tear gas at marchers near Lille. Rebels refused to leave the town."

func document() *text.Document {
	d := &text.Document{Body: body}
	first := strings.Index(body, " Rebels")
	d.Sentences = []text.Sentence{{Span: text.Span{Start: 0, End: first}}, {Span: text.Span{Start: first + 1, End: len(body)}}}
	return d
}

func span(words string) text.Span {
	at := strings.Index(body, words)
	return text.Span{Start: at, End: at + len(words)}
}

func party(role record.Role, words, sector string) record.Participant {
	return record.Participant{Span: span(words), Role: role, Sector: sector}
}

// occasion is two accounts of one occasion, and a third that did not take place.
func occasion() []record.Account {
	return []record.Account{
		{Act: "use-crowd-control", Trigger: span("threw tear gas"), Realisation: record.Happened,
			Participants: []record.Participant{party(record.Initiator, "Police", "COP"), party(record.Target, "marchers", "CVL")},
			Harm:         []record.Harm{{Kind: "injured", Best: text.Just(3)}, {Kind: "dead", Best: text.Just(0)}}},
		{Act: "demonstrate", Realisation: record.Happened, Participants: []record.Participant{party(record.Initiator, "marchers", "CVL")}},
		{Act: "withdraw-forces", Trigger: span("leave"), Realisation: record.Happened, Negated: true, Shown: span("refused"), Sentence: 1,
			Participants: []record.Participant{party(record.Initiator, "Rebels", "REB")}},
	}
}

var conditionTests = []struct {
	account   int
	condition string
	want      bool
}{
	{0, "", true},
	{0, "initiator.sector=COP", true},
	{0, "initiator.sector=cop|MIL", true},
	{0, "initiator.sector!=COP", false},
	{0, "initiator.sector=COP target.sector=REF", false},
	{0, "target=any", true},
	{0, "intervener=any", false},
	{0, "intervener=none", true},
	{0, "harm=injured", true},
	{0, "harm=dead", false}, // a reported zero
	{0, "things=destroyed", false},
	{0, `words="tear gas"`, true},
	{0, "words=march*", true},
	{0, "words=march", false},
	{0, "words=rebels", false}, // another sentence
	{0, "trigger=threw", true},
	{0, "with=demonstrate", true},
	{0, "with=withdraw-forces", false}, // it did not take place
	{2, "negated=yes shown=refus*", true},
	{2, "realisation=happened", true},
	{2, "with=use-crowd-control", true},
	{2, "initiator.words=rebels", true},
}

func TestConditions(t *testing.T) {
	accounts := occasion()
	for _, test := range conditionTests {
		c, err := readCondition(test.condition)
		if err != nil {
			t.Errorf("%s: %v", test.condition, err)
			continue
		}
		v := view{d: document(), accounts: accounts, at: test.account, Account: &accounts[test.account], known: new([]answer)}
		if got := c.holds(v); got != test.want {
			t.Errorf("account %d, %q: got %v", test.account, test.condition, got)
		}
	}
}

// shown writes the codes of an account in one scheme.
func shown(codes []record.Code, scheme string) string {
	var all []string
	for _, c := range codes {
		if c.Scheme == scheme {
			all = append(all, strings.Join(strings.Fields(c.Code+" "+c.Mode+" "+c.Grade), " "))
		}
	}
	return strings.Join(all, " + ")
}

func TestCodes(t *testing.T) {
	table := shipped(t)
	got := table.Codes(document(), occasion())
	for _, test := range []struct {
		account      int
		scheme, want string
	}{
		{0, "PLOVER", "ASSAULT crowd-control exact"},
		{0, "CAMEO", "175 broader"},
		{1, "PLOVER", "PROTEST demo exact"},
		{1, "ACLED", "Protest with intervention broader"},
		{1, "UCDP", "none"},
		{2, "PLOVER", "REJECT yield broader"},
		{2, "ACLED", "none"},
	} {
		if codes := shown(got[test.account], test.scheme); codes != test.want {
			t.Errorf("account %d in %s: got %q, want %q", test.account, test.scheme, codes, test.want)
		}
	}
}

func acts(t *testing.T, fsys fs.FS) *rule.Codebook {
	t.Helper()
	acts, err := rule.LoadCodebook(fsys, nil)
	if err != nil {
		t.Fatal(err)
	}
	return acts
}

func shipped(t *testing.T) *Table {
	t.Helper()
	table, err := Read(codebook.FS, acts(t, codebook.FS))
	if err != nil {
		t.Fatal(err)
	}
	return table
}

// TestEveryActHasItsRows asks for a last row without a condition, or a reason, for each act in each scheme.
func TestEveryActHasItsRows(t *testing.T) {
	table := shipped(t)
	for _, a := range acts(t, codebook.FS).Acts {
		for _, s := range table.schemes {
			rows := table.rows[s.name][a.Name]
			if len(rows) == 0 || len(rows[len(rows)-1].condition) > 0 {
				t.Errorf("%s in %s: no row that always holds", a.Name, s.name)
			}
			for i, r := range rows[:max(0, len(rows)-1)] {
				if len(r.condition) == 0 && rows[i+1].asks != "" {
					t.Errorf("%s in %s: a row without a condition hides those after it", a.Name, s.name)
				}
			}
		}
	}
}

// own is a user's folder with an act of his own.
func own(files map[string]string) fs.FS {
	folder := fstest.MapFS{"harm/sink.md": {Data: []byte("# Ship sunk\n\nname: sink\ngroup: harm\nroles: initiator\n\n## Definition\n\nA ship goes down.\n")}}
	for name, data := range files {
		folder[name] = &fstest.MapFile{Data: []byte(data)}
	}
	return rule.Overlay(codebook.FS, folder)
}

const head = "act\tcondition\tscheme\tversion\tcode\tmode\tcontexts\tgrade\tnote\n"

func TestUsersActs(t *testing.T) {
	for _, test := range []struct {
		name, rows, act, scheme, want string
	}{
		{"an act without rows has no code", "", "sink", "PLOVER", "none"},
		{"an act with a row has its code", "sink\t\tPLOVER\t2.0\tASSAULT\t\t\tbroader\t\n", "sink", "PLOVER", "ASSAULT broader"},
		{"own rows stand in place of those that ship", "die\t\tCAMEO\t1.1b3\t180\t\t\tbroader\t\n", "die", "CAMEO", "180 broader"},
		{"in one scheme alone", "die\t\tCAMEO\t1.1b3\t180\t\t\tbroader\t\n", "die", "ACLED", "none"},
	} {
		folder := own(map[string]string{"crosswalk-own.tsv": head + test.rows})
		table, err := Read(folder, acts(t, folder))
		if err != nil {
			t.Errorf("%s: %v", test.name, err)
			continue
		}
		codes := table.Codes(document(), []record.Account{{Act: test.act, Realisation: record.Happened}})
		if got := shown(codes[0], test.scheme); got != test.want {
			t.Errorf("%s: got %q, want %q", test.name, got, test.want)
		}
	}
}

func TestMistakes(t *testing.T) {
	for _, test := range []struct{ row, want string }{
		{"sing\t\tPLOVER\t2.0\tAID\t\t\texact\t", `no act is named "sing"`},
		{"die\t\tPLOVER\t2.0\tFIGHT\t\t\texact\t", `no code "FIGHT"`},
		{"die\t\tPLOVER\t2.0\tAID\tbeat\t\texact\t", `no mode "beat" of AID`},
		{"die\t\tPLOVER\t2.0\tAID\t\tlove\texact\t", `no context "love"`},
		{"die\t\tPLOVER\t1.0\tAID\t\t\texact\t", `version "1.0"`},
		{"die\t\tGDELT\t2.0\tAID\t\t\texact\t", "no list of codes"},
		{"die\t\tPLOVER\t2.0\tAID\t\t\tnearly\t", `grade "nearly"`},
		{"die\t\tPLOVER\t2.0\tAID\t\t\tnone\t", "grade none wants no code"},
		{"die\tmood=good\tPLOVER\t2.0\tAID\t\t\texact\t", `nothing is named "mood"`},
		{"die\tharm\tPLOVER\t2.0\tAID\t\t\texact\t", "want key=value"},
		{"die\tPLOVER", "2 columns, want 9"},
	} {
		folder := own(map[string]string{"crosswalk-own.tsv": head + test.row + "\n"})
		_, err := Read(folder, acts(t, folder))
		if err == nil || !strings.Contains(err.Error(), test.want) || !strings.Contains(err.Error(), "crosswalk-own.tsv:2") {
			t.Errorf("%q: got %v, want %s", test.row, err, test.want)
		}
	}
}

// given opens a table that stands beside the project, and skips the test where there is none.
func given(t *testing.T, name string) *os.File {
	t.Helper()
	f, err := os.Open("../../../shared/data/events/" + name)
	if err != nil {
		t.Skip("no published list to compare with")
	}
	t.Cleanup(func() { f.Close() })
	return f
}

func table(t *testing.T, f *os.File, comma rune) [][]string {
	t.Helper()
	r := csv.NewReader(f)
	r.Comma, r.FieldsPerRecord, r.LazyQuotes = comma, -1, true
	rows, err := r.ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	return rows[1:]
}

func listOf(t *testing.T, name string) *list {
	t.Helper()
	for _, l := range shipped(t).schemes {
		if l.name == name {
			return l
		}
	}
	t.Fatalf("no list of %s", name)
	return nil
}

func TestPLOVERIsAsPublished(t *testing.T) {
	rows, l, seen := table(t, given(t, "plover-types/plover_types.tsv"), '\t'), listOf(t, "PLOVER"), 0
	for _, r := range rows {
		switch _, typed := l.under[r[1]]; {
		case r[0] == "type" && !typed, r[0] == "mode" && !l.modes[r[1]][r[2]], r[0] == "context" && !l.contexts[r[2]]:
			t.Errorf("no %s %s %s", r[0], r[1], r[2])
		case r[0] == "type" || r[0] == "mode" || r[0] == "context":
			seen++
		}
	}
	listed := len(l.under) + len(l.contexts)
	for _, modes := range l.modes {
		listed += len(modes)
	}
	if listed != seen {
		t.Errorf("%d listed, %d published", listed, seen)
	}
}

func TestCAMEOIsAsPublished(t *testing.T) {
	rows, l := table(t, given(t, "cameo-codes/cameo-codes.csv"), ','), listOf(t, "CAMEO")
	const code = 3 // column of the code
	for _, r := range rows {
		if _, ok := l.under[r[code]]; !ok {
			t.Errorf("no code %s", r[code])
		}
	}
	if len(l.under) != len(rows) {
		t.Errorf("%d listed, %d published", len(l.under), len(rows))
	}
}

// renamed is ACLED's names where the published schema has another.
var renamed = map[string]string{
	"AirOrDroneStrike": "Air/drone strike", "ShellingOrArtilleryOrMissileAttack": "Shelling/artillery/missile attack",
	"RemoteExplosiveOrLandmineOrIED": "Remote explosive/landmine/IED", "AbductionOrForcedDisappearance": "Abduction/forced disappearance",
	"ChangeToArmedGroup": "Change to group/activity", "BaseEstablished": "Headquarters or base established", "Arrest": "Arrests",
	"LootingOrPropertyDestruction": "Looting/property destruction", "OtherStrategicDevelopment": "Other", "ExcessiveForceAgainstProtestors": "Excessive force against protesters",
}

func TestACLEDIsAsPublished(t *testing.T) {
	var classes []struct {
		Class      string
		Definition string
	}
	if err := json.NewDecoder(given(t, "acled-schema/acled_schema.json")).Decode(&classes); err != nil {
		t.Fatal(err)
	}
	l, seen := listOf(t, "ACLED"), 0
	squeezed := map[string]bool{}
	for code := range l.under {
		squeezed[strings.ToLower(strings.NewReplacer(" ", "", "-", "").Replace(code))] = true
	}
	for _, c := range classes {
		if !strings.HasPrefix(c.Definition, "Is a type of") {
			continue
		}
		seen++
		_, listed := l.under[renamed[c.Class]]
		if !listed && !squeezed[strings.ToLower(c.Class)] {
			t.Errorf("no code for %s", c.Class)
		}
	}
	if seen != len(l.under) {
		t.Errorf("%d listed, %d published", len(l.under), seen)
	}
}

// TestManualIsRight reads the example of doc/rules.md in place of the rows that ship.
func TestManualIsRight(t *testing.T) {
	data, err := os.ReadFile("../../doc/rules.md")
	if err != nil {
		t.Fatal(err)
	}
	_, example, _ := strings.Cut(string(data), "```crosswalk\n")
	example, _, found := strings.Cut(example, "```")
	folder := own(map[string]string{mainFile: example})
	if _, err := Read(folder, acts(t, folder)); err != nil || !found {
		t.Errorf("the crosswalk of the manual: %v", err)
	}
	for key := range keys {
		if !strings.Contains(string(data), "`"+key+"`") {
			t.Errorf("the manual does not tell of %s", key)
		}
	}
}
