package ingest

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"
	"time"

	"dateline/internal/text"
)

// line is a report as a line of JSON.
type line struct {
	ID        json.RawMessage `json:"id"`
	Text      *string         `json:"text"`
	Title     string          `json:"title"`
	Outlet    string          `json:"outlet"`
	Published string          `json:"published"`
	URL       string          `json:"url"`
	Language  string          `json:"language"`
	Byline    names           `json:"byline"`
}

// names is one name or a list of names.
type names []string

func (n *names) UnmarshalJSON(data []byte) error {
	var one string
	if json.Unmarshal(data, &one) == nil {
		if one = strings.TrimSpace(one); one != "" {
			*n = names{one}
		}
		return nil
	}
	return json.Unmarshal(data, (*[]string)(n))
}

// lines reads a file of one report a line. A bad line is an error with its number, and the rest goes on.
func (r reader) lines(path string, in *bufio.Reader) bool {
	for number := 1; ; number++ {
		raw, err := r.line(in)
		if number == 1 {
			raw = bytes.TrimPrefix(raw, []byte("\xEF\xBB\xBF"))
		}
		raw = bytes.TrimRight(raw, "\r\n")
		item := Item{File: path, Raw: raw, Format: JSONL, Line: number}
		switch {
		case errors.Is(err, ErrTooLarge):
			item.Raw = nil
			if !r.yield(item, fmt.Errorf("line %d: %w", number, err)) {
				return false
			}
			continue
		case err != nil && err != io.EOF:
			return r.yield(item, fmt.Errorf("line %d: %w", number, err))
		}
		if len(bytes.TrimSpace(raw)) > 0 && !r.yield(item.read()) {
			return false
		}
		if err == io.EOF {
			return true
		}
	}
}

// line returns the next line, which the caller may keep. A line that is too large is passed over in little memory.
func (r reader) line(in *bufio.Reader) ([]byte, error) {
	var whole []byte
	large := false
	for {
		part, err := in.ReadSlice('\n')
		if int64(len(whole)+len(part)) > r.MaxBytes {
			large = true
			whole = nil
		}
		if !large {
			whole = append(whole, part...)
		}
		switch {
		case err == bufio.ErrBufferFull:
			continue
		case large && (err == nil || err == io.EOF):
			return nil, fmt.Errorf("%w: more than %d bytes", ErrTooLarge, r.MaxBytes)
		}
		return whole, err
	}
}

// read reads the fields of a line.
func (item Item) read() (Item, error) {
	var l line
	err := json.Unmarshal(item.Raw, &l)
	var wrongType *json.UnmarshalTypeError
	if err != nil && !errors.As(err, &wrongType) {
		item.name("")
		return item, fmt.Errorf("line %d: %w: %w", item.Line, ErrLine, err)
	}
	id := idOf(l.ID)
	item.File += "#" + id
	if id == "" {
		item.File = fmt.Sprintf("%s%d", item.File, item.Line)
	}
	item.Report = text.Report{
		Title: strings.TrimSpace(l.Title), Outlet: strings.TrimSpace(l.Outlet), URL: strings.TrimSpace(l.URL),
		Published: day(strings.TrimSpace(l.Published)), Language: language(l.Language), Byline: l.Byline,
	}
	item.name(id)
	switch {
	case err != nil:
		return item, fmt.Errorf("line %d: %w: %w", item.Line, ErrLine, err)
	case l.Text == nil:
		return item, fmt.Errorf("line %d: %w: it has no field \"text\"", item.Line, ErrNoText)
	case strings.TrimSpace(*l.Text) == "":
		return item, fmt.Errorf("line %d: %w", item.Line, ErrEmpty)
	}
	item.Text = []byte(*l.Text)
	return item, nil
}

// idOf returns an id that is a string or a number, as written; "" for anything else.
func idOf(raw json.RawMessage) string {
	var id string
	if len(raw) == 0 || json.Unmarshal(raw, &id) == nil {
		return id
	}
	if raw[0] == '-' || '0' <= raw[0] && raw[0] <= '9' {
		return string(raw)
	}
	return ""
}

// dayLayouts are ways to write a day, beside ISO 8601, that other programs write into a field.
var dayLayouts = []string{time.RFC1123, time.RFC1123Z, time.RFC850, time.RubyDate, time.UnixDate, time.ANSIC, "20060102", "2006/01/02", "2 January 2006", "2 Jan 2006", "January 2, 2006", "Jan 2, 2006"}

// day reads a day of publication, as it is on the calendar of the place where it was written.
func day(s string) text.Day {
	if d := text.ParseDay(s); d.Known() {
		return d
	}
	for _, layout := range dayLayouts {
		if t, err := time.Parse(layout, s); err == nil {
			return text.ParseDay(t.Format(time.DateOnly))
		}
	}
	return text.Day{}
}

// language is the code of a language tag such as "fr-FR".
func language(tag string) text.Language {
	code, _, _ := strings.Cut(strings.ReplaceAll(strings.ToLower(strings.TrimSpace(tag)), "_", "-"), "-")
	if len(code) != 2 {
		return ""
	}
	return text.Language(code)
}
