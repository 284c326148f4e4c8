package link

import (
	"cmp"
	"hash/fnv"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"dateline/internal/record"
	"dateline/internal/text"
)

// mostWords is how many words the sketch of an account's sentences holds.
const mostWords = 12

// Tell gives the tellings of a reading, in the order of its accounts.
func (l *Linker) Tell(r *record.Reading) []Telling {
	names := namesOf(r)
	all := make([]Telling, 0, len(r.Accounts))
	for _, a := range r.Accounts {
		sentences := sentencesOf(r.Body, a)
		t := Telling{
			ID: record.AccountID(r.Report.ID + "#" + a.ID), Report: r.Report.ID, Outlet: r.Report.Outlet, Published: r.Report.Published,
			Language: r.Language, Whole: !r.Report.Truncated,
			Act: a.Act, Trigger: a.Trigger, Also: a.Also, Realisation: a.Realisation, Negated: a.Negated, Background: a.Background,
			Confidence: a.Confidence, When: a.When, Where: a.Where, Participants: a.Participants, Harm: a.Harm, SaidBy: a.SaidBy,
			Passive: passive(a), Words: wordsOf(r.Body, sentences),
		}
		for i, n := range names {
			t.Names = append(t.Names, n.hash)
			switch n.kind {
			case person:
				t.Persons |= 1 << i
			case town:
				t.Towns |= 1 << i
			}
			if slices.ContainsFunc(n.spans, func(s text.Span) bool { return slices.ContainsFunc(sentences, s.Meets) }) {
				t.Near |= 1 << i
			}
		}
		for _, source := range a.SaidBy {
			t.Speakers = append(t.Speakers, r.Body[source.Start:source.End])
		}
		all = append(all, t)
	}
	return all
}

// passive reports whether the sufferer of an act stands before its trigger and its doer does not.
func passive(a record.Account) bool {
	var sufferer, doer bool
	for _, p := range a.Participants {
		leads := p.Start < a.Trigger.Start
		sufferer = sufferer || leads && p.Role == record.Target
		doer = doer || leads && p.Role == record.Initiator
	}
	return sufferer && !doer
}

// naming is a name, or an age, in a report.
type naming struct {
	hash  uint32
	kind  nameKind
	spans []text.Span
}

type nameKind int

const (
	person  nameKind = iota // with first and last name
	town                    // or village, part of a town, river
	another                 // body, firm, street, surname alone; an age
	kinds
)

// mostNames is how many names of each kind a telling remembers; 32 in all at most.
var mostNames = [kinds]int{12, 4, 10}

// namesOf gives the names of a report that tell it from others, in order of their hashes.
func namesOf(r *record.Reading) []naming {
	found := map[string]*naming{}
	note := func(key string, kind nameKind, s text.Span) {
		n := found[key]
		if n == nil {
			n = &naming{hash: hash(key), kind: kind}
			found[key] = n
		}
		n.spans = append(n.spans, s)
	}
	for _, p := range r.Places {
		if p.Precision == "town" && p.Gazetteer != "" {
			note(p.Gazetteer, town, p.Span)
		}
	}
	for _, name := range r.Names {
		if words := r.Body[name.Start:name.End]; words != r.Report.Outlet && !onMap(r, name.Span) {
			key, full := nameKey(words)
			kind := another
			if full && name.Type == text.PER {
				kind = person
			}
			note(key, kind, name.Span)
		}
	}
	for _, amount := range r.Amounts {
		if amount.Kind == text.Age && amount.Best.Known {
			note("age "+strconv.Itoa(int(amount.Best.Value)), another, amount.Span)
		}
	}
	joinSurnames(found)
	return chosen(found)
}

// onMap reports whether a name is a place of the gazetteer: compared as such, not as a name.
func onMap(r *record.Reading, s text.Span) bool {
	return slices.ContainsFunc(r.Places, func(p text.Place) bool { return p.Precision != "" && p.Meets(s) })
}

// joinSurnames lets a surname alone stand for the one full name of the report that ends with it.
func joinSurnames(found map[string]*naming) {
	full := map[string]string{} // by surname; empty when several have it
	for key, n := range found {
		if surname := lastWord(key); n.kind == person {
			if _, twice := full[surname]; twice {
				key = ""
			}
			full[surname] = key
		}
	}
	for key, n := range found {
		if whole := full[key]; whole != "" && n.kind == another {
			found[whole].spans = append(found[whole].spans, n.spans...)
			delete(found, key)
		}
	}
}

func lastWord(s string) string { return s[strings.LastIndexByte(s, ' ')+1:] }

// chosen keeps the names of each kind that are told most often, in order of their hashes.
func chosen(found map[string]*naming) []naming {
	var all []naming
	for key, n := range found {
		if key != "" {
			all = append(all, *n)
		}
	}
	slices.SortFunc(all, func(a, b naming) int { return cmp.Or(len(b.spans)-len(a.spans), cmp.Compare(a.hash, b.hash)) })
	var many [kinds]int
	all = slices.DeleteFunc(all, func(n naming) bool { many[n.kind]++; return many[n.kind] > mostNames[n.kind] })
	slices.SortFunc(all, func(a, b naming) int { return cmp.Or(cmp.Compare(a.hash, b.hash), cmp.Compare(a.kind, b.kind)) })
	return slices.CompactFunc(all, func(a, b naming) bool { return a.hash == b.hash })
}

// nameKey makes a name comparable: first and last word, without capitals, accents and titles. full says that it has both.
func nameKey(name string) (key string, full bool) {
	words := nameWords(name)
	switch len(words) {
	case 0:
		return "", false
	case 1:
		return words[0], false
	}
	return words[0] + " " + words[len(words)-1], true
}

// nameWords cuts a name into words without capitals, accents, possessive endings and initials.
func nameWords(name string) []string {
	var words []string
	for _, word := range strings.FieldsFunc(fold(name), func(c rune) bool {
		return c == ' ' || c == '.' || c == ',' || c == '\n' || c == '"' || c == '“' || c == '”'
	}) {
		word = strings.TrimSuffix(strings.TrimSuffix(word, "'s"), "’s")
		if len(word) > 1 && !titles[word] {
			words = append(words, word)
		}
	}
	return words
}

// titles are words before names that are no part of them, and words after.
var titles = map[string]bool{"mr": true, "mrs": true, "ms": true, "dr": true, "mme": true, "mlle": true, "sir": true, "me": true, "the": true, "jr": true, "sr": true, "ii": true, "iii": true}

// sentencesOf gives the sentences that tell an account.
func sentencesOf(body string, a record.Account) []text.Span {
	all := []text.Span{around(body, a.Trigger)}
	for _, also := range a.Also {
		all = append(all, around(body, also))
	}
	return all
}

// wordsOf sketches the content words of sentences: the share of common hashes of two sketches is about that of common words.
func wordsOf(body string, sentences []text.Span) []uint32 {
	var all []uint32
	for _, s := range sentences {
		for _, word := range strings.FieldsFunc(body[s.Start:s.End], func(c rune) bool { return !unicode.IsLetter(c) && !unicode.IsDigit(c) }) {
			if len(word) > 3 || unicode.IsDigit(rune(word[0])) {
				all = append(all, hash(strings.ToLower(word)))
			}
		}
	}
	slices.Sort(all)
	all = slices.Compact(all)
	return all[:min(len(all), mostWords)]
}

// around gives the sentence of a span, as far as marks of its end tell it.
func around(body string, s text.Span) text.Span {
	start, end := 0, len(body)
	for _, mark := range []string{". ", "\n", "! ", "? "} {
		if at := strings.LastIndex(body[:s.Start], mark); at >= 0 {
			start = max(start, at+len(mark))
		}
		if at := strings.Index(body[s.End:], mark); at >= 0 {
			end = min(end, s.End+at)
		}
	}
	return text.Span{Start: start, End: end}
}

// fold makes words comparable: without capitals and accents.
func fold(word string) string {
	word = strings.ToLower(word)
	for i := range len(word) {
		if word[i] >= 0x80 {
			return strings.Map(func(c rune) rune {
				if unicode.Is(unicode.Mn, c) {
					return -1
				}
				return c
			}, norm.NFD.String(word))
		}
	}
	return word
}

// hashBits is how many bits of a hash a telling keeps: few enough to store, enough to keep the names of two reports apart.
const hashBits = 24

func hash(word string) uint32 {
	h := fnv.New32a()
	h.Write([]byte(word))
	return h.Sum32() >> (32 - hashBits)
}
