package pipeline

import (
	"errors"
	"fmt"

	"dateline/internal/clean"
	"dateline/internal/ingest"
	"dateline/internal/record"
	"dateline/internal/syntax"
	"dateline/internal/text"
	"dateline/internal/what"
	"dateline/internal/where"
)

// Worker is a Coder with the working memory of one goroutine.
type Worker struct {
	*Coder
	syntax *syntax.Runner
}

// Worker returns a worker of c.
func (c *Coder) Worker() *Worker { return &Worker{c, c.syntax.Runner()} }

// Work is one report with all that the stages made of it, for those who want to see each of them.
type Work struct {
	Document *text.Document
	Reading  *record.Reading
}

// Considered tells the words of w that may tell an act and are the trigger of no account, each with what kept it from being one.
func (c *Coder) Considered(w *Work) []record.Note {
	return c.what.Considered(w.Document, w.Reading.Quotes)
}

// Grounds tells what speaks for and against each account of w, in their order.
func (c *Coder) Grounds(w *Work) []what.Grounds { return c.what.Grounds(w.Document, w.Reading.Quotes) }

// ErrLanguage is the outcome of a report in a language that is not coded. It has a reading without accounts.
var ErrLanguage = errors.New("the language is not coded")

// ErrTooLong is the outcome of a text that is no report: a book, a dump, a file that goes on and on.
var ErrTooLong = errors.New("too long for a report")

// longest is the most bytes that a body may have, some 300 pages. Reports are a thousandth of that.
const longest = 1 << 20

// ErrBroken is the outcome of a report that a fault of the program kept from being coded. It must not keep the others.
var ErrBroken = errors.New("a fault of the program; please report it")

// notCoded is the reason of the note on such a report.
const notCoded = "language-not-coded"

// Code takes a report through all stages. Without a Work the error is ErrTooLong, ErrBroken or a named outcome of
// package clean; with ErrLanguage there are both.
func (w *Worker) Code(item ingest.Item) (work *Work, err error) {
	defer func() {
		if fault := recover(); fault != nil {
			w.syntax = w.Coder.syntax.Runner() // the old one may be left half way
			work, err = nil, fmt.Errorf("%w: %v", ErrBroken, fault)
		}
	}()
	return w.code(item)
}

func (w *Worker) code(item ingest.Item) (*Work, error) {
	page, err := w.clean.Clean(raw(item))
	if err != nil {
		return nil, err
	}
	d := &page.Document
	if len(d.Body) > longest {
		return nil, fmt.Errorf("%w: %d bytes of text, at most %d", ErrTooLong, len(d.Body), longest)
	}
	d.Language = w.language(d)
	if err := w.Coder.syntax.Open(d.Language); errors.Is(err, syntax.ErrLanguage) {
		r := reading(d, page)
		r.Notes = append(r.Notes, record.Note{Reason: notCoded, Detail: string(d.Language)})
		return &Work{d, r}, fmt.Errorf("%w: %q", ErrLanguage, d.Language)
	} else if err != nil {
		return nil, err
	}
	w.mentions(d)
	return &Work{d, w.accounts(d, page)}, nil
}

// language is the one that the report says it is in, else the one it is found to be in.
func (w *Worker) language(d *text.Document) text.Language {
	if d.Report.Language != "" {
		return d.Report.Language
	}
	return w.syntax.Language(d.Body)
}

// mentions runs the stages from sentences to actors. A tree is made only where it can matter: where a word may tell an
// act, or somebody may say something.
func (w *Worker) mentions(d *text.Document) {
	d.Sentences, d.Tokens, d.Names = w.syntax.Read(d)
	for i := range d.Sentences {
		if w.options.ParseAll || w.what.Matters(d, i) || w.said.Matters(d, i) {
			w.syntax.Parse(d, i)
		}
	}
	if book := w.books[d.Language]; book != nil {
		book.Forget(d) // a tree may have given its words other parts of speech, and so other lemmas
	}
	w.find(d)
}

// find runs the stages that find mentions. Amounts leave dates alone, actors are counted by amounts: hence the order.
func (w *Worker) find(d *text.Document) {
	d.Dates = w.when.Find(d)
	d.Places = w.where.Find(d)
	d.Amounts = w.amount.Find(d)
	d.Actors = w.who.Find(d)
}

// accounts runs the stages that make a reading of a document with all its mentions.
func (w *Worker) accounts(d *text.Document, page clean.Page) *record.Reading {
	r := reading(d, page)
	r.Notes = append(r.Notes, respelled(d)...)
	r.Quotes = w.said.Find(d)
	accounts, dropped := w.what.Find(d, r.Quotes)
	for i, codes := range w.schemes.Codes(d, accounts) {
		accounts[i].Codes = codes
	}
	r.Accounts, r.Notes = accounts, append(r.Notes, dropped...)
	return r
}

// respelled notes the places that were found under another spelling than the report's.
func respelled(d *text.Document) []record.Note {
	var notes []record.Note
	for _, p := range d.Places {
		if p.Origin.Rule == where.Respelled {
			notes = append(notes, record.Note{Span: p.Span, Reason: "place-respelled", Detail: p.Name})
		}
	}
	return notes
}

// reading is what a document and its page give without accounts and quotes.
func reading(d *text.Document, page clean.Page) *record.Reading {
	r := &record.Reading{
		Report: d.Report, Language: d.Language, Body: d.Body,
		Names: d.Names, Dates: d.Dates, Places: d.Places, Amounts: d.Amounts, Actors: d.Actors, Furniture: page.Furniture,
	}
	for _, n := range page.Notes {
		r.Notes = append(r.Notes, record.Note{Span: n.Span, Reason: string(n.Reason), Detail: n.Detail})
	}
	return r
}

// Tag cleans a report, cuts it into tokens, tags them and finds names, and returns how many tokens there are: 0 for a
// report that has no body or is in no language that is coded. It is there to be timed.
func (w *Worker) Tag(item ingest.Item) int {
	d := w.tagged(item)
	return len(d.Tokens)
}

// Parse is Tag with a tree for every sentence.
func (w *Worker) Parse(item ingest.Item) int {
	d := w.tagged(item)
	w.parseAll(d)
	return len(d.Tokens)
}

// Mention is Tag with all mentions found, from tags alone.
func (w *Worker) Mention(item ingest.Item) int {
	d := w.tagged(item)
	w.find(d)
	return len(d.Tokens)
}

func (w *Worker) tagged(item ingest.Item) *text.Document {
	page, err := w.clean.Clean(raw(item))
	if err != nil {
		return &text.Document{}
	}
	d := &page.Document
	d.Language = w.language(d)
	d.Sentences, d.Tokens, d.Names = w.syntax.Read(d)
	return d
}

func raw(item ingest.Item) clean.Raw {
	return clean.Raw{Bytes: item.Text, Format: clean.Format(item.Format), Report: item.Report}
}
