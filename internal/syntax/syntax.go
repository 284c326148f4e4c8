// Package syntax reads the language of a text: which one it is, its sentences, words, parts of speech, lemmas, dependency trees and
// proper names.
package syntax

import (
	"errors"
	"fmt"
	"io/fs"
	"sync"

	"dateline/internal/syntax/lemma"
	"dateline/internal/syntax/net"
	"dateline/internal/syntax/token"
	"dateline/internal/text"
)

// Languages lists the languages that can be read.
var Languages = []text.Language{text.English, text.French}

// Reader holds the models of all languages. Each is opened when it is first needed. A Reader is safe for many goroutines.
type Reader struct {
	models, rules fs.FS
	detector      *detector
	languages     map[text.Language]*language
	places        Places
}

// language is what it takes to read one language.
type language struct {
	open sync.Once
	err  error

	rules    *token.Rules
	splitter *token.Splitter
	lemmas   *lemma.Table
	net      *net.Model
	namer    *net.NameWeights // nil if there is none
	names    *nameKnowledge
}

// New makes a Reader of a folder of models and a folder of rules.
func New(models, rules fs.FS) (*Reader, error) {
	d, err := newDetector(rules)
	if err != nil {
		return nil, err
	}
	r := &Reader{models: models, rules: rules, detector: d, languages: map[text.Language]*language{}}
	for _, code := range Languages {
		r.languages[code] = &language{}
	}
	return r, nil
}

// Consult lets the finding of names consult a gazetteer. It is called before anything is read.
func (r *Reader) Consult(places Places) { r.places = places }

// Open opens the models of a language, so that mistakes in them show at once. The error of a language that cannot be read is ErrLanguage.
func (r *Reader) Open(code text.Language) error {
	_, err := r.language(code)
	return err
}

// ErrLanguage says that a language cannot be read.
var ErrLanguage = fmt.Errorf("the language is none of %v", Languages)

// language returns the opened models of a language.
func (r *Reader) language(code text.Language) (*language, error) {
	l := r.languages[code]
	if l == nil {
		return nil, ErrLanguage
	}
	l.open.Do(func() {
		if l.err = l.read(r, code); l.err != nil {
			l.err = fmt.Errorf("models of language %s: %w", code, l.err)
		}
	})
	return l, l.err
}

// read opens the files of a language.
func (l *language) read(r *Reader, code text.Language) (err error) {
	models, rules := r.models, r.rules
	if l.names, err = readNameKnowledge(rules, code, r.places); err != nil {
		return err
	}
	if l.rules, err = token.Read(rules, code); err != nil {
		return err
	}
	contractions := ""
	if code == text.French {
		if contractions, err = file(models, ContractionsFile(code)); err != nil {
			return err
		}
	}
	ends, err := file(models, SentencesFile(code))
	if err != nil {
		return err
	}
	if l.splitter, err = token.NewSplitter(l.rules, ends, contractions); err != nil {
		return err
	}
	lemmas, err := file(models, LemmasFile(code))
	if err != nil {
		return err
	}
	if l.lemmas, err = lemma.Open(lemmas); err != nil {
		return err
	}
	weights, err := fs.ReadFile(models, NetFile(code))
	if err != nil {
		return err
	}
	if l.net, err = net.Open(weights); err != nil {
		return err
	}
	return l.readNamer(models, code)
}

// readNamer opens the second opinion on names. While it is first trained there is none.
func (l *language) readNamer(models fs.FS, code text.Language) error {
	weights, err := fs.ReadFile(models, NamesFile(code))
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err == nil {
		l.namer, err = net.OpenNames(weights, l.net)
	}
	return err
}

// NamesFile names the file of the weights of a language's second opinion on names.
func NamesFile(code text.Language) string { return "names-" + string(code) + ".bin" }

// NetFile names the file of a language's tagger and parser.
func NetFile(code text.Language) string { return "net-" + string(code) + ".bin" }

// SentencesFile names the file of a language's model of sentence ends.
func SentencesFile(code text.Language) string { return "sentences-" + string(code) + ".bin" }

// ContractionsFile names the file of a language's model of contractions, which only French has.
func ContractionsFile(code text.Language) string { return "contractions-" + string(code) + ".bin" }

// LemmasFile names the file of a language's lemmas.
func LemmasFile(code text.Language) string { return "lemmas-" + string(code) + ".bin" }

// file reads a whole file.
func file(files fs.FS, name string) (string, error) {
	data, err := fs.ReadFile(files, name)
	return string(data), err
}
