package scheme

import (
	"fmt"
	"slices"
	"strings"
	"unicode"

	"dateline/internal/record"
	"dateline/internal/text"
)

// view is an account among those of its report, as conditions see it.
type view struct {
	*record.Account
	d        *text.Document
	accounts []record.Account
	at       int          // number of the account
	code     *record.Code // the code found so far, for the rows of all acts
	known    *[]answer    // what was asked of the account already: many rows ask the same
}

// answer is the values that an account has under a key.
type answer struct {
	key    string
	values []string
}

// condition is tests that must all hold; without any it always holds.
type condition []test

// test asks one thing of an account: one of its values, with capitals aside, must be among those wanted. A wanted value that ends in * is the
// beginning of one; none is wanted where there must be no value, any where there must be some.
type test struct {
	key    string
	wanted []string // as sought makes them
	not    bool
}

const (
	anyValue = "any"
	noValue  = "none"
)

// whether is the keys that ask whether the act took place.
var whether = []string{"realisation", "negated", "shown"}

// keys is what a condition may ask about. Each gives the values of an account.
var keys = map[string]func(view) []string{
	"realisation": func(v view) []string { return []string{string(v.Realisation)} },
	"negated":     func(v view) []string { return []string{map[bool]string{true: "yes", false: "no"}[v.Negated]} },
	"background":  func(v view) []string { return []string{map[bool]string{true: "yes", false: "no"}[v.Background]} },
	"shown":       func(v view) []string { return v.words(v.Shown) },
	"trigger":     func(v view) []string { return v.words(v.Trigger) },
	"words":       view.sentence,
	"with":        view.beside,
	"harm":        func(v view) []string { return v.harmed(false) },
	"things":      func(v view) []string { return v.harmed(true) },
	"code":        func(v view) []string { return []string{v.code.Code} },
	"mode":        func(v view) []string { return []string{v.code.Mode} },
}

// parts is what may be asked about those who play a part, after the role and a point: initiator.sector.
var parts = map[string]func(view, *record.Participant) []string{
	"sector":  func(_ view, p *record.Participant) []string { return []string{p.Sector} },
	"country": func(_ view, p *record.Participant) []string { return []string{p.Country} },
	"class":   func(_ view, p *record.Participant) []string { return []string{p.Class} },
	"words":   func(v view, p *record.Participant) []string { return v.words(p.Span) },
}

var roles = []record.Role{record.Initiator, record.Target, record.Intervener, record.Bystander, record.Beneficiary, record.Instrument}

// readCondition reads key=value|value or key!=value, with spaces between. Values of several words stand in quotation marks.
func readCondition(s string) (condition, error) {
	var all condition
	for _, one := range splitQuoted(s) {
		key, values, ok := strings.Cut(one, "=")
		if !ok {
			return nil, fmt.Errorf("%q: want key=value, key=value|value or key!=value", one)
		}
		t := test{not: strings.HasSuffix(key, "!")}
		t.key = strings.TrimSuffix(key, "!")
		if !known(t.key) {
			return nil, fmt.Errorf("nothing is named %q", t.key)
		}
		for value := range strings.SplitSeq(values, "|") {
			t.wanted = append(t.wanted, sought(spelled(strings.Trim(value, `"`))))
		}
		all = append(all, t)
	}
	return all, nil
}

// known reports whether a condition may ask about key.
func known(key string) bool {
	role, part, two := strings.Cut(key, ".")
	if !two {
		return keys[key] != nil || slices.Contains(roles, record.Role(key))
	}
	return parts[part] != nil && slices.Contains(roles, record.Role(role))
}

// splitQuoted splits at spaces that are not between quotation marks.
func splitQuoted(s string) []string {
	quoted := false
	return strings.FieldsFunc(s, func(c rune) bool {
		if c == '"' {
			quoted = !quoted
		}
		return !quoted && c == ' '
	})
}

func (c condition) holds(v view) bool {
	return !slices.ContainsFunc(c, func(t test) bool { return t.holds(v) == t.not })
}

// asksWhether reports whether one of the tests asks whether the act took place.
func (c condition) asksWhether() bool {
	return slices.ContainsFunc(c, func(t test) bool { return slices.Contains(whether, t.key) })
}

func (t test) holds(v view) bool {
	values := v.values(t.key)
	for _, wanted := range t.wanted {
		switch {
		case wanted == noValue:
			if len(values) == 0 {
				return true
			}
		case wanted == anyValue:
			if len(values) > 0 {
				return true
			}
		case slices.ContainsFunc(values, func(value string) bool { return strings.Contains(value, wanted) }):
			return true
		}
	}
	return false
}

// sought is what stands in a value with a space at either end that has the words wanted, or words that begin so.
func sought(wanted string) string {
	if wanted == noValue || wanted == anyValue {
		return wanted
	}
	if beginning, ok := strings.CutSuffix(wanted, "*"); ok {
		return " " + beginning
	}
	return " " + wanted + " "
}

// values returns what an account has under key, each with a space at either end.
func (v view) values(key string) []string {
	if key == "code" || key == "mode" { // another for each scheme
		return v.find(key)
	}
	for _, a := range *v.known {
		if a.key == key {
			return a.values
		}
	}
	found := v.find(key)
	*v.known = append(*v.known, answer{key, found})
	return found
}

// find is values, for what was not asked before.
func (v view) find(key string) []string {
	if of := keys[key]; of != nil {
		return spelledAll(of(v))
	}
	role, part, _ := strings.Cut(key, ".")
	var all []string
	for i := range v.Participants {
		p := &v.Participants[i]
		switch {
		case string(p.Role) != role:
		case part == "":
			all = append(all, role)
		default:
			all = append(all, parts[part](v, p)...)
		}
	}
	return spelledAll(all)
}

// spelledAll spells values alike, each with a space at either end, without the empty ones.
func spelledAll(values []string) []string {
	var all []string
	for _, value := range values {
		if s := spelled(value); s != "" {
			all = append(all, " "+s+" ")
		}
	}
	return all
}

// spelled is words in lower case with single spaces between them and no other marks than * at the end.
func spelled(s string) string {
	if isSpelled(s) {
		return s
	}
	end := ""
	if strings.HasSuffix(s, "*") {
		end = "*"
	}
	return strings.Join(strings.FieldsFunc(strings.ToLower(s), func(c rune) bool { return !unicode.IsLetter(c) && !unicode.IsDigit(c) }), " ") + end
}

// isSpelled reports whether s is one word that is spelled so already.
func isSpelled(s string) bool {
	for i := range len(s) {
		if c := s[i]; (c < 'a' || c > 'z') && (c < '0' || c > '9') {
			return false
		}
	}
	return true
}

func (v view) words(s text.Span) []string { return []string{v.d.At(s)} }

// sentence is the words of the sentence that tells the account.
func (v view) sentence() []string {
	if v.Sentence < 0 || v.Sentence >= len(v.d.Sentences) {
		return nil
	}
	return v.words(v.d.Sentences[v.Sentence].Span)
}

// near is how many sentences away another account may stand for the two to be told of one occasion.
const near = 1

// beside is the acts that took place and are told with the account: in its sentence or the one before or after.
func (v view) beside() []string {
	var acts []string
	for i := range v.accounts {
		a := &v.accounts[i]
		took := !a.Negated && (a.Realisation == record.Happened || a.Realisation == record.Ongoing)
		if distance := a.Sentence - v.Sentence; i != v.at && took && -near <= distance && distance <= near {
			acts = append(acts, a.Act)
		}
	}
	return acts
}

// harmed is the kinds of harm to people, or to things, of which the account tells at least one.
func (v view) harmed(things bool) []string {
	var kinds []string
	for _, h := range v.Harm {
		if h.Things == things && !none(h) {
			kinds = append(kinds, h.Kind)
		}
	}
	return kinds
}

// none reports whether a harm is a reported zero: "no deaths".
func none(h record.Harm) bool {
	return h.Best.Known && h.Best.Value == 0 || h.High.Known && h.High.Value == 0
}
