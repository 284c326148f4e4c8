// Package packed writes readings small and fast, for keeping. Package jsonl writes them for others.
//
// What a packed reading looks like follows from the fields of record.Reading, by their names. A Layout says which fields a program
// had; one that has other fields reads what both have, so a reading that was kept outlives changes of the program. Fields that
// number tokens are left out, since a reading has no tokens.
package packed

import (
	"errors"
	"fmt"
	"reflect"
	"strings"
	"time"

	"dateline/internal/record"
	"dateline/internal/text"
)

// ErrPacked is the error of bytes that no layout explains.
var ErrPacked = errors.New("not a packed reading")

// Layout is the shape of packed readings. It is safe for many goroutines.
type Layout struct{ root *node }

// node is one value of a layout: its kind, and the parts of a list or a structure.
type node struct {
	kind   byte // as in String
	names  []string
	parts  []*node // of a structure one for each name; of a list one
	fields []int   // of a structure: the fields of the Go type, -1 for one that it lacks; not part of the text
}

// The kinds of nodes.
const (
	aString = 's'
	anInt   = 'i'
	aBool   = 'b'
	aFloat  = 'f'
	aTime   = 't'
	aSpan   = 'p'
	aList   = '['
	aStruct = '{'
)

// Current is the layout of this program.
func Current() *Layout { return &Layout{nodeOf(reflect.TypeFor[record.Reading]())} }

// special are the types that are written in a way of their own.
var special = map[reflect.Type]byte{reflect.TypeFor[time.Time](): aTime, reflect.TypeFor[text.Span](): aSpan}

var basic = map[reflect.Kind]byte{reflect.String: aString, reflect.Int: anInt, reflect.Bool: aBool, reflect.Float64: aFloat}

func nodeOf(t reflect.Type) *node {
	if kind := special[t]; kind != 0 {
		return &node{kind: kind}
	}
	switch t.Kind() {
	case reflect.Slice:
		return &node{kind: aList, parts: []*node{nodeOf(t.Elem())}}
	case reflect.Struct:
		n := &node{kind: aStruct}
		for i := range t.NumField() {
			if f := t.Field(i); kept(t, f) {
				n.names, n.parts, n.fields = append(n.names, f.Name), append(n.parts, nodeOf(f.Type)), append(n.fields, i)
			}
		}
		return n
	}
	if kind := basic[t.Kind()]; kind != 0 {
		return &node{kind: kind}
	}
	if kind := basic[underlying(t)]; kind != 0 {
		return &node{kind: kind}
	}
	panic(fmt.Sprintf("package packed cannot write a %s", t)) // a test writes every field
}

// underlying gives the kind by which numbers of every size are written.
func underlying(t reflect.Type) reflect.Kind {
	switch {
	case t.Kind() >= reflect.Int && t.Kind() <= reflect.Int64:
		return reflect.Int
	case t.Kind() >= reflect.Uint && t.Kind() <= reflect.Uint64:
		return reflect.Int
	}
	return t.Kind()
}

// kept reports whether a field is written: the body is given to those who read, and the numbers of tokens mean nothing without tokens.
func kept(t reflect.Type, f reflect.StructField) bool {
	if t == reflect.TypeFor[record.Reading]() && (f.Name == "Body" || f.Name == "Report") {
		return false
	}
	return f.Type.Kind() != reflect.Int || !strings.Contains(" First Last Head Of ", " "+f.Name+" ")
}

// String writes a layout, so that it can be kept beside what was packed in it.
func (l *Layout) String() string {
	var b strings.Builder
	l.root.write(&b)
	return b.String()
}

func (n *node) write(b *strings.Builder) {
	b.WriteByte(n.kind)
	switch n.kind {
	case aList:
		n.parts[0].write(b)
	case aStruct:
		for i, name := range n.names {
			b.WriteString(name)
			b.WriteByte(' ')
			n.parts[i].write(b)
		}
		b.WriteByte('}')
	}
}

// Parse reads a layout that String wrote.
func Parse(layout string) (*Layout, error) {
	p := parser{layout}
	root := p.node()
	if root == nil || root.kind != aStruct || p.rest != "" {
		return nil, fmt.Errorf("%w: no layout", ErrPacked)
	}
	root.fit(reflect.TypeFor[record.Reading]())
	return &Layout{root}, nil
}

type parser struct{ rest string }

// node is nil where the text breaks off or is no layout.
func (p *parser) node() *node {
	if p.rest == "" {
		return nil
	}
	n := &node{kind: p.rest[0]}
	p.rest = p.rest[1:]
	switch n.kind {
	case aString, anInt, aBool, aFloat, aTime, aSpan:
		return n
	case aList:
		if n.parts = []*node{p.node()}; n.parts[0] == nil {
			return nil
		}
		return n
	case aStruct:
		return p.fields(n)
	}
	return nil
}

func (p *parser) fields(n *node) *node {
	for !strings.HasPrefix(p.rest, "}") {
		name, rest, found := strings.Cut(p.rest, " ")
		if p.rest = rest; !found {
			return nil
		}
		part := p.node()
		if part == nil {
			return nil
		}
		n.names, n.parts = append(n.names, name), append(n.parts, part)
	}
	p.rest = p.rest[1:]
	return n
}

// fit finds the fields of a Go type that the parts of a structure stand for.
func (n *node) fit(t reflect.Type) {
	switch n.kind {
	case aList:
		if t.Kind() == reflect.Slice {
			n.parts[0].fit(t.Elem())
		}
	case aStruct:
		for i, name := range n.names {
			n.fields = append(n.fields, -1)
			if t.Kind() != reflect.Struct {
				continue
			}
			if f, has := t.FieldByName(name); has && len(f.Index) == 1 && n.parts[i].suits(f.Type) {
				n.fields[i] = f.Index[0]
				n.parts[i].fit(f.Type)
			}
		}
	}
}

// suits reports whether a value of this node can be put into a Go type.
func (n *node) suits(t reflect.Type) bool {
	switch n.kind {
	case aList:
		return t.Kind() == reflect.Slice && n.parts[0].suits(t.Elem())
	case aStruct:
		return t.Kind() == reflect.Struct && special[t] == 0
	case aTime, aSpan:
		return special[t] == n.kind
	}
	return basic[underlying(t)] == n.kind
}
