// Package pipeline is the table of contents of the program: the ordered list of stages, and the only place that writes
// into a document or a reading. It runs the stages over many reports at once; the output is the same, in the same order,
// whatever the number of workers.
package pipeline

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"sync"

	"dateline/internal/amount"
	"dateline/internal/clean"
	"dateline/internal/rule"
	"dateline/internal/said"
	"dateline/internal/scheme"
	"dateline/internal/syntax"
	"dateline/internal/text"
	"dateline/internal/what"
	"dateline/internal/when"
	"dateline/internal/where"
	"dateline/internal/where/atlas"
	"dateline/internal/who"
)

// Knowledge is what the stages know: folders of data, and the gazetteer.
type Knowledge struct {
	Models    fs.FS  // trained weights
	Rules     fs.FS  // one folder per language
	Codebook  fs.FS  // one file per act
	Gazetteer []byte // places of the world
	Places    string // a file of the user's own places, laid over the gazetteer; none if empty
}

// Options tune a Coder. The zero value suits news.
type Options struct {
	AsIs     bool // take each text as its body unchanged
	ParseAll bool // parse every sentence, not only those where a tree can matter
}

// Coder holds the stages. It is safe for many goroutines, each with a Worker of its own.
type Coder struct {
	options Options
	books   map[text.Language]*rule.Book
	acts    *rule.Codebook
	schemes *scheme.Table

	clean  *clean.Cleaner
	syntax *syntax.Reader
	when   *when.Finder
	where  *where.Finder
	amount *amount.Finder
	who    *who.Finder
	said   *said.Finder
	what   *what.Finder
}

// New reads the rules and the codebook. Mistakes in them come as rule.Mistakes, all at once; models are opened when a
// report needs them.
func New(k Knowledge, o Options) (*Coder, error) {
	c := &Coder{options: o}
	if err := c.read(k); err != nil {
		return nil, err
	}
	return c, c.open(k)
}

// Acts is the codebook, for those who show it.
func (c *Coder) Acts() *rule.Codebook { return c.acts }

// read reads the books of all languages, side by side since that is most of what starting takes, and the codebook.
func (c *Coder) read(k Knowledge) error {
	books, errs := make([]*rule.Book, len(syntax.Languages)), make([]error, len(syntax.Languages))
	var reading sync.WaitGroup
	for i, language := range syntax.Languages {
		reading.Go(func() { books[i], errs[i] = rule.Load(k.Rules, language) })
	}
	reading.Wait()
	c.books = map[text.Language]*rule.Book{}
	var all rule.Mistakes
	for i, language := range syntax.Languages {
		if err := gather(&all, errs[i]); err != nil {
			return fmt.Errorf("read rules: %w", err)
		}
		c.books[language] = books[i]
	}
	if len(all) > 0 {
		return all
	}
	var err error
	if c.acts, err = rule.LoadCodebook(k.Codebook, c.books); err != nil {
		return err
	}
	c.schemes, err = scheme.Read(k.Codebook, c.acts)
	return err
}

// gather adds mistakes to those found so far. An error that is none is returned.
func gather(all *rule.Mistakes, err error) error {
	var mistakes rule.Mistakes
	if err != nil && !errors.As(err, &mistakes) {
		return err
	}
	*all = append(*all, mistakes...)
	return nil
}

// open makes the stages.
func (c *Coder) open(k Knowledge) (err error) {
	if c.clean, err = clean.New(k.Rules, clean.Options{AsIs: c.options.AsIs}); err != nil {
		return err
	}
	if c.syntax, err = syntax.New(k.Models, k.Rules); err != nil {
		return err
	}
	places, err := atlas.Open(k.Gazetteer)
	if err != nil {
		return err
	}
	c.syntax.Consult(places)
	if c.when, err = when.New(c.books, when.Options{}); err != nil {
		return err
	}
	own, err := ownPlaces(k.Places)
	if err != nil {
		return err
	}
	if c.where, err = where.New(k.Gazetteer, c.books, where.Options{Own: own}); err != nil {
		return err
	}
	if c.amount, err = amount.New(c.books, amount.Options{}); err != nil {
		return err
	}
	c.who = who.New(c.books)
	c.said = said.New(c.books)
	weights, err := what.ReadConfidence(k.Codebook)
	if err != nil {
		return err
	}
	c.what = what.New(c.acts, c.books, weights)
	return nil
}

// ownPlaces reads a file of the user's places. Mistakes in it come as rule.Mistakes, all at once.
func ownPlaces(file string) ([]where.Own, error) {
	if file == "" {
		return nil, nil
	}
	from, err := os.Open(file)
	if err != nil {
		return nil, err
	}
	defer from.Close()
	return where.ReadOwn(file, from)
}
