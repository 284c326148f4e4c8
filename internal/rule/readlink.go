package rule

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"dateline/internal/text"
)

var linkKeys = []string{"link", "why", "on", "path", "to", "side", "unless", "give", "yes", "no", "note"}

// read reads a .tree file.
func (g *Grammar) read(name string, data []byte, mistakes *Mistakes) {
	hash := version(data)
	for _, st := range readStanzas(name, data, mistakes) {
		if st.fields[0].key != "link" {
			mistakes.add(st.place, "a stanza starts with link:, not %s:", st.fields[0].key)
			continue
		}
		g.readLink(st, hash, mistakes)
	}
	g.heads = map[Function][]*Link{}
	for _, l := range g.Links {
		g.heads[l.Gives] = append(g.heads[l.Gives], l)
	}
}

func (g *Grammar) readLink(st stanza, hash string, mistakes *Mistakes) {
	st.checkKeys(mistakes, linkKeys, []string{"path", "yes", "no"}, []string{"why", "path", "give", "yes"})
	l := &Link{Name: st.fields[0].value, Why: st.value("why"), Gives: Function(st.value("give")), File: st.file, Line: st.line,
		Version: hash, side: st.value("side"), unless: Function(st.value("unless"))}
	if slices.ContainsFunc(g.Links, func(other *Link) bool { return other.Name == l.Name }) {
		mistakes.add(st.place, "link %s stands twice", l.Name)
	}
	for _, f := range st.fields {
		var err error
		switch f.key {
		case "on":
			l.on, err = g.book.readSingleTest(f.value)
		case "to":
			l.to, err = g.book.readSingleTest(f.value)
		case "path":
			var path []treeStep
			path, err = g.readPath(f.value)
			l.paths = append(l.paths, path)
		case "give", "unless":
			if !slices.Contains(functions, Function(f.value)) {
				mistakes.add(f.place, "no function is named %q: want %s", f.value, listed(functions))
			}
		case "side":
			if f.value != "before" && f.value != "after" {
				mistakes.add(f.place, "side: want before or after")
			}
		}
		if err != nil {
			mistakes.add(f.place, "%v", err)
		}
	}
	l.tags = tagsOf(l.on)
	l.examples = readExamples(st, mistakes)
	for _, e := range l.examples {
		if strings.Count(e.plain, "[") != 1 || strings.Count(e.plain, "]") != 1 {
			mistakes.add(e.place, "an example of a link marks the word that it starts from with [ ]")
		}
	}
	g.Links = append(g.Links, l)
}

// tagsOf returns the tags, a bit each, of the tokens that a test may cover; nil covers any.
func tagsOf(t test) uint32 {
	tags := ^uint32(0)
	switch t := t.(type) {
	case tagTest:
		return 1 << t.tag
	case andTest:
		for _, part := range t {
			tags &= tagsOf(part)
		}
	case orTest:
		tags = 0
		for _, part := range t {
			tags |= tagsOf(part)
		}
	}
	return tags
}

func listed(all []Function) string {
	var names []string
	for _, f := range all {
		names = append(names, string(f))
	}
	return strings.Join(names, ", ")
}

// readSingleTest reads a test that is asked of one word.
func (b *Book) readSingleTest(s string) (test, error) {
	r := &reader{book: b, rest: s}
	t, err := r.readTest()
	if err == nil && r.rest != "" {
		err = fmt.Errorf("cannot read %q", r.rest)
	}
	return t, err
}

// readPath reads steps such as "^conj subject" and "obl(case: by)".
func (g *Grammar) readPath(s string) ([]treeStep, error) {
	r := &reader{book: g.book, rest: s}
	var path []treeStep
	for r.space(); r.rest != ""; r.space() {
		step, err := readStep(r)
		if err != nil {
			return nil, err
		}
		path = append(path, step)
	}
	if len(path) == 0 {
		return nil, errors.New("a path needs a step")
	}
	return path, nil
}

func readStep(r *reader) (treeStep, error) {
	step := treeStep{up: r.take("^")}
	end := strings.IndexAny(r.rest, " \t(")
	if end < 0 {
		end = len(r.rest)
	}
	name := r.rest[:end]
	r.rest = r.rest[end:]
	step.rel = text.Rel(name)
	if !step.up && slices.Contains(functions, Function(name)) {
		step.function = Function(name)
	} else if !relations[step.rel.Base()] {
		return step, fmt.Errorf("no relation or function is named %q", name)
	}
	var err error
	if r.take("(") {
		step.asks, err = r.readBranches()
	}
	return step, err
}
