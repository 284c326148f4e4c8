package where

import (
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"dateline/gazetteer"
	"dateline/internal/rule"
	"dateline/internal/text"
	"dateline/rules"
)

func finder(t testing.TB, options Options) *Finder {
	t.Helper()
	books := map[text.Language]*rule.Book{}
	for _, language := range []text.Language{text.English, text.French} {
		book, err := rule.Load(shipped(t), language)
		if err != nil {
			t.Fatal(err)
		}
		books[language] = book
	}
	f, err := New(gazetteer.Places, books, options)
	if err != nil {
		t.Fatal(err)
	}
	return f
}

// folders are those that places need.
var folders = []string{"where", "who", "gender"}

// shipped returns the shipped files of these folders, so that a test depends on no other.
func shipped(t testing.TB) fs.FS {
	t.Helper()
	files := fstest.MapFS{}
	err := fs.WalkDir(rules.FS, ".", func(name string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() || !slices.Contains(folders, path.Base(path.Dir(name))) {
			return err
		}
		data, err := fs.ReadFile(rules.FS, name)
		files[name] = &fstest.MapFile{Data: data}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return files
}

// read makes a document of words: ‹ › marks places, [ ] other names; a word with a capital is a proper noun, "in" and its
// like are prepositions. One sentence a line.
func read(marked string, language text.Language) *text.Document {
	d := &text.Document{Language: language}
	begin, kind := -1, text.NoName
	end := func() {
		if begin >= 0 {
			last := len(d.Tokens) - 1
			d.Names = append(d.Names, text.Name{Span: d.Cover(begin, last), First: begin, Last: last, Type: kind})
		}
		begin = -1
	}
	var body strings.Builder
	var word strings.Builder
	flush := func() {
		if word.Len() > 0 {
			form := word.String()
			start := body.Len() - len(form)
			d.Tokens = append(d.Tokens, text.Token{Span: text.Span{Start: start, End: body.Len()}, Form: form, Lemma: strings.ToLower(form), Tag: tagOf(form)})
			word.Reset()
		}
	}
	for _, r := range marked {
		switch r {
		case '‹', '[':
			flush()
			begin, kind = len(d.Tokens), text.LOC
			if r == '[' {
				kind = text.PER
			}
		case '›', ']':
			flush()
			d.Body = body.String()
			end()
		case ' ':
			flush()
			body.WriteRune(r)
		case ',', '(', ')':
			flush()
			body.WriteRune(r)
			word.WriteRune(r)
			flush()
		default:
			body.WriteRune(r)
			word.WriteRune(r)
		}
	}
	flush()
	d.Body = body.String()
	d.Sentences = []text.Sentence{{Span: text.Span{End: len(d.Body)}, Last: len(d.Tokens)}}
	return d
}

func tagOf(form string) text.Tag {
	switch {
	case strings.ContainsAny(form, ",()—"):
		return text.PUNCT
	case strings.Contains(" in on at near of to from à de dans en ", " "+form+" "):
		return text.ADP
	case capital(form):
		return text.PROPN
	}
	return text.NOUN
}

// In what is wanted, * marks a name that is spelled otherwise in the report, @ what a camp stands in, ! a home, > the start of a way, < its end.
var findTests = []struct{ language, marked, want string }{
	{"en", "clashes near ‹Calais› and ‹Dunkirk›", "Calais=3029162 Dunkirk=3020686"},
	{"en", "he lives in ‹Vienna, Virginia› today", "Vienna=4791160 Virginia=US.VA"},
	{"en", "he lives in ‹Vienna›, ‹Virginia› today", "Vienna=4791160 Virginia=US.VA"},
	{"en", "talks in ‹Vienna› today", "Vienna=2761369"},
	{"en", "shots in ‹Paris›, ‹Texas›. Later ‹Paris› slept", "Paris=4717560 Texas=US.TX Paris=4717560"},
	{"en", "shots in ‹Paris› today", "Paris=2988507"},
	{"en", "yesterday [Paris Hilton] came to ‹London›", "London=2643743"},
	{"en", "a camp in ‹Grande-Synthne› near the city of ‹Dunkirk›", "Grande-Synthne=3015160* Dunkirk=3020686"},
	{"en", "boats crossed the ‹Channel› to ‹England›", "Channel=sea:english-channel England=GB.ENG"},
	{"en", "the state of ‹Georgia› and ‹Florida›", "Georgia=US.GA Florida=US.FL"},
	{"en", "‹Tbilisi› , the capital of ‹Georgia›", "Tbilisi=611717 Georgia=GE"},
	{"en", "in ‹Xyzzyville› nothing moves", "Xyzzyville="},
	{"en", "they went to France yesterday", "France=FR"},
	{"en", "they saw Hope yesterday", ""},
	{"en", "Fire at the Jungle camp in ‹Calais›. Later the Jungle burned", "Jungle camp=3029162@Calais Calais=3029162 Jungle=3029162@Calais"},
	{"en", "Fire at the ‹Moria› camp on ‹Lesbos›", "Moria camp=256757 Lesbos=area:lesbos"},
	{"en", "Fire at the ‹Calais› camp in ‹France›", "Calais camp=3029162 France=FR"},
	{"en", "the Calais refugee camp burned", "Calais=3029162"},
	{"en", "Fire at the Zabrat camp in ‹Calais›", "Zabrat camp=3029162@Calais Calais=3029162"},
	{"en", "a man from ‹Lyon› in ‹Paris›", "Lyon=2996944! Paris=2988507"},
	{"en", "a walk from ‹Calais› to ‹Paris›", "Calais=3029162> Paris=2988507<"},
	{"en", "fled the Jungle camp in ‹Calais›", "Jungle camp=3029162@Calais> Calais=3029162"},
	{"fr", "partir de ‹Calais› à ‹Paris›", "Calais=3029162> Paris=2988507<"},
	{"en", "two Londoners in ‹Paris›", "Londoners=2643743! Paris=2988507"},
	{"en", "the Parisian suburb of ‹Bobigny›", "Parisian=2988507 Bobigny=3032179"},
	{"en", "the Dunkirkers of ‹Dunkirk›", "Dunkirkers=3020686! Dunkirk=3020686"},
	{"en", "the [Houston Texans] in ‹Paris›", "Paris=2988507"},
	{"en", "PATRAS , ‹Greece› ( Reuters ) — clashes", "PATRAS=255683 Greece=GR"},
	{"en", "the New York Times in ‹Paris›", "Paris=2988507"},
	{"fr", "le camp de la Linière à ‹Grande-Synthe›", "camp de la Linière=3015160@Grande-Synthe Grande-Synthe=3015160"},
	{"fr", "un militant calaisien à ‹Paris›", "calaisien=3029162! Paris=2988507"},
	{"fr", "le port calaisien", ""},
	{"fr", "les Sangattois à ‹Sangatte›", "Sangattois=2976217! Sangatte=2976217"},
	{"fr", "devant la Marseillaise", ""},
	{"fr", "à ‹Calais› , en ‹Angleterre›", "Calais=3029162 Angleterre=GB.ENG"},
	{"fr", "à ‹Londres› et à ‹Moscou›", "Londres=2643743 Moscou=524901"},
	{"fr", "dans la ‹Manche› hier", "Manche=sea:english-channel"},
}

func TestFind(t *testing.T) {
	f := finder(t, Options{})
	for _, test := range findTests {
		d := read(test.marked, text.Language(test.language))
		var got []string
		for _, p := range f.Find(d) {
			id := strings.TrimPrefix(p.Gazetteer, "geonames:")
			if p.Origin.Rule == Respelled {
				id += "*"
			}
			if p.Within != "" {
				id += "@" + p.Within
			}
			id += map[string]string{asHome: "!", asOrigin: ">", asDestination: "<"}[p.Part]
			got = append(got, fmt.Sprintf("%s=%s", d.At(p.Span), id))
			if p.Span != d.Cover(p.First, p.Last) {
				t.Errorf("%s: %s is not its tokens", test.marked, d.At(p.Span))
			}
			if (p.Precision == "") != (p.Gazetteer == "") || p.Origin.Rule == "" {
				t.Errorf("%s: %+v", test.marked, p)
			}
		}
		if all := strings.Join(got, " "); all != test.want {
			t.Errorf("%s:\n got %s\nwant %s", test.marked, all, test.want)
		}
	}
}

func TestNoSpellingWhenExact(t *testing.T) {
	d := read("a camp in ‹Grande-Synthne› near ‹Dunkirk›", text.English)
	if p := finder(t, Options{Exact: true}).Find(d)[0]; p.Precision != "" {
		t.Errorf("got %s", p.Name)
	}
}
