package pipeline_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"dateline/internal/ingest"
	"dateline/internal/pipeline"
	"dateline/internal/record"
	"dateline/internal/rule"
	"dateline/internal/text"
)

// tellingTests are reports of Wednesday 9 October 2024. The trigger of the account that is asked for stands in ‹ ›; an account that must not be there
// has nothing wanted.
var tellingTests = []struct{ name, marked, want string }{
	{"a shooting told behind its dead is one account with them",
		"Two men were ‹killed› at a bar in Leeds. The shooting happened on Saturday night.",
		"shoot day=2024-10-05 by weekday at=Leeds target=Two men dead=2"},
	{"what only says when and where it was lends both",
		"Police ‹shot› two women. It happened in Leeds on Monday.",
		"shoot day=2024-10-07 by what.happening at=Leeds injured=2 fact"},
	{"the day on which the police were called is the day of the event",
		"A man was ‹shot› in a car park. Officers were called to the scene at 2 a.m. on Sunday.",
		"shoot day=2024-10-06 by what.happening injured=1"},
	{"a bare weekday of what took place lies behind us",
		"A teenager is being charged after a ‹shooting› on Friday.",
		"shoot day=2024-10-04"},
	{"a day behind a place belongs to the act",
		"A man was ‹stabbed› in a block of flats on Mill Road early Sunday.",
		"stab day=2024-10-06 injured=1"},
	{"a report that names one town means that town",
		"LEEDS — Two men were ‹shot› outside a club on Monday.",
		"shoot day=2024-10-07 at=Leeds injured=2"},
	{"where shops were looted says nothing of where the police fired",
		"NAIROBI, Kenya - Police ‹fired› tear gas at a march in Nairobi on Tuesday, killing two men.\n\nIn Eldoret two shops were looted.",
		"use-crowd-control day=2024-10-08 at=Nairobi"},
	{"what it was done for was on the same day",
		"Police ‹fired› rubber bullets to break up a march in Leeds on Tuesday.",
		"use-crowd-control day=2024-10-08 at=Leeds"},
	{"a day since which a strike has lasted is not that of what comes next",
		"Workers have walked out since October 1. They ‹hurled› bricks at the police.",
		"riot"},
	{"nobody is shot where the police are from",
		"Leeds police said a man was ‹shot› in Bradford on Monday.",
		"shoot day=2024-10-07 at=Bradford injured=1"},
	{"the same area is the place before",
		"A camp was cleared in Dunkirk on Monday, and another camp was ‹cleared› in the same area on the order of Interior Minister Paul Duval.",
		"clear-settlement at=Dunkirk initiator=Interior Minister Paul Duval"},
	{"those involved take part",
		"A ‹clash› involving three guards took place on Monday.",
		"clash day=2024-10-07 initiator=three guards"},
	{"an age is no number of the dead",
		"Police are looking into the ‹deaths› of his wife, 34, and two girls.",
		"die dead=1;"},
	{"those beside the dead are not dead",
		"A ‹shooting› left one woman dead and four people wounded on Monday.",
		"shoot day=2024-10-07 dead=1 injured=4"},
	{"those brought to a hospital are injured",
		"Gunfire broke out in Leeds on Monday. Four people were ‹taken› to hospital.",
		"treat day=2024-10-07 by what.thread injured=4"},
	{"of those shot the ones who did not die are injured",
		"Five people were ‹shot› in Leeds on Monday. One person died.",
		"shoot day=2024-10-07 injured=4 at=Leeds"},
	{"who is suspected is not convicted", "Suspected rebels ‹attacked› a village on Monday.", "attack day=2024-10-07 suspected initiator=Suspected rebels"},
	{"who is accused did it, as they say", "A man accused of ‹killing› two farmers was freed.", "attack accused initiator=A man dead=2"},
	{"the police accuse", "Police said a man ‹shot› a guard.", "shoot accused initiator=a man"},
	{"one may admit", "The man admitted that he ‹killed› the guard.", "attack admitted"},
	{"what the outlet says is told as a fact", "Gunmen ‹killed› five farmers.", "attack fact dead=5"},
	{"able in the past is done", "Police were able to ‹arrest› nine people.", "arrest happened arrested=9"},
	{"what is called for has not happened", "Unions called for a general ‹strike› on Thursday.", "strike demanded"},
	{"what is agreed is planned", "Chad agreed to ‹withdraw› its troops from Sudan.", "withdraw-forces planned"},
	{"what came after says not when it was", "A man was charged on Monday after ‹shooting› a guard. He was 34.", "shoot undated"},
	{"a deal is dated, not the talk of it", "Norway offered on Saturday to ‹mediate› between the two countries.", "mediate undated"},
	{"what is done until Thursday is not urged then", "The union ‹urged› its members to stay at home until Thursday.", "demand undated"},
	{"a semicolon parts two times", "The court freed two men on Monday; in all, nine people have been ‹arrested›.", "arrest undated"},
	{"who dies of wounds dies apart from what wounded him", "Two people ‹died› on Monday of wounds suffered in the shelling of a market in Aden.", "die day=2024-10-07 dead=2"},
	{"the day of a death is not that of what is told next", "A baker died on Monday. A second man was ‹stabbed› in the street.", "stab undated"},
	{"a day for which something failed to take place is that of what did", "The demonstration did not take place on Sunday. Fifty people ‹marched› to the town hall all the same.", "demonstrate day=2024-10-06"},
	{"a strike lasts since its own day", "Les salariés, en ‹grève› depuis lundi, ont obtenu mardi soir l'ouverture de négociations.", "strike day=2024-10-07"},
	{"the day before yesterday is not counted from the day on which a strike began", "Le directeur est rentré chez lui lundi. Les salariés sont en grève depuis le 15 septembre. La veille, la police avait ‹évacué› un campement.", "clear-settlement day=2024-10-06"},
	{"the dateline's town has the name of its region", "KERICHO, Kenya - Police ‹fired› tear gas at a march on Tuesday.", "use-crowd-control at=Kericho"},
	{"a union's name is no place", "KERICHO, Kenya - Two men were ‹shot›, the Highland Workers' Union said.", "shoot at=Kericho"},
	{"a building that is not on the map stands behind its town", "Des exilés ‹occupent› l'ancien gymnase des Plaines, à Angers.", "occupy at=Angers"},
	{"who is named behind a count of more dead did not kill them", "Officials said 73 people have died in police firing. The city has seen over 210 ‹deaths›.", "die"},
	{"those who occupied a building are displaced, not the building", "La préfecture a ‹évacué› mardi un ancien hôtel occupé par 200 personnes à Rennes.", "clear-settlement displaced=200;"},
	{"places in a list have one role", "Les occupants arrêtés ont été ‹conduits› dans des gymnases de Saint-Malo et de Fougères.", "at=St-Malo at=Fougères"},
	{"a mended count is that of the attack", "A mortar ‹attack› hit a market in Aden on Monday. Two more people died on Tuesday, bringing the number of dead to 14.", "shell dead=14"},
	{"a number joined to its own word of harm", "Un convoi a ‹sauté› mardi sur une mine près de Ménaka : deux soldats sont morts et cinq sont blessés.", "dead=2 injured=5"},
	{"those in a grave state are injured", "Firefighters pulled 27 survivors from the wreck after the coach ‹crashed› on Monday; eight are in a serious condition.", "injured=8"},
	{"violence at large is no event", "The rising ‹attacks› on workers worry the unions.", ""},
}

func TestTellings(t *testing.T) {
	worker := coder(t).Worker()
	for _, test := range tellingTests {
		plain, spans, err := rule.Unmark(test.marked)
		if err != nil {
			t.Fatal(err)
		}
		r := reading(t, worker, plain)
		trigger := func(a record.Account) bool {
			return slices.ContainsFunc(append([]text.Span{a.Trigger}, a.Also...), func(s text.Span) bool { return s.Meets(spans[0]) })
		}
		var told []string
		for _, a := range r.Accounts {
			if trigger(a) {
				told = append(told, summary(r, a)+";")
			}
		}
		if test.want == "" && len(told) > 0 || test.want != "" && !slices.ContainsFunc(told, func(s string) bool { return hasAll(s, test.want) }) {
			t.Errorf("%s: %s\n got %q\nwant %q", test.name, test.marked, told, test.want)
		}
	}
}

// reading codes a report of Wednesday 9 October 2024, in French where it has an accent, else in English.
func reading(t *testing.T, worker *pipeline.Worker, plain string) *record.Reading {
	t.Helper()
	report := text.Report{Language: text.English, Published: text.Day{Year: 2024, Month: 10, Day: 9}}
	if strings.ContainsAny(plain, "éàèê") {
		report.Language = text.French
	}
	work, err := worker.Code(ingest.Item{ID: "x", Text: []byte(plain), Format: ingest.Plain, Report: report})
	if err != nil {
		t.Fatal(err)
	}
	return work.Reading
}

// summary writes what the tests ask of an account, a value to a semicolon.
func summary(r *record.Reading, a record.Account) string {
	parts := []string{a.Act, string(a.Realisation), string(a.Blame)}
	if !a.When.From.IsZero() {
		parts = append(parts, "day="+a.When.From.Format("2006-01-02"), "by "+a.When.Origin.Rule)
	}
	if a.When.From.IsZero() {
		parts = append(parts, "undated")
	}
	for _, w := range a.Where {
		parts = append(parts, "at="+w.Name)
	}
	for _, p := range a.Participants {
		parts = append(parts, fmt.Sprintf("%s=%s", p.Role, r.Body[p.Start:p.End]))
	}
	for _, h := range a.Harm {
		parts = append(parts, fmt.Sprintf("%s=%s", h.Kind, h.Low))
	}
	return strings.Join(parts, "; ")
}

// hasAll reports whether a summary has all words that are wanted.
func hasAll(summary, want string) bool {
	for _, word := range strings.Fields(want) {
		if !strings.Contains(summary, word) {
			return false
		}
	}
	return true
}

// quoteTests are reports with one quote, its words in ‹ ›, and who says it.
var quoteTests = []struct{ name, marked, speaker string }{
	{"a clause behind the verb is no tag", "Ann Hill, who led the group until May, said ‹the mayor left the town on Sunday›.", "Ann Hill"},
	{"the cue is no part of who says so", "‹Two men have died›, according to the Centre for Safety.", "the Centre for Safety"},
	{"behind the words the speaker follows the verb", "‹Les forces de l'ordre ont évacué mardi un ancien hôtel occupé par environ 200 personnes›, a annoncé la préfecture.", "la préfecture"},
	{"an article is no preposition", "‹Des hommes armés ont enlevé une trentaine d'habitants jeudi dans le cercle de Ténenkou›, ont rapporté samedi des élus locaux.", "élus locaux"},
	{"no day speaks", "‹L'homme est mort à l'hôpital›, a affirmé mardi son avocat.", "son avocat"},
	{"a verb of saying taken for a noun", "The Post reports that ‹the team avoided the hospital›.", "Post"},
}

func TestQuotes(t *testing.T) {
	worker := coder(t).Worker()
	for _, test := range quoteTests {
		plain, spans, err := rule.Unmark(test.marked)
		if err != nil {
			t.Fatal(err)
		}
		r := reading(t, worker, plain)
		if !slices.ContainsFunc(r.Quotes, func(q record.Quote) bool {
			return q.Span == spans[0] && r.Body[q.Speaker.Start:q.Speaker.Span.End] == test.speaker
		}) {
			t.Errorf("%s: %s: got %+v", test.name, test.marked, r.Quotes)
		}
	}
}
