package when_test

import (
	"bufio"
	"encoding/json"
	"os"
	"regexp"
	"strings"
	"testing"
	"unicode/utf8"

	"dateline/internal/syntax"
	"dateline/internal/text"
	"dateline/models"
	"dateline/rules"
)

func TestZZMeasure(t *testing.T) {
	if os.Getenv("TM") == "" {
		t.Skip()
	}
	f := finder(t)
	var reader *syntax.Reader
	if m := os.Getenv("MODELS"); m != "" {
		reader = openReader(t, m)
	}
	for _, name := range strings.Split(os.Getenv("TM"), ",") {
		in, _ := os.Open("/tmp/tm/" + name + ".in")
		out, _ := os.Create("/tmp/tm/" + name + ".out")
		sc := bufio.NewScanner(in)
		sc.Buffer(nil, 1<<24)
		for sc.Scan() {
			var item struct{ ID, Text, Language, Published string }
			json.Unmarshal(sc.Bytes(), &item)
			lang := text.Language(item.Language)
			var d *text.Document
			if reader != nil {
				d = readWith(t, reader, lang, item.Text)
			} else {
				d = cut(t, lang, item.Text)
				roughTags(d)
			}
			d.Report.Published = text.ParseDay(item.Published)
			type date struct {
				Start int    `json:"start"`
				End   int    `json:"end"`
				Value string `json:"value"`
				From  string `json:"from"`
				To    string `json:"to"`
				Rule  string `json:"rule"`
			}
			var dates []date
			for _, x := range f.Find(d) {
				y := date{utf8.RuneCountInString(d.Body[:x.Start]), utf8.RuneCountInString(d.Body[:x.End]), x.Value, "", "", x.Origin.Rule}
				if !x.From.IsZero() {
					y.From, y.To = x.From.Format("2006-01-02T15:04:05"), x.To.Format("2006-01-02T15:04:05")
				}
				dates = append(dates, y)
			}
			b, _ := json.Marshal(map[string]any{"id": item.ID, "dates": dates})
			out.Write(append(b, '\n'))
		}
		out.Close()
	}
}

var verbish = regexp.MustCompile(`^[a-z]+ed$`)

func roughTags(d *text.Document) {
	for i := range d.Tokens {
		t := &d.Tokens[i]
		switch t.Lemma {
		case "said", "was", "were", "had", "told", "rose", "fell", "took", "began", "went", "came":
			t.Tag, t.Feats = text.VERB, text.Past|text.Fin
		case "is", "are", "has", "have":
			t.Tag, t.Feats = text.AUX, text.Pres|text.Fin
		case "will", "'ll":
			t.Tag, t.Feats = text.AUX, text.Fin
		case "be", "begin", "meet", "take", "make":
			t.Tag, t.Feats = text.VERB, text.Inf
		default:
			if verbish.MatchString(t.Form) {
				t.Tag, t.Feats = text.VERB, text.Past
			} else if t.Tag == text.X && strings.HasSuffix(t.Form, "s") && len(t.Form) > 3 && d.Language == text.English && t.Form[0] >= 'a' {
				t.Tag, t.Feats = text.NOUN, text.Plur
			}
		}
	}
}

func openReader(t *testing.T, m string) *syntax.Reader {
	r, err := syntax.New(models.FS, rules.FS)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func readWith(t *testing.T, r *syntax.Reader, lang text.Language, body string) *text.Document {
	d := &text.Document{Body: body, Language: lang}
	if r.Open(lang) != nil {
		d = cut(t, lang, body)
		roughTags(d)
		return d
	}
	x := r.Runner()
	d.Sentences, d.Tokens, d.Names = x.Read(d)
	return d
}
