package text

import "strings"

// Sentence is a run of tokens. Its zero value is an empty sentence.
type Sentence struct {
	Span
	First, Last int  // tokens of the document, half-open: First <= i < Last
	Parsed      bool // its tokens have Head and Rel
}

// Token is one syntactic word in the sense of Universal Dependencies (UD 2). The words of a multiword token
// ("du" = de + le) share one Span and number themselves with Part.
type Token struct {
	Span
	Form  string // as written; for a part of a multiword token its own form ("le")
	Lemma string
	Head  int     // the token of the document that it depends on; RootHead at the root. Set in parsed sentences only
	Rel   Rel     // its relation to Head. Set in parsed sentences only
	Feats Feats   // morphological features
	Tag   Tag     // part of speech
	Name  NameTag // its place in a name
	Part  uint8   // 0: a token of its own; 1, 2 …: the first, second … word of a multiword token
	Tight bool    // no space stands between it and the next token
}

// RootHead is the Head of the root of a sentence.
const RootHead = -1

// Rel is a UD relation with its subtype, such as "nsubj:pass".
type Rel string

// Base returns r without its subtype.
func (r Rel) Base() Rel {
	base, _, _ := strings.Cut(string(r), ":")
	return Rel(base)
}

// Tag is a universal part of speech. The zero value is NoTag.
type Tag uint8

// The universal parts of speech (UD 2).
const (
	NoTag Tag = iota
	ADJ
	ADP
	ADV
	AUX
	CCONJ
	DET
	INTJ
	NOUN
	NUM
	PART
	PRON
	PROPN
	PUNCT
	SCONJ
	SYM
	VERB
	X
	Tags // how many there are, NoTag included
)

var tagNames = [Tags]string{"_", "ADJ", "ADP", "ADV", "AUX", "CCONJ", "DET", "INTJ", "NOUN", "NUM", "PART", "PRON", "PROPN", "PUNCT", "SCONJ", "SYM", "VERB", "X"}

// String returns the name that UD gives t; "_" for NoTag.
func (t Tag) String() string { return tagNames[t] }

// TagNamed returns the tag with a UD name, NoTag if there is none.
func TagNamed(name string) Tag {
	for t, n := range tagNames {
		if n == name {
			return Tag(t)
		}
	}
	return NoTag
}

// Feats is a set of UD features, those that rules ask for.
type Feats uint32

// The features. Names are the UD values; where two features share one, the feature stands before it.
const (
	Sing Feats = 1 << iota
	Plur
	Masc
	Fem
	Person1
	Person2
	Person3
	Past
	Pres
	Fut
	Imperfect // Tense=Imp
	Fin
	Inf
	Part
	Ger
	Ind
	Cnd
	Sub
	Imperative // Mood=Imp
	Passive    // Voice=Pass
	Negative   // Polarity=Neg
	Poss
	Def
	Indef    // Definite=Ind
	Relative // PronType=Rel
	Interrogative
	Demonstrative
	Personal // PronType=Prs
	Comparative
	Superlative
	Reflex
)

// featNames lists Feature=Value in the order of the constants.
var featNames = [...]string{
	"Number=Sing", "Number=Plur", "Gender=Masc", "Gender=Fem", "Person=1", "Person=2", "Person=3",
	"Tense=Past", "Tense=Pres", "Tense=Fut", "Tense=Imp", "VerbForm=Fin", "VerbForm=Inf", "VerbForm=Part", "VerbForm=Ger",
	"Mood=Ind", "Mood=Cnd", "Mood=Sub", "Mood=Imp", "Voice=Pass", "Polarity=Neg", "Poss=Yes", "Definite=Def", "Definite=Ind",
	"PronType=Rel", "PronType=Int", "PronType=Dem", "PronType=Prs", "Degree=Cmp", "Degree=Sup", "Reflex=Yes",
}

// Has reports whether f has all features of g.
func (f Feats) Has(g Feats) bool { return f&g == g }

// String writes f as in CoNLL-U: Feature=Value, sorted by feature, "|" between; "_" when empty.
func (f Feats) String() string {
	var parts []string
	for i, name := range featNames {
		if f&(1<<i) != 0 {
			parts = append(parts, name)
		}
	}
	if len(parts) == 0 {
		return "_"
	}
	sortFeats(parts)
	return strings.Join(parts, "|")
}

// sortFeats orders feature strings by their lower-case form, as UD asks; there are a handful, so insertion does.
func sortFeats(parts []string) {
	for i := range parts {
		for j := i; j > 0 && strings.ToLower(parts[j]) < strings.ToLower(parts[j-1]); j-- {
			parts[j], parts[j-1] = parts[j-1], parts[j]
		}
	}
}

// FeatsFrom reads the features column of CoNLL-U. Features that rules do not ask for are passed over.
func FeatsFrom(column string) Feats {
	var f Feats
	for part := range strings.SplitSeq(column, "|") {
		for i, name := range featNames {
			if part == name {
				f |= 1 << i
			}
		}
	}
	return f
}

// NameTag is a token's place in a name, after BILOU: its position and its type. The zero value is outside of any name.
type NameTag uint8

// Position of a token in a name.
const (
	NameOutside = iota
	NameBegin
	NameInside
	NameLast
	NameUnit
)

// NameTagOf makes a NameTag of a position (NameBegin, NameInside, NameLast, NameUnit) and a type; NoName gives the zero NameTag.
func NameTagOf(position int, kind NameType) NameTag {
	if position == NameOutside || kind == NoName {
		return 0
	}
	return NameTag(1 + (int(kind)-1)*4 + position - 1)
}

// Position returns NameOutside, NameBegin, NameInside, NameLast or NameUnit.
func (n NameTag) Position() int {
	if n == 0 {
		return NameOutside
	}
	return int(n-1)%4 + 1
}

// Type returns the type of the name, NoName outside.
func (n NameTag) Type() NameType {
	if n == 0 {
		return NoName
	}
	return NameType(int(n-1)/4 + 1)
}

// String writes n as "B-PER"; "O" outside.
func (n NameTag) String() string {
	if n == 0 {
		return "O"
	}
	return string("OBILU"[n.Position()]) + "-" + n.Type().String()
}

// NameType is the kind of thing that a name names. The zero value is NoName.
type NameType uint8

// The types of names. GPE is a place that acts: a country, region or town.
const (
	NoName NameType = iota
	PER
	ORG
	LOC
	GPE
	NameTypes // how many there are, NoName included
)

var nameTypes = [NameTypes]string{"", "PER", "ORG", "LOC", "GPE"}

// String returns PER, ORG, LOC or GPE, and nothing for NoName.
func (t NameType) String() string { return nameTypes[t] }

// NameTypeNamed returns the type with a name such as PER, NoName if there is none.
func NameTypeNamed(name string) NameType {
	for t, n := range nameTypes {
		if n == name {
			return NameType(t)
		}
	}
	return NoName
}
