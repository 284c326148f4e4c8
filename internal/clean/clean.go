// Package clean makes a body out of the raw bytes of a report: the words of its author and nothing else, with what the
// text says about itself (headline, byline, day of publication) and a map from every word back to the raw bytes.
//
// A body is made once and never changed. Its paragraphs stand apart by one blank line ("\n\n"). A single "\n" stands inside of a
// paragraph, where a hard-wrapped text breaks its lines; it ends no sentence. The words are as written: nothing is
// normalised, so that positions hold.
package clean

import (
	"errors"
	"fmt"
	"io/fs"

	"dateline/internal/text"
)

// Named outcomes of a report that has no body.
var (
	ErrNoText   = errors.New("no text in it")
	ErrWall     = errors.New("a cookie, login or robot page in place of a report")
	ErrTooLarge = errors.New("too large to clean")
)

// Format is how the bytes of a report are to be read.
type Format string

// The formats. The zero value is plain text.
const (
	Plain    Format = "plain" // Markdown is looked for
	Markdown Format = "markdown"
	HTML     Format = "html"
)

// Raw is a report as it came in.
type Raw struct {
	Bytes   []byte
	Format  Format
	Charset string      // of a label that came with the bytes; empty when there is none
	Report  text.Report // what is known about it already; it goes before what the text says about itself
}

// Page is a report after cleaning.
type Page struct {
	Document  text.Document // its Report, Body, Head and Lead are set
	Furniture []text.Span   // what was cut from the body, as byte ranges of the raw bytes, in order
	Map       Map           // from the body to the raw bytes
	Notes     []Note        // what was doubted
}

// Note tells what was doubted. Its Span, of the body, is empty when it concerns the whole report.
type Note struct {
	text.Span
	Reason Reason
	Detail string // for people
}

// Reason is why a report is doubted.
type Reason string

// The reasons.
const (
	InvalidUTF8    Reason = "invalid-utf8"    // bytes that are no UTF-8 were replaced
	CharsetGuessed Reason = "charset-guessed" // no label, or a wrong one
	Mojibake       Reason = "mojibake"        // the text was decoded wrongly before it came here
	Truncated      Reason = "truncated"       // the text breaks off
	NoDate         Reason = "no-date"         // no day of publication is given
	DateGuessed    Reason = "date-guessed"    // the day of publication stands in no place of its own
	SeveralDates   Reason = "several-dates"   // days of publication that contradict each other
	HiddenText     Reason = "hidden-text"     // text that no reader of the page sees was left out
	Invisible      Reason = "invisible-characters"
	Unmapped       Reason = "unmapped" // words of a page that were not found again in its raw bytes
)

// Options tune a Cleaner. The zero value suits news.
type Options struct {
	AsIs     bool // the body is the text unchanged, and nothing is cut; see Clean
	MaxBytes int  // a longer text is refused with ErrTooLarge; 0 means 256 MiB
	MaxHTML  int  // a longer page is refused with ErrTooLarge; 0 means 16 MiB
}

// Cleaner cleans reports. It is safe for use by many goroutines.
type Cleaner struct {
	options Options
	lists   lists
}

// New returns a Cleaner that knows the lists of rules: a folder with one folder per language.
func New(rules fs.FS, options Options) (*Cleaner, error) {
	known, err := readLists(rules)
	if err != nil {
		return nil, fmt.Errorf("read lists of package clean: %w", err)
	}
	if options.MaxBytes == 0 {
		options.MaxBytes = 256 << 20
	}
	if options.MaxHTML == 0 {
		options.MaxHTML = 16 << 20
	}
	return &Cleaner{options, known}, nil
}

// Clean makes a page of a report. Where it gives an error, one of the named outcomes, the page has no body but what is known of the report.
//
// As is, the body has exactly the characters of the decoded text, so that positions in code points hold in both: a byte
// that is not UTF-8 counts as one U+FFFD, and a byte order mark is not part of the text. Of what cleaning finds it has the dateline only. HTML has no
// words as is: it is cleaned.
func (c *Cleaner) Clean(raw Raw) (Page, error) {
	page := Page{Document: text.Document{Report: raw.Report}}
	limit := c.options.MaxBytes
	if raw.Format == HTML {
		limit = c.options.MaxHTML
	}
	if len(raw.Bytes) > limit {
		return page, fmt.Errorf("%w: %d bytes, at most %d", ErrTooLarge, len(raw.Bytes), limit)
	}
	if raw.Format == HTML {
		return c.cleanHTML(page, raw)
	}
	d := decode(raw.Bytes, raw.Charset)
	page.Notes = d.notes
	if c.options.AsIs {
		page.Document.Body, page.Map = d.text, d.back
		if blank(d.text) {
			return page, ErrNoText
		}
		page.Document.Lead = c.lists.leadAsIs(&source{text: d.text}, raw.Report)
		return page, nil
	}
	return c.lay(page, script(d, raw.Format))
}
