package conllu

import (
	"strconv"
	"strings"

	"dateline/internal/text"
)

// Document returns the words of sentences as a document whose body is rebuilt from their forms and spacing. A blank line stands before
// a new document or paragraph, a space between other sentences. Tags, features, lemmas, heads, relations and names are taken over where
// they are given; empty nodes are left out.
func Document(sentences []Sentence) *text.Document {
	b := builder{d: &text.Document{}}
	for i := range sentences {
		b.sentence(&sentences[i])
	}
	b.d.Body = b.body.String()
	for i := range b.d.Tokens {
		if t := &b.d.Tokens[i]; t.Part == 0 {
			t.Form = b.d.Body[t.Start:t.End]
		}
	}
	return b.d
}

// builder makes a document of sentences.
type builder struct {
	d    *text.Document
	body strings.Builder
	gap  string // what stands between the last token and the next
}

// sentence adds the words of s.
func (b *builder) sentence(s *Sentence) {
	_, document := s.Comment("newdoc")
	_, paragraph := s.Comment("newpar")
	if (document || paragraph) && b.body.Len() > 0 {
		b.gap = "\n\n"
	}
	first := len(b.d.Tokens)
	for i := 0; i < len(s.Rows); {
		i += b.token(s.Rows[i:], first)
	}
	if last := len(b.d.Tokens); last > first {
		b.d.Sentences = append(b.d.Sentences, text.Sentence{Span: b.d.Cover(first, last-1), First: first, Last: last, Parsed: parsed(b.d.Tokens[first:])})
	}
}

// token adds the word or multiword token that rows begin with and returns how many rows it took.
func (b *builder) token(rows []Row, first int) int {
	surface := &rows[0]
	if surface.Kind() == Empty {
		return 1
	}
	b.body.WriteString(b.gap)
	start := b.body.Len()
	b.body.WriteString(surface[Form])
	b.gap = " "
	if surface.Tight() {
		b.gap = ""
	}
	span := text.Span{Start: start, End: b.body.Len()}
	if surface.Kind() == Word {
		b.d.Tokens = append(b.d.Tokens, token(surface, first, span))
		return 1
	}
	return b.parts(rows, first, span)
}

// parts adds the words of the multiword token that rows begin with. Words that are pieces of it as written ("do", "n't") get the spans
// of the pieces; others ("de", "le" of "du") share its span.
func (b *builder) parts(rows []Row, first int, span text.Span) int {
	from, to := rows[0].Bounds()
	count, joined := 1, ""
	for word := from; word <= to && count < len(rows); count++ {
		if rows[count].Kind() == Word {
			joined += rows[count][Form]
			word++
		}
	}
	pieces, at, part := joined == rows[0][Form], span.Start, uint8(0)
	for i := 1; i < count; i++ {
		if rows[i].Kind() != Word {
			continue
		}
		t := token(&rows[i], first, span)
		if part++; pieces {
			t.Span = text.Span{Start: at, End: at + len(t.Form)}
			at = t.Span.End
		} else {
			t.Part = part
		}
		t.Tight = int(part) < to-from+1 || rows[0].Tight()
		b.d.Tokens = append(b.d.Tokens, t)
	}
	return count
}

// token makes a token of a row.
func token(r *Row, first int, span text.Span) text.Token {
	t := text.Token{Span: span, Form: r[Form], Tag: text.TagNamed(r[Tag]), Feats: text.FeatsFrom(r[Feats]), Tight: r.Tight()}
	if r[Lemma] != "_" || r[Form] == "_" {
		t.Lemma = r[Lemma]
	}
	if head, err := strconv.Atoi(r[Head]); err == nil {
		t.Head = first + head - 1
		if head == 0 {
			t.Head = text.RootHead
		}
		t.Rel = text.Rel(r[Rel])
	}
	if name, found := r.Attribute("Name"); found {
		t.Name = NameTag(name)
	}
	return t
}

// parsed reports whether all tokens have a relation.
func parsed(tokens []text.Token) bool {
	for i := range tokens {
		if tokens[i].Rel == "" {
			return false
		}
	}
	return true
}

// NameTag reads a BILOU label such as "B-PER"; labels that are not known give the zero NameTag.
func NameTag(label string) text.NameTag {
	position, kind, found := strings.Cut(label, "-")
	if !found || len(position) != 1 {
		return 0
	}
	at := strings.IndexByte("OBILU", position[0])
	for t := text.NoName + 1; t < text.NameTypes && at > 0; t++ {
		if t.String() == kind {
			return text.NameTagOf(at, t)
		}
	}
	return 0
}

// Fill puts what the tokens of one sentence say into the words of s, which must be as many: tag, features, lemma, name, and
// head and relation where it is parsed. Other columns, comments, ranges and empty nodes stay as they are.
func Fill(s *Sentence, tokens []text.Token, first int, parsed bool) {
	for number, row := range s.Words {
		t := &tokens[number-1]
		row[Tag], row[Feats], row[Lemma] = t.Tag.String(), t.Feats.String(), or(t.Lemma, "_")
		name := t.Name.String()
		if t.Name == 0 {
			name = ""
		}
		row.SetAttribute("Name", name)
		row[Head], row[Rel], row[Deps] = "_", "_", "_"
		if parsed {
			row[Head], row[Rel] = strconv.Itoa(t.Head-first+1), or(string(t.Rel), "_")
			if t.Head == text.RootHead {
				row[Head] = "0"
			}
		}
	}
}

func or(value, otherwise string) string {
	if value == "" {
		return otherwise
	}
	return value
}

// Sentences writes the sentences of a document as rows, filled with what its tokens say. Comments give each sentence a number, its text,
// and mark a new paragraph where a blank line stands in the body.
func Sentences(d *text.Document, joined func(a, b *text.Token) bool) []Sentence {
	var found []Sentence
	end := 0
	for i, s := range d.Sentences {
		made := Sentence{Comments: []string{"# sent_id = " + strconv.Itoa(i+1)}, Rows: rows(d, s, joined)}
		if gap := d.Body[end:s.Start]; i == 0 || strings.Count(gap, "\n") > 1 {
			made.Comments = append(made.Comments, "# newpar")
		}
		end = s.End
		made.Comments = append(made.Comments, "# text = "+strings.Join(strings.Fields(d.At(s.Span)), " "))
		Fill(&made, d.Of(s), s.First, s.Parsed)
		found = append(found, made)
	}
	return found
}

// rows makes the rows of one sentence: ID, form and spacing, with ranges for the words of a multiword token and for those that
// joined says are written as one.
func rows(d *text.Document, s text.Sentence, joined func(a, b *text.Token) bool) []Row {
	var made []Row
	tokens := d.Of(s)
	for i := 0; i < len(tokens); {
		n := 1
		for i+n < len(tokens) && (tokens[i+n].Part > 1 || tokens[i+n-1].Tight && joined(&tokens[i+n-1], &tokens[i+n])) {
			n++
		}
		last, space := &tokens[i+n-1], "_"
		if last.Tight {
			space = "SpaceAfter=No"
		}
		if n > 1 {
			surface := blank(strconv.Itoa(i+1)+"-"+strconv.Itoa(i+n), d.Body[tokens[i].Start:last.End])
			surface[Misc] = space
			made, space = append(made, surface), "_"
		}
		for k := range n {
			made = append(made, blank(strconv.Itoa(i+k+1), tokens[i+k].Form))
		}
		made[len(made)-1][Misc] = space
		i += n
	}
	return made
}

// blank is a row of an ID and a form, on one line.
func blank(id, form string) Row {
	return Row{id, strings.ReplaceAll(form, "\n", " "), "_", "_", "_", "_", "_", "_", "_", "_"}
}

// FillAll is Fill for all sentences that d was made of by Document.
func FillAll(sentences []Sentence, d *text.Document) {
	rest := d.Sentences
	for i := range sentences {
		if hasWords(&sentences[i]) && len(rest) > 0 {
			Fill(&sentences[i], d.Of(rest[0]), rest[0].First, rest[0].Parsed)
			rest = rest[1:]
		}
	}
}

func hasWords(s *Sentence) bool {
	for range s.Words {
		return true
	}
	return false
}
