// Package dateparser stands in for github.com/markusmobius/go-dateparser in this build.
//
// The real module compiles the date words of some 200 languages whenever a program starts: about 0.15 s and 80 MB, also for
// a program that never reads a page. It is needed only by the extensive search of go-htmldate, which is not used here:
// package clean reads the dates of pages itself. This module has the names that go-htmldate v1.9 mentions, and
// a Parse that never finds a date.
package dateparser

import (
	"errors"
	"time"
)

// ParserType names a way of parsing.
type ParserType uint8

// The ways of parsing that go-htmldate asks for.
const (
	CustomFormat ParserType = iota
	AbsoluteTime
)

// PreferredDateSource says which way to complete a date without a year.
type PreferredDateSource uint8

// Past completes a date to the last one before today.
const Past PreferredDateSource = 1

// Configuration tunes a Parser.
type Configuration struct {
	PreferredDateSource PreferredDateSource
	StrictParsing       bool
}

// Parser would parse dates in any language.
type Parser struct {
	ParserTypes []ParserType
}

// Date is what a Parser would find.
type Date struct {
	Time time.Time
}

var errNone = errors.New("no date parser in this build")

// Parse never finds a date.
func (*Parser) Parse(*Configuration, string, ...string) (Date, error) { return Date{}, errNone }
