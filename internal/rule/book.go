package rule

import (
	"cmp"
	"errors"
	"io/fs"
	"path"
	"slices"
	"strings"
	"sync"
	"sync/atomic"

	"dateline/internal/text"
)

// Book is the rules of one language: its lists, its topics, and its links, which read trees.
type Book struct {
	Language text.Language

	lists      []*List
	names      map[string]*List
	topics     map[string]*Set
	grammar    *Grammar
	vocabulary *vocabulary
	trie       *trie

	// of loading
	claims      map[string]string // list by folder and word
	rules       map[string]*Rule  // by name
	expressions int
	longest     int // words of the longest entry

	// of matching
	mutex sync.Mutex
	stale atomic.Bool              // the trie was added to
	views [64]atomic.Pointer[view] // the latest, in a ring
	next  atomic.Uint32            // views made so far
}

// Load reads the folder of a language: every .tsv in a folder of it is a list, every .rules a topic or a part of one, every
// .tree links. A .tsv that stands in no folder of its own is a table of another package, and passed over.
// The topic of a file is the first name after the language, without its ending: "en/when.rules" and "en/when/weekday.rules"
// are both topic "when". The error is Mistakes when files could be read but are not right: all that is wrong in all files.
func Load(fsys fs.FS, lang text.Language) (*Book, error) {
	b := newBook(lang)
	files, err := readFolder(fsys, string(lang))
	if err != nil {
		return nil, err
	}
	var mistakes Mistakes
	for _, f := range files {
		if path.Ext(f.name) == ".tsv" && strings.Count(f.name, "/") > 1 {
			b.readList(f.name, f.data, &mistakes)
		}
	}
	b.buildTrie()
	b.readTopics(files, &mistakes)
	for _, f := range files {
		switch path.Ext(f.name) {
		case ".tree":
			b.grammar.read(f.name, f.data, &mistakes)
		case ".rules", ".tsv", ".md":
		default:
			mistakes.add(place{f.name, 1}, "files of rules end in .tsv, .rules or .tree")
		}
	}
	if err := mistakes.err(); err != nil {
		return nil, err
	}
	b.close()
	return b, nil
}

func newBook(lang text.Language) *Book {
	b := &Book{
		Language:   lang,
		names:      map[string]*List{},
		topics:     map[string]*Set{},
		vocabulary: newVocabulary(),
		trie:       newTrie(),
		claims:     map[string]string{},
		rules:      map[string]*Rule{},
	}
	b.grammar = &Grammar{book: b}
	return b
}

// List returns the list with a name, which is the name of its file without .tsv; an empty list when there is none.
func (b *Book) List(name string) *List {
	if l := b.names[name]; l != nil {
		return l
	}
	return &List{Name: name, book: b, number: -2}
}

// Topic returns the rules of a topic; an empty set when there is none.
func (b *Book) Topic(name string) *Set {
	if s := b.topics[name]; s != nil {
		return s
	}
	return &Set{Topic: name, book: b}
}

// Topics returns the names of the topics in order of the alphabet.
func (b *Book) Topics() []string {
	var all []string
	for name := range b.topics {
		all = append(all, name)
	}
	slices.Sort(all)
	return all
}

// Grammar returns the links that read trees.
func (b *Book) Grammar() *Grammar { return b.grammar }

// buildTrie puts the entries of all lists into the trie, in a fixed order.
func (b *Book) buildTrie() {
	for _, l := range b.lists {
		b.longest = max(b.longest, l.longest)
		for _, e := range l.sorted() {
			b.trie.add(b.vocabulary, e)
		}
	}
	b.stale.Store(true)
}

// sorted returns the entries in order of their words.
func (l *List) sorted() []*entry {
	all := make([]*entry, 0, len(l.entries))
	for _, same := range l.entries {
		all = append(all, same...)
	}
	slices.SortFunc(all, func(a, b *entry) int { return slices.Compare(a.words, b.words) })
	return all
}

// readTopics reads the files of rules by topic, so that a phrase may be used before it stands.
func (b *Book) readTopics(files []file, mistakes *Mistakes) {
	byTopic := map[string][]stanza{}
	versions := map[string]string{}
	var order []string
	for _, f := range files {
		if path.Ext(f.name) != ".rules" {
			continue
		}
		versions[f.name] = version(f.data)
		topic := topicOf(f.name)
		if byTopic[topic] == nil {
			order = append(order, topic)
		}
		byTopic[topic] = append(byTopic[topic], readStanzas(f.name, f.data, mistakes)...)
	}
	for _, topic := range order {
		b.topics[topic] = b.readSet(topic, byTopic[topic], versions, mistakes)
	}
}

// topicOf returns the first name after the language.
func topicOf(name string) string {
	_, rest, _ := strings.Cut(name, "/")
	first, _, deeper := strings.Cut(rest, "/")
	if deeper {
		return first
	}
	return stem(first)
}

// close makes the book ready to match.
func (b *Book) close() {
	for _, s := range b.topics {
		s.index()
	}
}

// file is a file with its content.
type file struct {
	name string
	data []byte
}

// readFolder reads all files of a folder and those below, by name. A folder that is not there has no files.
func readFolder(fsys fs.FS, root string) ([]file, error) {
	var all []file
	err := fs.WalkDir(fsys, root, func(name string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() || strings.HasPrefix(entry.Name(), ".") {
			return err
		}
		data, err := fs.ReadFile(fsys, name)
		all = append(all, file{name, data})
		return err
	})
	if errors.Is(err, fs.ErrNotExist) && len(all) == 0 {
		return nil, nil
	}
	slices.SortFunc(all, func(a, b file) int { return cmp.Compare(a.name, b.name) })
	return all, err
}
