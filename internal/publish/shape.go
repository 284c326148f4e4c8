package publish

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"

	"dateline/internal/publish/sheet"
)

// Shape is a format of others that is no table: a list of JSON objects, a line each or within one document.
type Shape struct {
	Name  string
	About string
	open  string // before the first object; empty: a line each
	close string // after the last
	items func(*Book, func(any) error) error
}

// Shapes is all of them.
func Shapes() []Shape {
	return []Shape{geojsonShape(), annotationsShape(), ftmShape(), jsonldShape(), timemapShape()}
}

// FindShape finds a shape by its name.
func FindShape(name string) (Shape, bool) {
	for _, s := range Shapes() {
		if s.Name == name {
			return s, true
		}
	}
	return Shape{}, false
}

// perCaseItems makes the items that each event gives.
func perCaseItems(items func(*Case) []any) func(*Book, func(any) error) error {
	return func(b *Book, write func(any) error) error {
		return b.Cases(func(c *Case) error {
			for _, item := range items(c) {
				if err := write(item); err != nil {
					return err
				}
			}
			return nil
		})
	}
}

// Write writes s, and gives the number of objects and the hash of the bytes. What was written is read again: another number of
// objects than went in, or one that still holds what is covered, is an error.
func (s Shape) Write(b *Book, w *sheet.Meter) (sheet.Tally, error) {
	proof := newProof(w, s.recount)
	rows := 0
	_, err := io.WriteString(proof, s.open)
	if err == nil {
		err = s.items(b, func(item any) error {
			rows++
			return s.item(b, proof, item, rows == 1)
		})
	}
	if err == nil {
		_, err = io.WriteString(proof, s.close)
	}
	if err = proof.end(err); err == nil && proof.rows != rows {
		err = fmt.Errorf("%s: %d objects went in and %d came out", s.Name, rows, proof.rows)
	}
	return w.Tally(rows), err
}

func (s Shape) item(b *Book, w io.Writer, item any, first bool) error {
	var line bytes.Buffer
	coder := json.NewEncoder(&line)
	coder.SetEscapeHTML(false)
	if err := coder.Encode(item); err != nil {
		return err
	}
	if b.screen.Leaks(line.String()) != "" {
		return fmt.Errorf("%s would give away a covered name: %s", s.Name, line.String())
	}
	before := ""
	if !first && s.open != "" {
		before = ","
	}
	_, err := io.WriteString(w, before+line.String())
	return err
}

// recount counts the objects: those of the only list at the top of a document, or the lines.
func (s Shape) recount(p *proof) error {
	decoder := json.NewDecoder(p)
	if s.open != "" {
		for {
			token, err := decoder.Token()
			if err != nil {
				return err
			}
			if token == json.Delim('[') {
				break
			}
		}
	}
	for s.open == "" || decoder.More() {
		var item json.RawMessage
		if err := decoder.Decode(&item); errors.Is(err, io.EOF) && s.open == "" {
			return nil
		} else if err != nil {
			return err
		}
		p.rows++
	}
	return nil
}
