package rule

import (
	"io/fs"
	"path"
	"slices"
	"strings"

	"dateline/internal/text"
)

// Codebook is the acts that a project codes, with the patterns that find them.
type Codebook struct {
	Acts []*Act // in order of group and name

	books map[text.Language]*Book
	index map[text.Language]*triggerIndex
}

// Act is a kind of thing that happens: one file of the codebook.
type Act struct {
	Name         string
	Title        string
	French       Label // what French pages call it; empty where its file does not say
	Group        string
	Roles        []string
	Parent       string // an act that this one is a kind of; empty when none
	Definition   string // Markdown, as are the next three
	InFrench     string // the definition in French; empty where its file does not say
	Counts       string
	DoesNotCount string
	Patterns     []*Pattern
	File         string
	Version      string // short hash of its file

	examples []example
	lines    map[string]int // of header keys
}

// Label names an act on a page: "arrestation", and what leads to those who suffer it, "de".
type Label struct{ Words, Lead string }

// Act returns the act with a name, nil when there is none.
func (c *Codebook) Act(name string) *Act {
	i := slices.IndexFunc(c.Acts, func(a *Act) bool { return a.Name == name })
	if i < 0 {
		return nil
	}
	return c.Acts[i]
}

// Examples returns the examples of the act in a language, marked with ‹ ›: those that count, and those that do not.
func (a *Act) Examples(lang text.Language) (yes, no []string) {
	for _, e := range a.examples {
		switch {
		case e.lang != lang:
		case e.yes:
			yes = append(yes, mark(e.plain, e.spans))
		default:
			no = append(no, e.plain)
		}
	}
	return yes, no
}

// actRoles are the parts that a pattern may fill.
var actRoles = []string{"initiator", "target", "intervener", "bystander", "beneficiary", "instrument-holder", "scene", "origin", "destination", "thing"}

// LoadCodebook reads all files of a codebook: folder = group, file = act. The books give the lists that patterns name, and
// learn the words of the triggers: load the codebook before the books are used. The error is Mistakes when files could be
// read but are not right.
func LoadCodebook(fsys fs.FS, books map[text.Language]*Book) (*Codebook, error) {
	files, err := readFolder(fsys, ".")
	if err != nil {
		return nil, err
	}
	c := &Codebook{books: books, index: map[text.Language]*triggerIndex{}}
	var mistakes Mistakes
	for _, f := range files {
		if path.Ext(f.name) == ".md" && strings.Count(f.name, "/") == 1 {
			c.readAct(f, &mistakes)
		}
	}
	c.checkParents(&mistakes)
	if err := mistakes.err(); err != nil {
		return nil, err
	}
	for lang, b := range books {
		b.reopen()
		c.index[lang] = newTriggerIndex(c, b)
	}
	return c, nil
}

// readAct reads the file of an act.
func (c *Codebook) readAct(f file, mistakes *Mistakes) {
	a := &Act{Group: folder(f.name), File: f.name, Version: version(f.data), lines: map[string]int{}}
	r := actReader{act: a, codebook: c, mistakes: mistakes}
	line := 0
	for row := range strings.Lines(string(f.data)) {
		line++
		r.readLine(strings.TrimRight(row, " \t\r\n"), place{f.name, line})
	}
	r.close(place{f.name, 1})
	c.Acts = append(c.Acts, a)
}

// actReader reads the lines of one act.
type actReader struct {
	act      *Act
	codebook *Codebook
	mistakes *Mistakes
	section  string
}

var sections = []string{"Definition", "Définition", "Counts", "Does not count", "Patterns", "Examples"}

func (r *actReader) readLine(row string, at place) {
	if title, ok := strings.CutPrefix(row, "# "); ok {
		r.act.Title = title
		return
	}
	if name, ok := strings.CutPrefix(row, "## "); ok {
		if !slices.Contains(sections, name) {
			r.mistakes.add(at, "no section is named %q: want %s", name, strings.Join(sections, ", "))
		}
		r.section = name
		return
	}
	switch r.section {
	case "":
		r.readHeader(row, at)
	case "Definition":
		r.act.Definition += row + "\n"
	case "Définition":
		r.act.InFrench += row + "\n"
	case "Counts":
		r.act.Counts += row + "\n"
	case "Does not count":
		r.act.DoesNotCount += row + "\n"
	case "Patterns":
		r.readPattern(plainLine(row), at)
	case "Examples":
		r.readExample(plainLine(row), at)
	}
}

// plainLine takes away the indent and the bullet that make Markdown show a line by itself.
func plainLine(row string) string {
	return strings.TrimSpace(strings.TrimPrefix(strings.TrimSpace(row), "- "))
}

// readHeader reads "name: arrest".
func (r *actReader) readHeader(row string, at place) {
	row = plainLine(row)
	if row == "" {
		return
	}
	key, value, ok := strings.Cut(row, ":")
	value = strings.TrimSpace(value)
	if !ok || value == "" {
		r.mistakes.add(at, "want name: value, such as name: arrest")
		return
	}
	if r.act.lines[key] != 0 {
		r.mistakes.add(at, "%s stands twice", key)
	}
	r.act.lines[key] = at.line
	switch key {
	case "name":
		r.act.Name = value
	case "group":
		if value != r.act.Group {
			r.mistakes.add(at, "group %s, but the folder is %s", value, r.act.Group)
		}
	case "parent":
		r.act.Parent = value
	case "roles":
		r.readRoles(value, at)
	case "fr":
		words, lead, _ := strings.Cut(value, "|")
		r.act.French = Label{strings.TrimSpace(words), strings.TrimSpace(lead)}
	default:
		r.mistakes.add(at, "no header is named %q: want name, group, roles, parent, fr", key)
	}
}

func (r *actReader) readRoles(value string, at place) {
	for role := range strings.SplitSeq(value, ",") {
		role = strings.TrimSpace(role)
		if !slices.Contains(actRoles, role) {
			r.mistakes.add(at, "no role is named %q: want %s", role, strings.Join(actRoles, ", "))
		}
		r.act.Roles = append(r.act.Roles, role)
	}
}

// readPattern reads "en verb: (initiator) arrest (target)".
func (r *actReader) readPattern(row string, at place) {
	if row == "" {
		return
	}
	head, rest, ok := strings.Cut(row, ":")
	lang, kind, two := strings.Cut(strings.TrimSpace(head), " ")
	if !ok || !two || !slices.Contains(wordKinds, kind) {
		r.mistakes.add(at, "want a language and %s: en verb: (initiator) arrest (target)", strings.Join(wordKinds, ", "))
		return
	}
	book := r.codebook.books[text.Language(lang)]
	if book == nil {
		return // a language that is not loaded
	}
	p, err := readActPattern(book, strings.TrimSpace(rest))
	if err != nil {
		r.mistakes.add(at, "%v", err)
		return
	}
	p.Act, p.Language, p.Kind, p.Text, p.File, p.Line = r.act, text.Language(lang), kind, row, at.file, at.line
	for _, s := range p.slots {
		if s.role != "" && !s.shuts && !slices.Contains(r.act.Roles, s.role) {
			r.mistakes.add(at, "the roles of the act do not name %s", s.role)
		}
	}
	r.act.Patterns = append(r.act.Patterns, p)
}

// readExample reads "en yes: Police ‹arrested› two men. => target="two men"".
func (r *actReader) readExample(row string, at place) {
	if row == "" {
		return
	}
	head, rest, ok := strings.Cut(row, ":")
	lang, kind, two := strings.Cut(strings.TrimSpace(head), " ")
	if !ok || !two || kind != "yes" && kind != "no" {
		r.mistakes.add(at, "want a language, yes or no, and a sentence: en yes: Police ‹arrested› two men.")
		return
	}
	e := readExample(field{at, kind, strings.TrimSpace(rest)}, kind == "yes", r.mistakes)
	e.lang = text.Language(lang)
	for _, want := range e.expect {
		if !slices.Contains(r.act.Roles, want.key) {
			r.mistakes.add(at, "the roles of the act do not name %s", want.key)
		}
	}
	r.act.examples = append(r.act.examples, e)
}

// close checks what an act must have.
func (r *actReader) close(at place) {
	a := r.act
	a.InFrench = strings.TrimSpace(a.InFrench)
	a.Definition, a.Counts, a.DoesNotCount = strings.TrimSpace(a.Definition), strings.TrimSpace(a.Counts), strings.TrimSpace(a.DoesNotCount)
	if a.Name != stem(a.File) {
		r.mistakes.add(place{at.file, max(1, a.lines["name"])}, "name %q, but the file is %s", a.Name, path.Base(a.File))
	}
	if a.lines["group"] == 0 || len(a.Roles) == 0 || a.Title == "" || a.Definition == "" {
		r.mistakes.add(at, "an act needs a title, name, group, roles and a definition")
	}
	if r.codebook.Act(a.Name) != nil {
		r.mistakes.add(at, "act %s is already in %s", a.Name, r.codebook.Act(a.Name).File)
	}
	r.checkExamples(at)
}

// checkExamples notes languages with patterns but without an example.
func (r *actReader) checkExamples(at place) {
	for lang := range r.codebook.books {
		finds := slices.ContainsFunc(r.act.Patterns, func(p *Pattern) bool { return p.Language == lang })
		shown := slices.ContainsFunc(r.act.examples, func(e example) bool { return e.lang == lang && e.yes })
		if finds && !shown {
			r.mistakes.add(at, "act %s has patterns in %s but no yes: example", r.act.Name, lang)
		}
	}
}

func (c *Codebook) checkParents(mistakes *Mistakes) {
	for _, a := range c.Acts {
		if a.Parent != "" && c.Act(a.Parent) == nil {
			mistakes.add(place{a.File, a.lines["parent"]}, "no act is named %q", a.Parent)
		}
	}
}

// reopen makes the book ready for words that came after it was loaded.
func (b *Book) reopen() {
	b.mutex.Lock()
	defer b.mutex.Unlock()
	b.stale.Store(true)
	for i := range b.views {
		b.views[i].Store(nil)
	}
}
