// Package text is the vocabulary of what was written: documents, spans, sentences, tokens and mentions.
// It is imported everywhere and holds no logic beyond slicing and printing.
package text

// Report is what is known about a text beyond its words: where it comes from and who published it.
// The zero value of every field means not known.
type Report struct {
	ID        string   // names the report: the id given with it, else "sha256:" and the hash of its raw bytes
	File      string   // the file it was read from; "FILE#id" for an item of a file of many
	URL       string   // where it was published
	Outlet    string   // who published it
	Title     string   // its headline
	Byline    []string // who signed it
	Published Day      // the day of publication
	Language  Language // the language it says it is in
	Truncated bool     // the text breaks off: paywall, feed excerpt
}

// Language is an ISO 639-1 code. The zero value means not known.
type Language string

// The languages that are coded.
const (
	English Language = "en"
	French  Language = "fr"
)

// Document is one report on its way through the stages. It only grows: each stage adds its own field
// and reads those before it. Only package pipeline writes.
type Document struct {
	// given
	Report Report
	Body   string // the clean text; every Span is a byte range of it
	Head   Span   // the headline, where it is a part of the body; else the zero Span
	Lead   Span   // the dateline ("CALAIS, France, Dec. 30 (Agency) —") before the first sentence; else the zero Span

	// found
	Language  Language
	Sentences []Sentence
	Tokens    []Token
	Names     []Name
	Dates     []Date
	Places    []Place
	Amounts   []Amount
	Actors    []Actor
}

// At returns the words of s.
func (d *Document) At(s Span) string { return d.Body[s.Start:s.End] }

// Of returns the tokens of s, a sentence of d.
func (d *Document) Of(s Sentence) []Token { return d.Tokens[s.First:s.Last] }

// Cover returns the span from the first to the last of d's tokens first..last, both included.
func (d *Document) Cover(first, last int) Span {
	return Span{d.Tokens[first].Start, d.Tokens[last].Span.End}
}

// Span is a half-open byte range of a body, on rune borders.
type Span struct{ Start, End int }

// Empty reports whether s covers nothing; the zero Span is empty.
func (s Span) Empty() bool { return s.End <= s.Start }

// Holds reports whether t lies in s.
func (s Span) Holds(t Span) bool { return s.Start <= t.Start && t.End <= s.End }

// Meets reports whether s and t share a byte.
func (s Span) Meets(t Span) bool { return s.Start < t.End && t.Start < s.End }

// Origin says which rule or model gave a value, and the hash of the file that it stands in.
type Origin struct {
	Rule    string `json:"rule"`
	Version string `json:"version,omitempty"`
}
