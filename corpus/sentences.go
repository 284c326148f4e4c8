package corpus

import (
	"io/fs"
	"path"

	"dateline/internal/mark"
	"dateline/internal/syntax"
	"dateline/internal/syntax/token"
	"dateline/internal/text"
)

// Sentences reads the files of marked sentences that a pattern names ("fr/sentences/*-test-*.txt") and returns a reading a file as
// JSON Lines, in the order of the file names. The first folder of a file name is the language. The error names all mistakes of all files.
func Sentences(folder fs.FS, pattern string) ([]byte, error) {
	names, err := fs.Glob(folder, pattern) // sorted
	if err != nil {
		return nil, err
	}
	return compileAll(folder, names, func(name, source string) (*mark.Reading, error) {
		return mark.Sentences(name, source, path.Dir(path.Dir(name)))
	})
}

// Cutter returns what makes words of a sentence of a language, as the program does with these rules and models.
func Cutter(rules, models fs.FS, language text.Language) (func(plain string) []text.Token, error) {
	r, err := token.Read(rules, language)
	if err != nil {
		return nil, err
	}
	contractions, err := fs.ReadFile(models, syntax.ContractionsFile(language))
	if err != nil && language == text.French { // English has none
		return nil, err
	}
	splitter, err := token.NewSplitter(r, "", string(contractions))
	if err != nil {
		return nil, err
	}
	return func(plain string) []text.Token {
		_, tokens := splitter.Split(plain)
		return tokens
	}, nil
}
