package publish

import (
	"bytes"
	"crypto/sha1"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"

	"dateline/internal/publish/sheet"
)

// Shape is a format of others that is no table: a list of JSON objects, a line each or within one document.
type Shape struct {
	Name  string
	About string
	open  string // before the first object; empty: a line each
	close string // after the last
	items func(*Case) []any
	key   func(any) string // of shapes that give each item once, whatever tells of it: what names it; else nil
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

// Write writes s, and gives the number of objects and the hash of the bytes. What was written is read again: another number of
// objects than went in, or one that still holds what is covered, is an error.
func (s Shape) Write(b *Book, w *sheet.Meter) (sheet.Tally, error) {
	proof := newProof(w, s.recount)
	rows, seen := 0, map[[sha1.Size]byte]bool{}
	_, err := io.WriteString(proof, s.open)
	if err == nil {
		err = b.drawn(func(c *Case) ([]byte, error) { return s.draw(c) }, func(items []byte) error {
			for len(items) > 0 {
				name, line, rest, err := cutItem(items)
				if err != nil {
					return err
				}
				items = rest
				if s.key != nil {
					if sum := sha1.Sum(name); seen[sum] {
						continue
					} else {
						seen[sum] = true
					}
				}
				if rows++; rows > 1 && s.open != "" {
					line = append([]byte(","), line...)
				}
				if _, err := proof.Write(line); err != nil {
					return err
				}
			}
			return nil
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

// draw gives the items of an event, each with what names it before it.
func (s Shape) draw(c *Case) (all []byte, err error) {
	for _, item := range s.items(c) {
		var line bytes.Buffer
		coder := json.NewEncoder(&line)
		coder.SetEscapeHTML(false)
		if err := coder.Encode(item); err != nil {
			return nil, err
		}
		if c.book.leaksJSON(line.Bytes()) {
			return nil, fmt.Errorf("%s would give away a covered name: %s", s.Name, line.String())
		}
		name := ""
		if s.key != nil {
			name = s.key(item)
		}
		all = sheet.Row{name, line.String()}.Append(all)
	}
	return all, nil
}

func cutItem(items []byte) (name, line, rest []byte, err error) {
	row, rest, err := sheet.Unpack(items)
	if err != nil {
		return nil, nil, nil, err
	}
	return []byte(row[0].(string)), []byte(row[1].(string)), rest, nil
}

// leaksJSON reports whether a text in a JSON object holds a covered name. Each is asked by itself: what stands in two of them is no name.
func (b *Book) leaksJSON(object []byte) bool {
	for at := 0; at < len(object); at++ {
		if object[at] != '"' {
			continue
		}
		end := at + 1
		for object[end] != '"' {
			end += 1 + first(object[end] == '\\')
		}
		words := string(object[at+1 : end])
		if strings.ContainsRune(words, '\\') && json.Unmarshal(object[at:end+1], &words) != nil {
			return true // it was made by a coder, and has a form
		}
		if b.screen.Leaks(words) != "" {
			return true
		}
		at = end
	}
	return false
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
