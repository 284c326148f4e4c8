package clean

import (
	"errors"
	"html"
	"os"
	"strings"
	"testing"
	"unicode/utf8"

	"dateline/internal/text"
)

// cleaner returns a Cleaner with the lists that ship with the program.
func cleaner(t testing.TB, options Options) *Cleaner {
	t.Helper()
	c, err := New(os.DirFS("../../rules"), options)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// story is a paragraph that no rule should touch.
const story = "Officers cleared the camp beside the canal on Tuesday morning and took some forty people to a reception centre, the prefecture said."

var headTests = []struct {
	name, raw                    string
	title, byline, day, lead, of string // of is the outlet
	body                         string // how the body begins; empty: with story
}{
	{name: "no head", raw: story},
	{name: "heading, name and date on lines of their own", raw: "# Camp by the canal cleared\n\nAnna Lindqvist  \n4 June 2019\n\n" + story,
		title: "Camp by the canal cleared", byline: "Anna Lindqvist", day: "2019-06-04", body: "Camp by the canal cleared\n\nOfficers"},
	{name: "label and date before the first sentence", raw: " date 2020-02-11 " + story, day: "2020-02-11"},
	{name: "ISO date before the first sentence", raw: "2020-02-11 " + story, day: "2020-02-11"},
	{name: "date and dash before the first sentence", raw: "11 February 2020 – " + story, day: "2020-02-11"},
	{name: "a sentence that begins with a date stays", raw: "11 February 2020 was the day on which the people of the camp first heard of it, they said.",
		body: "11 February 2020 was"},
	{name: "plain headline, byline and date", raw: "Camp by the canal cleared\nBy Anna Lindqvist and Omar Haddad\nPublished: June 4, 2019 at 10:15 am\n\n" + story,
		title: "Camp by the canal cleared", byline: "Anna Lindqvist|Omar Haddad", day: "2019-06-04", body: "Camp by the canal cleared\n\nOfficers"},
	{name: "one line of facts", raw: "Camp by the canal cleared\n\nAnna Lindqvist | Reuters | Tuesday, 4 June 2019 | 3 min read\n\n" + story,
		title: "Camp by the canal cleared", byline: "Anna Lindqvist", day: "2019-06-04", of: "Reuters", body: "Camp by the canal cleared\n\nOfficers"},
	{name: "published and updated", raw: "Camp by the canal cleared\n\nUpdated 6 June 2019. Published 4 June 2019.\n\n" + story,
		title: "Camp by the canal cleared", day: "2019-06-04", body: "Camp by the canal cleared\n\nOfficers"},
	{name: "French head", raw: "Le campement du canal évacué\n\nPar Jeanne Delattre Publié le 3 mars 2021 à 10h15, mis à jour le 4 mars 2021\n\nLes gendarmes ont évacué mardi matin le campement installé le long du canal et emmené une quarantaine de personnes.",
		title: "Le campement du canal évacué", byline: "Jeanne Delattre", day: "2021-03-03", body: "Le campement du canal évacué\n\nLes gendarmes"},
	{name: "French first of the month", raw: "Le campement du canal évacué\n\nPublié le 1er août 2021\n\n" + story, title: "Le campement du canal évacué", day: "2021-08-01", body: "Le campement du canal évacué\n\nOfficers"},
	{name: "French agency", raw: "Le campement du canal évacué\n\nJeanne Delattre avec AFP, le 3 mars 2021\n\n" + story,
		title: "Le campement du canal évacué", byline: "Jeanne Delattre", of: "AFP", day: "2021-03-03", body: "Le campement du canal évacué\n\nOfficers"},
	{name: "name with a particle", raw: "Camp by the canal cleared\n\nBy Pieter van der Meer\n4 June 2019\n\n" + story,
		title: "Camp by the canal cleared", byline: "Pieter van der Meer", day: "2019-06-04", body: "Camp by the canal cleared\n\nOfficers"},
	{name: "name and town", raw: "Camp by the canal cleared\n\nBy Anna Lindqvist in Dunkirk\n\n" + story, title: "Camp by the canal cleared", byline: "Anna Lindqvist", body: "Camp by the canal cleared\n\nOfficers"},
	{name: "hyphens and apostrophes in a name", raw: "Camp by the canal cleared\n\nPar Marie-Ève L’Heureux\n\n" + story, title: "Camp by the canal cleared", byline: "Marie-Ève L’Heureux", body: "Camp by the canal cleared\n\nOfficers"},
	{name: "order of day and month unknown", raw: "Camp by the canal cleared\n\nPublished 3/4/2019\n\n" + story, title: "Camp by the canal cleared", body: "Camp by the canal cleared"},
	{name: "order of day and month known", raw: "Camp by the canal cleared\n\nPublished 23/4/2019\n\n" + story, title: "Camp by the canal cleared", day: "2019-04-23", body: "Camp by the canal cleared\n\nOfficers"},
	{name: "dateline", raw: "CALAIS, France, Dec. 30 (AP) — " + story, lead: "CALAIS, France, Dec. 30 (AP) —", of: "AP", body: "CALAIS, France"},
	{name: "dateline with year", raw: "DUNKIRK (Reuters), March 3, 2021 - " + story, lead: "DUNKIRK (Reuters), March 3, 2021 -", of: "Reuters", day: "2021-03-03", body: "DUNKIRK"},
	{name: "dateline with an editor's notes", raw: "MENDOZA, 3 MAY 89 (TELAM) -- [REPORT] [ANA RUIZ, LIVE] [TEXT] " + story, lead: "MENDOZA, 3 MAY 89 (TELAM) -- [REPORT] [ANA RUIZ, LIVE] [TEXT]", body: "MENDOZA"},
	{name: "French dateline", raw: "PARIS, 3 mars (AFP) - " + story, lead: "PARIS, 3 mars (AFP) -", of: "AFP", body: "PARIS"},
	{name: "dateline in small letters", raw: "Lille (AFP) – " + story, lead: "Lille (AFP) –", of: "AFP", body: "Lille"},
	{name: "dateline that ends with its day", raw: "CALAIS, le 3 novembre 2022. " + story, lead: "CALAIS, le 3 novembre 2022.", day: "2022-11-03", body: "CALAIS"},
	{name: "town and colon", raw: "LONDON: " + story, lead: "LONDON:", body: "LONDON"},
	{name: "a flag is no town", raw: "UPDATE: " + story, body: "UPDATE"},
	{name: "dashes in a sentence", raw: "Anna – the eldest of the sisters – left the camp on Tuesday and has not been seen since then, they said.", body: "Anna"},
	{name: "a capitalised paragraph is no headline", raw: "The police came at dawn.\n\n" + story, body: "The police came"},
	{name: "label and date after the headline", raw: "Camp by the canal cleared Posted: Tuesday, June 4, 2019 8:04 AM EST Updated: Friday, June 7, 2019 9:00 AM EST\n\n" + story,
		title: "Camp by the canal cleared", day: "2019-06-04", body: "Camp by the canal cleared\n\nOfficers"},
	{name: "website", raw: "Camp by the canal cleared\n\nCreated: 06/24/2019 3:54 PM tide.example\n\n" + story,
		title: "Camp by the canal cleared", day: "2019-06-24", of: "tide.example", body: "Camp by the canal cleared\n\nOfficers"},
	{name: "days of a life", raw: "Farewell to the man of the canal\n\nMay 3, 1940 - June 4, 2019\n\n" + story, title: "Farewell to the man of the canal", body: "Farewell to the man of the canal\n\nMay 3"},
	{name: "time stamp", raw: "Camp by the canal cleared\n\n2019-06-04T10:00:00Z\n\n" + story, title: "Camp by the canal cleared", day: "2019-06-04", body: "Camp by the canal cleared\n\nOfficers"},
	{name: "British time", raw: "Camp by the canal cleared\n\nTue 4 Jun 2019 15.24 BST\nLast modified on Wed 5 Jun 2019 18.02 BST\n\n" + story, title: "Camp by the canal cleared", day: "2019-06-04", body: "Camp by the canal cleared\n\nOfficers"},
	{name: "outlet and town under the byline", raw: "Camp by the canal cleared\n\nBy Anna Lindqvist\nBBC News, Dunkirk\n\nPublished 4 June 2019\n\n" + story, title: "Camp by the canal cleared", byline: "Anna Lindqvist", of: "BBC News", day: "2019-06-04", body: "Camp by the canal cleared\n\nOfficers"},
	{name: "names in capitals", raw: "Camp by the canal cleared\n\nBY ANNA LINDQVIST AND OMAR HADDAD, THE DAILY TIDE\n\n" + story, title: "Camp by the canal cleared", byline: "ANNA LINDQVIST|OMAR HADDAD", body: "Camp by the canal cleared\n\nOfficers"},
	{name: "line of a blog", raw: "Camp by the canal cleared\n\nby Anna Lindqvist | Jun 4, 2019 | News, Migration | 0 comments\n\n" + story, title: "Camp by the canal cleared", byline: "Anna Lindqvist", day: "2019-06-04", body: "Camp by the canal cleared\n\nOfficers"},
	{name: "name alone under the headline", raw: "Camp by the canal cleared\n\nAnna Lindqvist\n\n" + story, title: "Camp by the canal cleared", byline: "Anna Lindqvist", body: "Camp by the canal cleared\n\nOfficers"},
	{name: "two names with towns", raw: "Camp by the canal cleared\n\nAnna Lindqvist in Dunkirk and Omar Haddad in Dover\n4 June 2019\n\n" + story, title: "Camp by the canal cleared", byline: "Anna Lindqvist|Omar Haddad", day: "2019-06-04", body: "Camp by the canal cleared\n\nOfficers"},
	{name: "French newspaper", raw: "Camp by the canal cleared\n\nLe 13/03/2021 à 18:05 par Le Télégramme avec AFP\n\n" + story, title: "Camp by the canal cleared", of: "Le Télégramme", day: "2021-03-13", body: "Camp by the canal cleared\n\nOfficers"},
	{name: "French town and date", raw: "Camp by the canal cleared\n\nDunkerque, le 3 mars 2021\n\n" + story, title: "Camp by the canal cleared", day: "2021-03-03", body: "Camp by the canal cleared\n\nOfficers"},
	{name: "French line for subscribers", raw: "Camp by the canal cleared\n\nArticle réservé aux abonnés\n\nÉcrit par Jeanne Delattre le 3 mars 2021\n\n" + story, title: "Camp by the canal cleared", byline: "Jeanne Delattre", day: "2021-03-03", body: "Camp by the canal cleared\n\nOfficers"},
	{name: "front matter", raw: "---\ntitle: \"Camp cleared\"\nauthor: Anna Lindqvist\ndate: 2019-06-04T10:00:00Z\n---\n" + story, title: "Camp cleared", byline: "Anna Lindqvist", day: "2019-06-04"},
}

func TestHead(t *testing.T) {
	c := cleaner(t, Options{})
	for _, test := range headTests {
		page, err := c.Clean(Raw{Bytes: []byte(test.raw)})
		d := page.Document
		if err != nil {
			t.Errorf("%s: %v", test.name, err)
			continue
		}
		got := []string{d.Report.Title, strings.Join(d.Report.Byline, "|"), d.Report.Published.String(), d.At(d.Lead), d.Report.Outlet}
		want := []string{test.title, test.byline, test.day, test.lead, test.of}
		if strings.Join(got, "\n") != strings.Join(want, "\n") {
			t.Errorf("%s\n got %q\nwant %q", test.name, got, want)
		}
		begins := test.body
		if begins == "" {
			begins = story
		}
		if !strings.HasPrefix(d.Body, begins) {
			t.Errorf("%s: body\n got %q\nwant %q …", test.name, d.Body, begins)
		}
		if test.title != "" && !d.Head.Empty() && d.At(d.Head) != test.title {
			t.Errorf("%s: headline %q", test.name, d.At(d.Head))
		}
	}
}

func TestGivenGoesFirst(t *testing.T) {
	given := text.Report{Title: "Given", Outlet: "Tide", Published: text.Day{Year: 2018, Month: 1, Day: 2}, Byline: []string{"Somebody"}}
	page, _ := cleaner(t, Options{}).Clean(Raw{Bytes: []byte("Camp by the canal cleared\n\nBy Anna Lindqvist\n4 June 2019\n\n" + story), Report: given})
	r := page.Document.Report
	if r.Title != "Given" || r.Outlet != "Tide" || r.Published.String() != "2018-01-02" || r.Byline[0] != "Somebody" {
		t.Errorf("got %+v", r)
	}
	if !noted(page, SeveralDates) {
		t.Error("the other date is not noted")
	}
	if strings.Contains(page.Document.Body, "Anna") {
		t.Error("the byline is still in the body")
	}
}

func noted(page Page, reason Reason) bool {
	for _, n := range page.Notes {
		if n.Reason == reason {
			return true
		}
	}
	return false
}

// In these texts what is cut stands between ‹ and ›.
var furnitureTests = []string{
	story + "\n\n‹Share this article on Facebook›",
	story + "\n\n‹Read more: Port closed after storm›\n\n" + story,
	story + "\n\n‹Related articles›\n\n‹Port closed after storm›\n\n‹Mayor resigns›",
	story + "\n\n‹Related articles›\n\n‹Port closed after storm›\n\n" + story,
	story + "\n\n‹Related article: Port closed after storm›\n\nNobody was hurt in it.",
	story + "\n\n‹Related articles:›\n\n‹Port closed after storm›\n\nNobody was hurt in it, she said.",
	story + "\n\n‹To contact the Daily Tide write to:›\n\n‹tide.example/contact›",
	story + "\n\n" + story + "\n\n‹Comments (2)›\n\n‹Good riddance, I say. They should have gone long ago.›\n\n‹Shame on them.›",
	story + "\n\n‹© 2021 Tide Media. All rights reserved.›",
	story + "\n\n‹Lire aussi : Le port fermé après la tempête›\n\n" + story,
	story + "\n\n‹Partager›\n\n‹Nous utilisons des cookies pour améliorer votre visite.›",
	story + "\n\nRead more than that into it, the minister told the assembly on Monday, and you will find that nothing in the law of 1998 obliges the town to offer beds to those whom it puts out of their tents in the middle of winter, which is why the association has gone to court.",
	story + "\n\nThe police shared this with the press.",
	story + "\n\n‹tide.example/story/1›",
}

func TestFurniture(t *testing.T) {
	c := cleaner(t, Options{})
	for _, marked := range furnitureTests {
		raw := strings.NewReplacer("‹", "", "›", "").Replace(marked)
		page, err := c.Clean(Raw{Bytes: []byte(raw)})
		if err != nil {
			t.Errorf("%s: %v", marked, err)
			continue
		}
		if got := markSpans(raw, page.Furniture); got != marked {
			t.Errorf("\n got %s\nwant %s", got, marked)
		}
	}
}

// markSpans puts ‹ › around spans of s.
func markSpans(s string, spans []text.Span) string {
	var out strings.Builder
	at := 0
	for _, span := range spans {
		out.WriteString(s[at:span.Start] + "‹" + s[span.Start:span.End] + "›")
		at = span.End
	}
	return out.String() + s[at:]
}

var truncatedTests = []struct {
	raw       string
	truncated bool
	ends      string
}{
	{story, false, "said."},
	{story + "\n\nThe town hall would not say how many beds … [Continue reading]", true, "beds"},
	{story + "\n\nThe town hall would not say how many beds… [+2345 chars]", true, "beds"},
	{story + "\n\nThe town hall would not say how many beds there were…", true, "…"},
	{story + "\n\nSubscribe to read", true, "said."},
	{story + "\n\nIl vous reste 62 % de cet article à lire. La suite est réservée aux abonnés.", true, "said."},
	{story + "\n\nThe town hall would not say how many beds there were in the", true, "the"},
	{story + "\n\nThe town hall would not say how many beds there were,", true, ","},
	{story + "\n\n“We have nowhere to go, and winter comes…”", false, "”"},
	{story + "\n\nReporting by Anna Lindqvist", false, "said."},
}

func TestTruncated(t *testing.T) {
	c := cleaner(t, Options{})
	for _, test := range truncatedTests {
		page, err := c.Clean(Raw{Bytes: []byte(test.raw)})
		if err != nil || page.Document.Report.Truncated != test.truncated || !strings.HasSuffix(page.Document.Body, test.ends) {
			t.Errorf("%q: truncated %v, error %v, body ends %q", test.raw[len(story):], page.Document.Report.Truncated, err, page.Document.Body[len(page.Document.Body)-20:])
		}
		if noted(page, Truncated) != test.truncated {
			t.Errorf("%q: notes %v", test.raw[len(story):], page.Notes)
		}
	}
}

var bodyTests = []struct{ name, raw, body string }{
	{"paragraphs", "One thing.\n\n\n\nAnother.\r\n\r\nA third.", "One thing.\n\nAnother.\n\nA third."},
	{"a paragraph a line", "One thing was said by the mayor of the town on Monday, in the presence of reporters from several papers and of two of his deputies.\nAnother.\nA third.", "One thing was said by the mayor of the town on Monday, in the presence of reporters from several papers and of two of his deputies.\n\nAnother.\n\nA third."},
	{"hard-wrapped", "The mayor said on Monday that he would not open the hall\nto those who had been put out of their tents at the river\non Friday.\nThey slept at the station. The prefect has not said a word\nabout it.", "The mayor said on Monday that he would not open the hall\nto those who had been put out of their tents at the river\non Friday.\n\nThey slept at the station. The prefect has not said a word\nabout it."},
	{"broken paragraph", "The port is the last stop for those who have walked through all of\n\nthe continent to reach it.", "The port is the last stop for those who have walked through all of\nthe continent to reach it."},
	{"control characters", "The\x00 po\u00ADlice\u200B came\u2028They left\u202E.", "The police came\n\nThey left."},
	{"entities", "Tide &amp; Sons said it&#8217;s over; AT&T did not.", "Tide & Sons said it’s over; AT&T did not."},
	{"Markdown", "# Camp cleared today\n\nThe **police** came *at dawn* to [the camp](https://tide.example/a_b), an ![image](x.png)officer_with_a_badge said.\n\n- One tent\n- Two tents\n\n> They *came*.", "Camp cleared today\n\nThe police came at dawn to the camp, an officer_with_a_badge said.\n\nOne tent\n\nTwo tents\n\nThey came."},
	{"underlined heading", "Camp cleared today\n==================\n\nSee [it](http://tide.example). 2 * 3 * 4 is 24 \\* 1.", "Camp cleared today\n\nSee it. 2 * 3 * 4 is 24 * 1."},
	{"emoji and combining marks stay", "He said 👩‍👧 and Zoe\u0308 left.", "He said 👩‍👧 and Zoe\u0308 left."},
}

func TestBody(t *testing.T) {
	c := cleaner(t, Options{})
	for _, test := range bodyTests {
		page, err := c.Clean(Raw{Bytes: []byte(test.raw)})
		if err != nil || page.Document.Body != test.body {
			t.Errorf("%s: %v\n got %q\nwant %q", test.name, err, page.Document.Body, test.body)
		}
		checkMap(t, []byte(test.raw), page)
	}
}

// checkMap checks that the raw range of every word of a body reproduces it, but for entities and characters that nobody sees.
func checkMap(t testing.TB, raw []byte, page Page) {
	t.Helper()
	body := page.Document.Body
	inUTF8 := utf8.Valid(raw) && bareUTF16(raw) == nil
	if !utf8.ValidString(body) {
		t.Errorf("body is not UTF-8: %q", body)
	}
	for _, s := range []text.Span{page.Document.Head, page.Document.Lead} {
		if s.End > len(body) || !onRunes(body, s) {
			t.Fatalf("span %v is not on the borders of runes", s)
		}
	}
	for _, f := range page.Furniture {
		if f.Start < 0 || f.End > len(raw) || f.Empty() {
			t.Fatalf("furniture %v of %d bytes", f, len(raw))
		}
	}
	for _, w := range wordsOf(body, 1<<20) {
		s, ok := page.Map.Raw(w.Span)
		if !ok {
			if noted(page, Unmapped) {
				continue
			}
			t.Fatalf("%q at %v has no place in the raw bytes", body[w.Start:w.End], w.Span)
		}
		if s.Start < 0 || s.End > len(raw) || s.Empty() {
			t.Fatalf("%q at %v: raw %v of %d bytes", body[w.Start:w.End], w.Span, s, len(raw))
		}
		if written := string(raw[s.Start:s.End]); inUTF8 && !within(body[w.Start:w.End], written) && !within(body[w.Start:w.End], html.UnescapeString(written)) {
			t.Fatalf("%q at %v comes from %q", body[w.Start:w.End], w.Span, written)
		}
	}
}

// within reports whether the characters of word stand in s in their order.
func within(word, s string) bool {
	rest := []rune(word)
	for _, r := range s {
		if len(rest) > 0 && r == rest[0] {
			rest = rest[1:]
		}
	}
	return len(rest) == 0
}

func onRunes(body string, s text.Span) bool {
	return (s.Start == len(body) || utf8.RuneStart(body[s.Start])) && (s.End == len(body) || utf8.RuneStart(body[s.End]))
}

var charsetTests = []struct {
	name, raw, declared, body string
	note                      Reason
}{
	{"UTF-8 with a mark", "\xEF\xBB\xBFÉté", "", "Été", ""},
	{"UTF-16 with a mark", "\xFF\xFE\xC9\x00t\x00\xE9\x00.\x00", "", "Été.", ""},
	{"UTF-16 without a mark", "T\x00h\x00e\x00 \x00c\x00a\x00m\x00p\x00 \x00i\x00s\x00 \x00o\x00n\x00 \x00f\x00i\x00r\x00e\x00.\x00", "", "The camp is on fire.", CharsetGuessed},
	{"windows-1252, declared", "L\x92\xE9t\xE9", "iso-8859-1", "L’été", ""},
	{"windows-1252, not declared", "La pr\xE9fecture a annonc\xE9 l\x92\xE9vacuation du campement, o\xF9 vivaient des r\xE9fugi\xE9s.", "", "La préfecture a annoncé l’évacuation du campement, où vivaient des réfugiés.", CharsetGuessed},
	{"UTF-8 under a wrong label", "Été", "windows-1252", "Été", ""},
	{"a broken byte", "Été \xFF d\xC3\xA9but é", "", "Été \uFFFD début é", InvalidUTF8},
	{"Shift JIS, declared", "\x93\x8C\x8B\x9E A", "shift_jis", "東京 A", ""},
}

func TestCharset(t *testing.T) {
	c := cleaner(t, Options{AsIs: true})
	for _, test := range charsetTests {
		page, err := c.Clean(Raw{Bytes: []byte(test.raw), Charset: test.declared})
		if err != nil || page.Document.Body != test.body {
			t.Errorf("%s: %v\n got %q\nwant %q", test.name, err, page.Document.Body, test.body)
		}
		if test.note == "" && len(page.Notes) > 0 || test.note != "" && !noted(page, test.note) {
			t.Errorf("%s: notes %v, want %q", test.name, page.Notes, test.note)
		}
		checkMap(t, []byte(test.raw), page)
	}
}

func TestAsIsKeepsPositions(t *testing.T) {
	c := cleaner(t, Options{AsIs: true})
	for _, raw := range []string{" # A\r\n\nBy Anna\u00AD &amp; co\x00.\n", "a\xFFb\xC3é\u202E", "Share this"} {
		page, err := c.Clean(Raw{Bytes: []byte(raw)})
		if err != nil || page.Document.Body != string([]rune(raw)) || len(page.Furniture) > 0 {
			t.Errorf("%q: got %q, %v", raw, page.Document.Body, err)
		}
		checkMap(t, []byte(raw), page)
	}
}

func TestAsIsHasDateline(t *testing.T) {
	raw := "BULLETIN 12\n\n   QUITO, 3 MAY 89 -- [TEXT] " + story
	page, err := cleaner(t, Options{AsIs: true}).Clean(Raw{Bytes: []byte(raw)})
	if d := page.Document; err != nil || d.Body != raw || d.At(d.Lead) != "QUITO, 3 MAY 89 -- [TEXT]" {
		t.Errorf("got %q, %v", d.At(d.Lead), err)
	}
}

func TestMapOfOtherCharset(t *testing.T) {
	raw := "L\x92\xE9t\xE9 fut long."
	page, _ := cleaner(t, Options{AsIs: true}).Clean(Raw{Bytes: []byte(raw), Charset: "windows-1252"})
	body := page.Document.Body
	at := strings.Index(body, "été")
	s, ok := page.Map.Raw(text.Span{Start: at, End: at + len("été")})
	if !ok || raw[s.Start:s.End] != "\xE9t\xE9" {
		t.Errorf("got %q %v", raw[s.Start:s.End], ok)
	}
}

func TestOutcomes(t *testing.T) {
	c := cleaner(t, Options{MaxBytes: 2000})
	for _, test := range []struct {
		raw  string
		want error
	}{
		{"", ErrNoText},
		{" \n\u200B\n", ErrNoText},
		{strings.Repeat("a ", 2000), ErrTooLarge},
		{"Just a moment…\n\nVerify you are human by completing the action below.", ErrWall},
		{"Share this", ErrNoText},
	} {
		if _, err := c.Clean(Raw{Bytes: []byte(test.raw)}); !errors.Is(err, test.want) {
			t.Errorf("%.40q: got %v, want %v", test.raw, err, test.want)
		}
	}
}

func TestMonthsHaveNames(t *testing.T) {
	c := cleaner(t, Options{})
	for _, name := range strings.Fields("January February March April May June July August September October November December Sept Dec janvier février mars avril mai juin juillet août septembre octobre novembre décembre janv déc") {
		if c.lists.months[fold(name)] == 0 {
			t.Errorf("%s is no month", name)
		}
	}
	for _, name := range []string{"Monday", "dimanche", "GMT"} {
		if _, ok := c.lists.head.at(fold(name), filler); !ok {
			t.Errorf("%s is not passed over in a line of dates", name)
		}
	}
}

func TestListsAreChecked(t *testing.T) {
	dir := t.TempDir()
	os.Mkdir(dir+"/en", 0o700)
	os.WriteFile(dir+"/en/furniture.tsv", []byte("# words\nshare\tbegin\nno tab\n"), 0o600)
	os.WriteFile(dir+"/en/months.tsv", []byte("may\t5\nmay\t6\n"), 0o600)
	_, err := New(os.DirFS(dir), Options{})
	for _, want := range []string{"furniture.tsv:2", "furniture.tsv:3", "months.tsv:2"} {
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%v does not name %s", err, want)
		}
	}
}
