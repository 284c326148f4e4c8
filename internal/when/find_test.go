package when_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"dateline/internal/rule"
	"dateline/internal/text"
)

// thursday is the day of publication in tests: Thursday 29 May 2014.
var thursday = text.Day{Year: 2014, Month: 5, Day: 29}

var findTests = []struct{ marked, values string }{
	{"On ‹Wednesday morning at 8am› police came.", "2014-05-28T08:00"},
	{"Police came ‹Thursday morning at around 9:20 am›.", "2014-05-29T09:20"},
	{"The report of ‹29 May 2014› says so.", "2014-05-29"},
	{"It closed on ‹the 19th of December›.", "2013-12-19"},
	{"He died on ‹Dec. 30›.", "2013-12-30"},
	{"He died ‹three weeks ago›.", "2014-W19"},
	{"He died ‹three days ago›.", "2014-05-26"},
	{"He died ‹last Sunday›.", "2014-05-25"},
	{"‹Last Sunday›'s march was banned.", "2014-05-25"},
	{"The camp closed ‹this year›.", "2014"},
	{"The camp closed ‹this week›.", "2014-W22"},
	{"He died in ‹March›.", "2014-03"},
	{"He died in ‹2009›.", "2009"},
	{"They came ‹several weeks after›.", "PXW"},
	{"They came ‹yesterday›, ‹today› and ‹tonight›.", "2014-05-28 2014-05-29 2014-05-29TNI"},
	{"The camp closed on ‹Monday›. They came ‹the previous day›.", "2014-05-26 2014-05-25"},
	{"They will come ‹Saturday›. They had called at ‹2.40 a.m.›.", "2014-05-31 2014-05-29T02:40"},
	{"They came ‹Monday›. They will come ‹Saturday›. They had called at ‹2.40 a.m.›.", "2014-05-26 2014-05-31 2014-05-26T02:40"},
	{"They came ‹June 9›-‹10›.", "2014-06-09 2014-06-10"},
	{"They came ‹May 28› - ‹June 3, 2012›.", "2012-05-28 2012-06-03"},
	{"The war of ‹2009›-‹2011› ended.", "2009 2011"},
	{"They came in ‹April› and ‹June 1955›.", "1955-04 1955-06"},
	{"They came since ‹October›.", "2013-10"},
	{"They came in ‹late 2018›.", "2018"},
	{"They will come by ‹the end of the month›.", "2014-05"},
	{"They will come ‹Saturday›.", "2014-05-31"},
	{"They came ‹Saturday›.", "2014-05-24"},
	{"They will come in ‹September›.", "2014-09"},
	{"They came ‹three years ago›.", "2011"},
	{"He stayed for ‹three weeks›.", "P3W"},
	{"He stayed for ‹several weeks›.", "PXW"},
	{"They vote ‹every Monday›.", "XXXX-WXX-1"},
	{"A 23-year-old man died ‹Tuesday›.", "2014-05-27"},
	{"A man aged 23 died.", ""},
	{"They came in ‹the summer of 2012› and ‹the 1990s› and ‹the 19th century›.", "2012-SU 199 18"},
	{"They came ‹yesterday morning› and ‹last night›.", "2014-05-28TMO 2014-05-28TNI"},
	{"They came at ‹noon Thursday›.", "2014-05-29T12:00"},
	{"They came in ‹June last year›.", "2013-06"},
	{"They came ‹Saturday, April 26›.", "2014-04-26"},
	{"They came on ‹Thursday of last week›.", "2014-05-22"},
	{"They came on ‹Monday›. ‹Two days later› he died.", "2014-05-26 2014-05-28"},
	{"They came at ‹8 am›.", "XXXX-XX-XXT08:00"},
	{"About 2000 people came.", ""},
	{"They came over ‹the past three months›.", "P3M"},
	{"They came in ‹early May›.", "2014-05"},
	{"They came ‹now› and ‹recently›.", "PRESENT_REF PAST_REF"},
	{"They came ‹two and a half years ago›.", "2011-11"},
	{"They came in ‹490 BC›.", "BC0490"},
	{"They came ‹a year ago›.", "2013"},
	{"They came between ‹3› and ‹5 May 2014›.", "2014-05-03 2014-05-05"},
	{"They came between ‹2003› and ‹2005›.", "2003 2005"},
	{"They came ‹a fortnight ago›.", "2014-W20"},
	{"They came on ‹Tuesday›, having left ‹the day before›.", "2014-05-27 2014-05-26"},
	{"They called a march for ‹Saturday›.", "2014-05-31"},
	{"They came on ‹Good Friday›.", "2014-04-18"},
	{"They came on ‹Thanksgiving Day›.", "2013-11-28"},
	{"They came ‹last Christmas›.", "2013-12-25"},
	{"They have come since ‹the 30th of May›.", "2013-05-30"},
	{"They came ‹two weekends ago›.", "2014-W20-WE"},
	{"They came ‹the week before last›.", "2014-W20"},
	{"They came in ‹the early 20th century›.", "19"},
	{"They stayed for ‹a quarter of an hour›.", "PT15M"},
	{"They stayed for ‹the year› ended ‹30 June 2013›.", "P1Y 2013-06-30"},
}

var frenchTests = []struct{ marked, values string }{
	{"La police est venue ‹mercredi matin›.", "2014-05-28TMO"},
	{"La police est venue ‹mercredi vers 9h20›.", "2014-05-28T09:20"},
	{"Ils viendront ‹lundi de Pentecôte›.", "2014-06-09"},
	{"Ils ont défilé entre le ‹3› et le ‹5 mai 2014›.", "2014-05-03 2014-05-05"},
	{"Ils ont défilé ‹le 1er mai›.", "2014-05-01"},
	{"Ils ont défilé ‹le jeudi 1er mai›.", "2014-05-01"},
	{"Ils ont défilé ‹la semaine dernière›.", "2014-W21"},
	{"Ils ont défilé ‹il y a trois semaines›.", "2014-W19"},
	{"Ils ont défilé dans ‹la nuit de samedi à dimanche›.", "2014-05-24TNI"},
	{"Ils ont défilé ‹début mars›.", "2014-03"},
	{"Ils ont défilé ‹hier soir› et ‹ce matin›.", "2014-05-28TEV 2014-05-29TMO"},
	{"Ils viendront ‹lundi›.", "2014-06-02"},
	{"Ils viendront à ‹la fin du mois›.", "2014-05"},
	{"Ils ont défilé ‹lundi dernier à 14 h 30›.", "2014-05-26T14:30"},
	{"Ils ont défilé ‹le 29 mai 2014›.", "2014-05-29"},
	{"Ils ont défilé ‹lundi›. ‹Le lendemain› ils sont partis.", "2014-05-26 2014-05-27"},
	{"Ils ont défilé pendant ‹trois jours› et ‹plusieurs semaines›.", "P3D PXW"},
	{"Un homme de 23 ans est mort ‹mardi›.", "2014-05-27"},
	{"Ils ont défilé en ‹2009›.", "2009"},
	{"Ils jouent ‹tous les jeudis› et ‹chaque année›.", "XXXX-WXX-4 P1Y"},
	{"Ils ont défilé ‹le 11 septembre dernier›.", "2013-09-11"},
	{"Ils ont défilé ‹aujourd'hui›.", "2014-05-29"},
	{"La grève du ‹3› au ‹5 mai 2014› a échoué.", "2014-05-03 2014-05-05"},
	{"Il date des ‹années 1990› et du ‹XIXe siècle›.", "199 18"},
	{"Ils sont partis dans ‹la nuit de samedi à dimanche›.", "2014-05-24TNI"},
	{"Ils attendent depuis ‹octobre›.", "2013-10"},
	{"Ils attendent depuis ‹le 30 mai›.", "2013-05-30"},
	{"Ils sont venus ‹dimanche à l'aube›.", "2014-05-25TMO"},
	{"Ils sont venus ‹lundi›, ‹deux jours› après le vol.", "2014-05-26 P2D"},
	{"Ils sont venus ‹lundi›. Tout a fini ‹deux jours après›.", "2014-05-26 2014-05-28"},
	{"Tout finira ‹dans dix jours› ici.", "2014-06-08"},
	{"Ils jouent ‹tous les week-ends› et ‹chaque hiver›.", "XXXX-WXX-WE XXXX-WI"},
	{"Ils ont attendu ‹un quart d'heure›.", "PT15M"},
	{"Ils dirigent les aéroports du Midi.", ""},
}

func TestFind(t *testing.T) {
	f := finder(t)
	check := func(lang text.Language, marked, values string) {
		plain, spans, err := rule.Unmark(marked)
		if err != nil {
			t.Fatal(err)
		}
		d := cut(t, lang, plain)
		d.Report.Published = thursday
		var gotSpans []text.Span
		var got []string
		for _, date := range f.Find(d) {
			gotSpans, got = append(gotSpans, date.Span), append(got, date.Value)
		}
		if !slices.Equal(gotSpans, spans) || strings.Join(got, " ") != values {
			t.Errorf("\n got %s %s\nwant %s %s", mark(plain, gotSpans), got, marked, values)
		}
	}
	for _, test := range findTests {
		check(text.English, test.marked, test.values)
	}
	for _, test := range frenchTests {
		check(text.French, test.marked, test.values)
	}
}

func TestAnIntervalReachesToItsEnd(t *testing.T) {
	d := cut(t, text.English, "They came June 9-10, 2014.")
	dates := finder(t).Find(d)
	if len(dates) != 2 || dates[0].EDTF != "2014-06-09/2014-06-10" || dates[0].To != time.Date(2014, 6, 11, 0, 0, 0, 0, time.UTC) {
		t.Errorf("got %+v, want 9 to 10 June 2014", dates)
	}
}

// mark puts ‹ › around spans.
func mark(plain string, spans []text.Span) string {
	var all strings.Builder
	at := 0
	for _, s := range spans {
		all.WriteString(plain[at:s.Start] + "‹" + plain[s.Start:s.End] + "›")
		at = s.End
	}
	return all.String() + plain[at:]
}
