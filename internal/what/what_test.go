package what

import (
	"fmt"
	"strings"
	"testing"

	"dateline/internal/record"
	"dateline/internal/text"
)

const (
	past      = "Mood=Ind|Tense=Past|VerbForm=Fin"
	infinite  = "VerbForm=Inf"
	partPast  = "Tense=Past|VerbForm=Part"
	singular  = "Number=Sing"
	definites = "Definite=Def"
)

// told writes an account as act trigger realisation and roles.
func told(d *text.Document, a record.Account) string {
	parts := []string{a.Act, d.At(a.Trigger), string(a.Realisation)}
	if a.Negated {
		parts = append(parts, "not")
	}
	if !a.Shown.Empty() {
		parts = append(parts, "by "+d.At(a.Shown))
	}
	for _, p := range a.Participants {
		parts = append(parts, string(p.Role)+"="+d.At(p.Span))
	}
	for _, h := range a.Harm {
		parts = append(parts, fmt.Sprintf("%s=%s", h.Kind, h.Best))
	}
	return strings.Join(parts, " ")
}

var findTests = []struct {
	name      string
	sentences []string
	want      []string
}{
	{"victims told again by a general noun", []string{"Rebels/rebel/NOUN@/2/nsubj/Number=Plur murdered/murder/VERB/0/root/" + past + " priests/priest/NOUN@/2/obj/Number=Plur ././PUNCT/2/punct",
		"It/it/PRON/2/nsubj rained/rain/VERB/0/root/" + past + " ././PUNCT/2/punct",
		"It/it/PRON/2/nsubj rained/rain/VERB/0/root/" + past + " ././PUNCT/2/punct",
		"It/it/PRON/2/nsubj rained/rain/VERB/0/root/" + past + " ././PUNCT/2/punct",
		"It/it/PRON/2/nsubj rained/rain/VERB/0/root/" + past + " ././PUNCT/2/punct",
		"Police/police/NOUN@/2/nsubj sought/seek/VERB/0/root/" + past + " those/that/PRON/2/obj who/who/PRON/5/nsubj murdered/murder/VERB/3/acl:relcl/" + past + " the/the/DET/7/det/" + definites + " clergymen/clergyman/NOUN@/5/obj/Number=Plur ././PUNCT/2/punct"},
		[]string{"attack murdered happened initiator=Rebels target=priests dead= dead="}},
	{"other victims", []string{"Rebels/rebel/NOUN@/2/nsubj/Number=Plur murdered/murder/VERB/0/root/" + past + " priests/priest/NOUN@/2/obj/Number=Plur ././PUNCT/2/punct",
		"It/it/PRON/2/nsubj rained/rain/VERB/0/root/" + past + " ././PUNCT/2/punct",
		"It/it/PRON/2/nsubj rained/rain/VERB/0/root/" + past + " ././PUNCT/2/punct",
		"It/it/PRON/2/nsubj rained/rain/VERB/0/root/" + past + " ././PUNCT/2/punct",
		"It/it/PRON/2/nsubj rained/rain/VERB/0/root/" + past + " ././PUNCT/2/punct",
		"Police/police/NOUN@/2/nsubj sought/seek/VERB/0/root/" + past + " those/that/PRON/2/obj who/who/PRON/5/nsubj murdered/murder/VERB/3/acl:relcl/" + past + " two/two/NUM/7/nummod clergymen/clergyman/NOUN@/5/obj/Number=Plur ././PUNCT/2/punct"},
		[]string{"attack murdered happened initiator=Rebels target=priests dead=", "attack murdered happened target=clergymen dead="}},
	{"active", []string{"Police/police/NOUN@/2/nsubj cleared/clear/VERB/0/root/" + past + " camps/camp/NOUN/2/obj/Number=Plur ././PUNCT/2/punct"},
		[]string{"clear-settlement cleared happened initiator=Police target=camps"}},
	{"attempt", []string{"Police/police/NOUN@/2/nsubj tried/try/VERB/0/root/" + past + " to/to/PART/4/mark clear/clear/VERB/2/xcomp/" + infinite + " camps/camp/NOUN/4/obj ././PUNCT/2/punct"},
		[]string{"clear-settlement clear attempted by tried initiator=Police target=camps"}},
	{"attempt by a noun", []string{"Police/police/NOUN@/2/nsubj made/make/VERB/0/root/" + past + " attempts/attempt/NOUN/2/obj to/to/PART/5/mark clear/clear/VERB/3/acl/" + infinite + " camps/camp/NOUN/5/obj ././PUNCT/2/punct"},
		[]string{"clear-settlement clear attempted by attempts initiator=Police target=camps"}},
	{"plan", []string{"Migrants/migrant/NOUN@/3/nsubj will/will/AUX/3/aux march/march/VERB/0/root/" + infinite + " ././PUNCT/3/punct"},
		[]string{"demonstrate march planned by will initiator=Migrants"}},
	{"negation", []string{"Migrants/migrant/NOUN@/4/nsubj did/do/AUX/4/aux not/not/PART/4/advmod march/march/VERB/0/root/" + infinite + " ././PUNCT/4/punct"},
		[]string{"demonstrate march happened not by not initiator=Migrants"}},
	{"refusal", []string{"Migrants/migrant/NOUN@/2/nsubj refused/refuse/VERB/0/root/" + past + " to/to/PART/4/mark march/march/VERB/2/xcomp/" + infinite + " ././PUNCT/2/punct"},
		[]string{"demonstrate march happened not by refused initiator=Migrants"}},
	{"prevented", []string{"Police/police/NOUN@/2/nsubj prevented/prevent/VERB/0/root/" + past + " the/the/DET/4/det/" + definites + " march/march/NOUN/2/obj/" + singular + " ././PUNCT/2/punct"},
		[]string{"demonstrate march happened not by prevented"}},
	{"prevented in vain", []string{"Police/police/NOUN@/2/nsubj failed/fail/VERB/0/root/" + past + " to/to/PART/4/mark prevent/prevent/VERB/2/xcomp/" + infinite + " the/the/DET/6/det/" + definites + " march/march/NOUN/4/obj/" + singular + " ././PUNCT/2/punct"},
		[]string{"demonstrate march happened"}},
	{"obligation", []string{"Police/police/NOUN@/2/nsubj have/have/VERB/0/root/" + " to/to/PART/4/mark clear/clear/VERB/2/xcomp/" + infinite + " camps/camp/NOUN/4/obj ././PUNCT/2/punct"},
		[]string{"clear-settlement clear demanded by have initiator=Police target=camps"}},
	{"took place", []string{"The/the/DET/2/det/" + definites + " march/march/NOUN/5/nsubj/" + singular + " did/do/AUX/5/aux not/not/PART/5/advmod take/take/VERB/0/root/" + infinite + " place/place/NOUN/5/obj ././PUNCT/5/punct"},
		[]string{"demonstrate march happened not by not"}},
	{"no arrests", []string{"Police/police/NOUN@/2/nsubj made/make/VERB/0/root/" + past + " no/no/DET/4/det arrests/arrest/NOUN/2/obj/Number=Plur ././PUNCT/2/punct"},
		[]string{"arrest arrests happened not by no arrested=0"}},
	{"what is told of a plan stays out of a clause of time", []string{"Police/police/NOUN@/2/nsubj attacked/attack/VERB/0/root/" + past + " after/after/SCONJ/5/mark migrants/migrant/NOUN@/5/nsubj planned/plan/VERB/2/advcl/" + past + " marches/march/NOUN/5/obj/Number=Plur ././PUNCT/2/punct"},
		[]string{"attack attacked happened initiator=Police", "demonstrate marches planned by planned"}},
	{"a noun that refers back is the same account", []string{
		"Police/police/NOUN@/2/nsubj tried/try/VERB/0/root/" + past + " to/to/PART/4/mark clear/clear/VERB/2/xcomp/" + infinite + " camps/camp/NOUN/4/obj ././PUNCT/2/punct",
		"The/the/DET/2/det/" + definites + " clearing/clearing/NOUN/3/nsubj/" + singular + " ended/end/VERB/0/root/" + past + " ././PUNCT/3/punct"},
		[]string{"clear-settlement clear attempted by tried initiator=Police target=camps"}},
	{"another one is not", []string{
		"Police/police/NOUN@/2/nsubj cleared/clear/VERB/0/root/" + past + " a/a/DET/4/det camp/camp/NOUN/2/obj ././PUNCT/2/punct",
		"Police/police/NOUN@/2/nsubj cleared/clear/VERB/0/root/" + past + " another/another/DET/4/det camp/camp/NOUN/2/obj ././PUNCT/2/punct"},
		[]string{"clear-settlement cleared happened initiator=Police target=a camp", "clear-settlement cleared happened initiator=Police target=another camp"}},
	{"somebody else is not", []string{
		"Drivers/driver/NOUN@/2/nsubj attacked/attack/VERB/0/root/" + past + " police/police/NOUN@/2/obj ././PUNCT/2/punct",
		"Police/police/NOUN@/2/nsubj attacked/attack/VERB/0/root/" + past + " migrants/migrant/NOUN@/2/obj ././PUNCT/2/punct"},
		[]string{"attack attacked happened initiator=Drivers target=police", "attack attacked happened initiator=Police target=migrants"}},
	{"a single death", []string{"A/a/DET/2/det driver/driver/NOUN@/3/nsubj/" + singular + " died/die/VERB/0/root/" + past + " ././PUNCT/3/punct"},
		[]string{"die died happened target=driver dead=1"}},
	{"riot police is no riot: a noun before a noun tells nothing", []string{"March/march/NOUN/2/compound leaders/leader/NOUN/3/nsubj left/leave/VERB/0/root/" + past + " ././PUNCT/3/punct"}, nil},
}

func TestFind(t *testing.T) {
	f := finder(t)
	for _, test := range findTests {
		d := parsed(t, test.sentences...)
		accounts, _ := f.Find(d, nil)
		var got []string
		for _, a := range accounts {
			got = append(got, told(d, a))
		}
		if strings.Join(got, "\n") != strings.Join(test.want, "\n") {
			t.Errorf("%s: %s\n got %q\nwant %q", test.name, d.Body, got, test.want)
		}
	}
}

// TestSpansLieInTheBody finds the same accounts twice, with all spans inside of the body and on words.
func TestSpansLieInTheBody(t *testing.T) {
	f := finder(t)
	for _, test := range findTests {
		d := parsed(t, test.sentences...)
		once, _ := f.Find(d, nil)
		again, _ := f.Find(d, nil)
		if fmt.Sprint(once) != fmt.Sprint(again) {
			t.Errorf("%s: two runs differ", test.name)
		}
		for _, a := range once {
			spans := append([]text.Span{a.Trigger, a.Shown}, a.Also...)
			for _, p := range a.Participants {
				spans = append(spans, p.Span)
			}
			for _, s := range spans {
				if s.Start < 0 || s.End > len(d.Body) || strings.TrimSpace(d.At(s)) != d.At(s) {
					t.Errorf("%s: %v is no span of words", test.name, s)
				}
			}
			if a.Confidence < 0 || a.Confidence > 1 {
				t.Errorf("%s: confidence %v", test.name, a.Confidence)
			}
		}
	}
}

func TestSaidBy(t *testing.T) {
	f := finder(t)
	d := parsed(t, "Police/police/NOUN@/2/nsubj cleared/clear/VERB/0/root/"+past+" camps/camp/NOUN/2/obj ,/,/PUNCT/2/punct officers/officer/NOUN@/6/nsubj said/say/VERB/2/parataxis/"+past+" ././PUNCT/2/punct")
	quote := record.Quote{Span: d.Cover(0, 2), Cue: d.Tokens[5].Span}
	quote.Speaker.Span = d.Tokens[4].Span
	accounts, _ := f.Find(d, []record.Quote{quote})
	if len(accounts) != 1 || len(accounts[0].SaidBy) != 1 || d.At(accounts[0].SaidBy[0].Span) != "officers" || accounts[0].SaidBy[0].Cue != "said" {
		t.Errorf("got %+v, want one account that officers told", accounts)
	}
}

func TestOtherLanguagesHaveNoAccounts(t *testing.T) {
	d := &text.Document{Language: "de", Body: "Nein."}
	if accounts, notes := finder(t).Find(d, nil); accounts != nil || notes != nil {
		t.Errorf("got %v %v", accounts, notes)
	}
}
