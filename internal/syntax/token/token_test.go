package token

import (
	"strings"
	"testing"
	"unicode/utf8"

	"dateline/internal/text"
	"dateline/models"
	"dateline/rules"
)

// open makes the Splitter that ships.
func open(t testing.TB, language text.Language) *Splitter {
	t.Helper()
	r, err := Read(rules.FS, language)
	if err != nil {
		t.Fatal(err)
	}
	ends, err := models.FS.ReadFile("sentences-" + string(language) + ".bin")
	if err != nil {
		t.Fatal(err)
	}
	contractions, _ := models.FS.ReadFile("contractions-" + string(language) + ".bin") // English has none
	s, err := NewSplitter(r, string(ends), string(contractions))
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// Each text with its words, a space between; "_" stands for a space in a word.
var wordTests = []struct {
	language    text.Language
	text, words string
}{
	{"en", "Don't go, it's 9:20.", "Do n't go , it 's 9:20 ."},
	{"en", "They can't; we cannot, and he’s gonna.", "They ca n't ; we can not , and he ’s gon na ."},
	{"en", "The girls' team beat James's.", "The girls ' team beat James 's ."},
	{"en", "Mr. Smith of Acme Inc. left the U.S. at 8am.", "Mr. Smith of Acme Inc. left the U.S. at 8 am ."},
	{"en", "J. R. Stone met the U.S.-led team (of 12).", "J. R. Stone met the U.S. - led team ( of 12 ) ."},
	{"en", "a 15-year-old ex-minister's well-known e-mail", "a 15 - year - old ex-minister 's well - known e-mail"},
	{"en", "It cost $1,350.50, or €3m, up 5%...", "It cost $ 1,350.50 , or € 3 m , up 5 % ..."},
	{"en", "See http://www.example.com/a_b?c=1, or mail me@example.org.", "See http://www.example.com/a_b?c=1 , or mail me@example.org ."},
	{"en", "Call 713-555-0142 on 11/28/2001 and/or 9/11.", "Call 713-555-0142 on 11/28/2001 and / or 9/11 ."},
	{"en", "“No,” she said — ‘never’.", "“ No , ” she said — ‘ never ’ ."},
	{"en", "What?! No... :) etc.", "What ?! No ... :) etc."},
	{"en", "No. 5 is ours. No.", "No. 5 is ours . No ."},
	{"en", "the 1980s, the '90s and the 20th", "the 1980s , the '90s and the 20th"},
	{"en", "rock'n'roll at five o'clock", "rock'n'roll at five o'clock"},
	{"fr", "L'homme qu'il a vu n'est pas d'ici.", "L' homme qu' il a vu n' est pas d' ici ."},
	{"fr", "Aujourd’hui, quelqu'un l’a dit.", "Aujourd’hui , quelqu'un l’ a dit ."},
	{"fr", "A-t-il peut-être parlé ? Est-ce vrai ? Dit-elle", "A -t-il peut-être parlé ? Est -ce vrai ? Dit -elle"},
	{"fr", "Il va au marché, aux halles, auquel je tiens.", "Il va à le marché , à les halles , à lequel je tiens ."},
	{"fr", "le maire du Havre et le chef des pompiers", "le maire de le Havre et le chef de les pompiers"},
	{"fr", "M. Dupont, à Saint-Denis, vers 20h30.", "M. Dupont , à Saint-Denis , vers 20 h 30 ."},
	{"fr", "50 000 personnes, 3,5 % et 1er", "50_000 personnes , 3,5 % et 1er"},
	{"fr", "ce jour-là, celui-ci, un rendez-vous", "ce jour -là , celui-ci , un rendez-vous"},
	{"fr", "« Allons-y », dit le (la) maire(s).", "« Allons -y » , dit le ( la ) maire(s) ."},
}

func TestWords(t *testing.T) {
	splitters := map[text.Language]*Splitter{"en": open(t, "en"), "fr": open(t, "fr")}
	for _, test := range wordTests {
		_, tokens := splitters[test.language].Split(test.text)
		var forms []string
		for _, token := range tokens {
			forms = append(forms, strings.ReplaceAll(token.Form, " ", "_"))
		}
		if got := strings.Join(forms, " "); got != test.words {
			t.Errorf("%s\n got %s\nwant %s", test.text, got, test.words)
		}
		check(t, test.text, splitters[test.language])
	}
}

// Each text with "|" where a sentence ends.
var sentenceTests = []struct {
	language text.Language
	marked   string
}{
	{"en", "Mr. Hill left.| He said: \"We won.\"| Then they slept."},
	{"en", "Police clear camp\n\n|Officers moved in on Monday, the U.S. agency said.| Nobody was hurt."},
	{"en", "The column moved on towards the old harbour of\n\nthe town before dawn.|\n\nIt rained."},
	{"en", "\"Why now?\" she asked.| (Nobody knew.)| It was 5 p.m. in Paris."},
	{"fr", "M. Petit est parti.| Il a dit : « Nous avons gagné. »| Puis ils ont dormi."},
	{"fr", "Le camp évacué\n\n|La police est intervenue lundi.| Il n'y a pas eu de blessé."},
}

func TestSentences(t *testing.T) {
	splitters := map[text.Language]*Splitter{"en": open(t, "en"), "fr": open(t, "fr")}
	for _, test := range sentenceTests {
		body := strings.ReplaceAll(test.marked, "|", "")
		sentences, _ := splitters[test.language].Split(body)
		var want, got []string
		for part := range strings.SplitSeq(test.marked, "|") {
			want = append(want, strings.TrimSpace(part))
		}
		for _, s := range sentences {
			got = append(got, body[s.Start:s.End])
		}
		if strings.Join(got, "|") != strings.Join(want, "|") {
			t.Errorf("\n got %s\nwant %s", strings.Join(got, "|"), strings.Join(want, "|"))
		}
	}
}

// TestWrappedLines has lines cut at a width, whose breaks end no sentence.
func TestWrappedLines(t *testing.T) {
	body := "The guerrillas attacked two police stations in the north of the\nprovince last night, and cut the road that leads to the capital of\nthe region, where a column of the army had been waiting for orders\nsince dawn. No one has claimed the attack."
	sentences, _ := open(t, "en").Split(body)
	if len(sentences) != 2 {
		t.Errorf("got %d sentences, want 2", len(sentences))
	}
}

func TestHeadlineAndDatelineStandAlone(t *testing.T) {
	body := "Camp cleared. Again\nCALAIS, France, Dec. 30 (Agency) — Police moved in. It rained."
	head, lead := text.Span{Start: 0, End: 19}, text.Span{Start: 20, End: 56}
	sentences, _ := open(t, "en").Split(body, head, lead)
	var got []string
	for _, s := range sentences {
		got = append(got, body[s.Start:s.End])
	}
	want := "Camp cleared. Again|CALAIS, France, Dec. 30 (Agency) —|Police moved in.|It rained."
	if strings.Join(got, "|") != want {
		t.Errorf("\n got %s\nwant %s", strings.Join(got, "|"), want)
	}
}

// TestLongChunks has texts without a space, which must not take more than their length in time.
func TestLongChunks(t *testing.T) {
	for _, language := range []text.Language{"en", "fr"} {
		s := open(t, language)
		for _, piece := range []string{"a-", "a'", "1-", "1,", "1:", "a.", "ab.", "..", "(", "'", "l'", "http://", "a@b.", "-t-il", "1/", "é", "$", "n't", ") ", "\" ", "A ", ". "} {
			s.Split(strings.Repeat(piece, 10_000))
		}
	}
}

func TestMistakesNameTheLine(t *testing.T) {
	_, err := Read(rules.FS, "xx")
	if err == nil {
		t.Error("a language without tables gives no error")
	}
}

func FuzzSplit(f *testing.F) {
	for _, test := range wordTests {
		f.Add(test.text)
	}
	f.Add("a\xffb l’\u00a0’ 1 000 000 ... -t- ''' http:// @ .5 5. -é")
	splitters := []*Splitter{open(f, "en"), open(f, "fr")}
	f.Fuzz(func(t *testing.T, body string) {
		for _, s := range splitters {
			check(t, body, s)
		}
	})
}

// check tests what must hold for any text: words lie in order, on rune borders, reproduce their forms unless they are parts, leave out nothing but
// white space, and each lies in one sentence.
func check(t *testing.T, body string, s *Splitter) {
	t.Helper()
	sentences, tokens := s.Split(body)
	end := 0
	for i, token := range tokens {
		if token.Part > 1 && token.Span == tokens[i-1].Span {
			continue
		}
		if token.Start < end || token.Span.End <= token.Start {
			t.Fatalf("%q: token %d has span %v after %d", body, i, token.Span, end)
		}
		if gap := body[end:token.Start]; strings.ContainsFunc(gap, func(c rune) bool { return classOf(c) != space }) {
			t.Errorf("%q: %q was left out", body, gap)
		}
		if token.Part == 0 && token.Form != body[token.Start:token.Span.End] {
			t.Errorf("%q: %q spans %q", body, token.Form, body[token.Start:token.Span.End])
		}
		if utf8.ValidString(body) && !utf8.ValidString(body[token.Start:token.Span.End]) {
			t.Errorf("%q: %q is cut inside of a rune", body, body[token.Start:token.Span.End])
		}
		if tight := i+1 < len(tokens) && body[token.Span.End:max(token.Span.End, tokens[i+1].Start)] == ""; token.Tight != (tight || i+1 == len(tokens) && token.Span.End == len(body)) && tokens[min(i+1, len(tokens)-1)].Part < 2 {
			t.Errorf("%q: %q has Tight %v", body, token.Form, token.Tight)
		}
		end = token.Span.End
	}
	next := 0
	for _, sentence := range sentences {
		if sentence.First != next || sentence.Last <= sentence.First {
			t.Errorf("%q: a sentence has tokens %d to %d, want from %d", body, sentence.First, sentence.Last, next)
		}
		next = sentence.Last
	}
	if next != len(tokens) {
		t.Errorf("%q: sentences end at token %d of %d", body, next, len(tokens))
	}
}

func BenchmarkSplit(b *testing.B) {
	for _, language := range []text.Language{"en", "fr"} {
		b.Run(string(language), func(b *testing.B) {
			var all strings.Builder
			for _, test := range wordTests {
				if test.language == language {
					all.WriteString(test.text + " ")
				}
			}
			body, s, words := strings.Repeat(all.String(), 50), open(b, language), 0
			b.SetBytes(int64(len(body)))
			b.ReportAllocs()
			for b.Loop() {
				_, tokens := s.Split(body)
				words += len(tokens)
			}
			b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(words), "ns/word")
		})
	}
}
