package who

import (
	"fmt"
	"io/fs"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"dateline/internal/rule"
	"dateline/internal/text"
	"dateline/rules"
)

func finder(t testing.TB) *Finder {
	t.Helper()
	files := own(t, "/who", "/gender", "/people", "/reference")
	books := map[text.Language]*rule.Book{}
	for _, language := range []text.Language{text.English, text.French} {
		book, err := rule.Load(files, language)
		if err != nil {
			t.Fatal(err)
		}
		books[language] = book
	}
	return New(books)
}

// own returns the shipped files of some folders of each language, so that a test depends on no other.
func own(t testing.TB, folders ...string) fs.FS {
	t.Helper()
	files := fstest.MapFS{}
	err := fs.WalkDir(rules.FS, ".", func(name string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() || !slices.ContainsFunc(folders, func(f string) bool { return strings.Contains(name, f) }) {
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

// read makes a document of words with their tags: d DET, n NOUN, p PROPN, a ADJ, v VERB, # NUM that counts the next noun,
// i ADP, r PRON, s PART; . marks. In square brackets stand names with their type. A bar ends a sentence.
func read(tagged string, language text.Language) *text.Document {
	d := &text.Document{Language: language}
	var body strings.Builder
	begin, kind, sentence := -1, text.NoName, 0
	tags := map[string]text.Tag{"d": text.DET, "n": text.NOUN, "p": text.PROPN, "a": text.ADJ, "v": text.VERB, "#": text.NUM, "i": text.ADP,
		"r": text.PRON, "s": text.PART, ".": text.PUNCT, "c": text.CCONJ, "x": text.AUX}
	types := map[string]text.NameType{"[PER": text.PER, "[ORG": text.ORG, "[GPE": text.GPE}
	for _, field := range strings.Fields(tagged) {
		if field == "|" {
			d.Sentences = append(d.Sentences, text.Sentence{First: sentence, Last: len(d.Tokens)})
			sentence = len(d.Tokens)
			continue
		}
		if t, ok := types[field]; ok {
			begin, kind = len(d.Tokens), t
			continue
		}
		if field == "]" {
			d.Names = append(d.Names, text.Name{First: begin, Last: len(d.Tokens) - 1, Type: kind})
			continue
		}
		form, tag, _ := strings.Cut(field, "/")
		if body.Len() > 0 {
			body.WriteByte(' ')
		}
		start := body.Len()
		body.WriteString(form)
		lemma := strings.ToLower(form)
		if tag == "n" && language == text.English {
			lemma = strings.TrimSuffix(lemma, "s")
		} else if tag == "n" {
			lemma = strings.TrimSuffix(lemma, "s")
		}
		d.Tokens = append(d.Tokens, text.Token{Span: text.Span{Start: start, End: body.Len()}, Form: form, Lemma: lemma, Tag: tags[tag]})
	}
	d.Body = body.String()
	d.Sentences = append(d.Sentences, text.Sentence{First: sentence, Last: len(d.Tokens)})
	for i := range d.Names {
		d.Names[i].Span = d.Cover(d.Names[i].First, d.Names[i].Last)
	}
	for i := range d.Sentences {
		d.Sentences[i].Span = d.Cover(d.Sentences[i].First, d.Sentences[i].Last-1)
	}
	for i, t := range d.Tokens {
		if t.Tag != text.NUM {
			continue
		}
		of := i + 1
		for of < len(d.Tokens) && d.Tokens[of].Tag != text.NOUN {
			of++
		}
		if of == len(d.Tokens) {
			of = -1
		}
		d.Amounts = append(d.Amounts, text.Amount{Span: t.Span, First: i, Last: i, Kind: text.Count, Low: text.Just(3), Best: text.Just(3), High: text.Just(3), Of: of})
	}
	return d
}

var findTests = []struct{ language, tagged, want string }{
	{"en", "around/i hundreds/# of/i French/a riot/n police/n broke/v up/i camps/n",
		"hundreds of French riot police=riot police organisation FRA COP [hundreds]"},
	{"en", "three/# injured/a migrants/n fled/v ./.", "three injured migrants=migrants group REF private [three]"},
	{"en", "a/d Portuguese/a lorry/n driver/n died/v ./. | The/d driver/n had/v ./.",
		"a Portuguese lorry driver=lorry driver person PRT LAB professional; The driver=driver person PRT LAB professional <0"},
	{"en", "[PER Ann/p Hall/p ] ,/. a/d local/a MP/n ,/. said/v so/n ./. | Hall/p left/v",
		"Ann Hall=Ann Hall person LEG official (local MP); a local MP=MP person LEG official <0"},
	{"en", "French/a Interior/p Minister/p [PER Jean/p Petit/p ] said/v", "French Interior Minister Jean Petit=Jean Petit person FRA GOV official (French Interior Minister)"},
	{"en", "the/d [ORG Reform/p Party/p ] (/. [ORG RP/p ] )/. lost/v ./. | The/d [ORG RP/p ] won/v",
		"the Reform Party=Reform Party organisation PTY; RP=RP organisation PTY <0; The RP=RP organisation PTY <1"},
	{"en", "[PER Ann/p Hall/p ] spoke/v ./. | She/r left/v ./.", "Ann Hall=Ann Hall person private; She=Ann Hall person private <0"},
	{"en", "a/d former/a minister/n spoke/v", "a former minister=former minister person ELI official"},
	{"en", "the/d union/n leader/n spoke/v", "the union leader=union leader person LAB professional"},
	{"en", "members/n of/i the/d army/n left/v", "members of the army=members group MIL private; the army=army organisation MIL"},
	{"en", "Syrians/p ,/. Afghans/p and/c others/n", "Syrians=Syrians group SYR private; Afghans=Afghans group AFG private"},
	{"en", "the/d police/n car/n burned/v", ""},
	{"en", "a/d boy/n drowned/v", "a boy=boy person CVL minor"},
	{"en", "[GPE France/p ] accused/v them/n of/i it/n in/i [GPE Spain/p ]", "France=France country FRA"},
	{"en", "a/d cat/n slept/v", ""},
	{"fr", "des/d policiers/n français/a sont/x venus/v", "des policiers français=policiers group FRA COP official"},
	{"fr", "trois/# migrants/n ont/x fui/v ./. | Ils/r sont/x partis/v", "trois migrants=migrants group REF private [trois]; Ils=migrants group REF private <0"},
	{"fr", "le/d responsable/n syndical/a [PER Paul/p Noir/p ] ,/.", "le responsable syndical Paul Noir=Paul Noir person LAB professional (responsable syndical)"},
	{"fr", "le/d maire/n ,/. [PER Paul/p Noir/p ] ,/. avait/v", "le maire=maire person GOV official (-); Paul Noir=Paul Noir person GOV official (maire) <0"},
	{"en", "the/d [ORG Rail/p Union/p ] struck/v ./. | The/d union/n won/v",
		"the Rail Union=Rail Union organisation LAB; The union=union organisation LAB <0"},
	{"en", "Interior/p Minister/p [PER Jean/p Petit/p ] spoke/v ./. | The/d minister/n left/v",
		"Interior Minister Jean Petit=Jean Petit person GOV official (Interior Minister); The minister=minister person GOV official <0"},
	{"en", "police/n and/c paramilitary/a soldiers/n came/v", "police=police organisation COP; paramilitary soldiers=paramilitary soldiers group PRM private"},
	{"fr", "le/d syndicat/n [ORG Rail/p ] refuse/v ./. | Le/d syndicat/n attend/v", "le syndicat Rail=Rail organisation LAB (syndicat); Le syndicat=syndicat organisation LAB <0"},
	{"fr", "[PER Paul/p Noir/p ] accuse/v un/d policier/n ./. | Celui-ci/r nie/v",
		"Paul Noir=Paul Noir person private; un policier=policier person COP official; Celui-ci=policier person COP official <1"},
	{"fr", "la/d préfecture/n et/c les/d CRS/p arrivent/v", "la préfecture=préfecture organisation GOV; les CRS=CRS organisation FRA COP"},
}

func TestFind(t *testing.T) {
	f := finder(t)
	for _, test := range findTests {
		d := read(test.tagged, text.Language(test.language))
		var got []string
		for _, a := range f.Find(d) {
			got = append(got, tell(d, a))
		}
		want := strings.ReplaceAll(test.want, " (-)", "")
		if all := strings.Join(got, "; "); all != want {
			t.Errorf("%s:\n got %s\nwant %s", d.Body, all, want)
		}
	}
}

// tell writes an actor as: words=name kind country sector class (role) [amount] <same.
func tell(d *text.Document, a text.Actor) string {
	out := fmt.Sprintf("%s=%s %s", d.At(a.Span), a.Name, a.Kind)
	for _, s := range []string{a.Country, a.Sector, a.Class} {
		if s != "" {
			out += " " + s
		}
	}
	if a.Role != "" {
		out += " (" + a.Role + ")"
	}
	if a.Amount >= 0 {
		out += " [" + d.At(d.Amounts[a.Amount].Span) + "]"
	}
	if a.Same >= 0 {
		out += fmt.Sprintf(" <%d", a.Same)
	}
	return out
}

func TestActorsAreWhole(t *testing.T) {
	f := finder(t)
	for _, test := range findTests {
		d := read(test.tagged, text.Language(test.language))
		found := f.Find(d)
		for i, a := range found {
			if a.Span != d.Cover(a.First, a.Last) || a.Head < a.First || a.Head > a.Last || a.Same >= i || a.Origin.Rule == "" && len(d.Names) == 0 {
				t.Errorf("%s: %+v", d.Body, a)
			}
		}
		again := f.Find(d)
		if !slices.Equal(found, again) {
			t.Errorf("%s: a second look finds otherwise", d.Body)
		}
	}
}

func TestEveryNationalityHasACode(t *testing.T) {
	files := own(t, "/who")
	for _, language := range []text.Language{text.English, text.French} {
		book, err := rule.Load(files, language)
		if err != nil {
			t.Fatal(err)
		}
		for _, name := range []string{"nationalities", "countries"} {
			list := book.List(name)
			for _, word := range list.Words() {
				if value, _ := list.Value(word); value != "" && len(strings.TrimSuffix(value, ",PRE")) != 3 {
					t.Errorf("%s: %q has the code %q", list.File, word, value)
				}
			}
		}
	}
}

func TestEverySectorIsOne(t *testing.T) {
	const sectors = " PRM PRE COP GOV JUD LEG MIL PTY REB SPY UAF AGR BUS CRM CVL EDU ELI JRN LAB MED REF OPP REL SOC UNK "
	const classes = "  official spokesperson professional private victim minor "
	files := own(t, "/who")
	for _, language := range []text.Language{text.English, text.French} {
		book, err := rule.Load(files, language)
		if err != nil {
			t.Fatal(err)
		}
		for _, name := range []string{"agents", "bodies", "known", "qualifiers", "titles"} {
			list := book.List(name)
			for _, word := range list.Words() {
				value, _ := list.Value(word)
				sector, class, _ := fields(value)
				sector = strings.TrimLeft(sector, "?!~")
				if sector != "" && !strings.Contains(sectors, " "+sector+" ") || name == "agents" && !strings.Contains(classes, " "+class+" ") {
					t.Errorf("%s: %q has %q", list.File, word, value)
				}
			}
		}
	}
}
