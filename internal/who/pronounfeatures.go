package who

import (
	"strconv"

	"dateline/internal/rule"
	"dateline/internal/text"
)

// feature says something of a pronoun and somebody whom it may stand for.
type feature uint8

const (
	subjectNear feature = iota // five each, by how many sentences lie between: none, one, two, three, more
	otherNear           = subjectNear + 5
	ownerNear           = otherNear + 5
	reflexNear          = ownerNear + 5
	latestRole          = reflexNear + 5  // sixteen: other, subject, object, owner in the same sentence and in the one before, by a name or noun; then by a pronoun
	nearest             = latestRole + 16 // four: the nearest that fits, the second, the third, any other
	toldOnce            = nearest + 4     // four: told of once, up to four times, up to nine, more often
	repeats             = toldOnce + 4    // three: the one of the pronoun before of the same form, last told of in this sentence, the one before, earlier
	heKind              = repeats + 3     // nine: person, group, body, country, thing, pair, noun by its ending, unnamed person, name of any kind
	theyKind            = heKind + 9
	itKind              = theyKind + 9
	any1Kind            = itKind + 9
	single              = any1Kind + 9
)

const (
	toldMost feature = single + iota
	latestIsPronoun
	onlyPronouns
	isNamed
	isIndefinite
	sameGender
	genderUnknown
	opensSentence
	insideAnother
	partOfPair
	sameRole
	intoQuote
	outOfQuote
	ownSubject
	subjectAbove
	besideQuote
	bothQuoted
	insideOwner
	sameClause
	reflexSubject
	toldEarly
	nobodyHe
	nobodyThey
	nobodyIt
	nobodyAny
	features
)

// nobody is the feature of a pronoun that stands for none of those at hand.
func nobody(s speech) feature { return nobodyHe + feature(s) }

// weights are what features count, positive for.
type weights struct{ of [features]float64 }

// readWeights reads the weights of a list; those that it lacks are zero.
func readWeights(list *rule.List) (w weights) {
	for f := range features {
		if value, ok := list.Value(f.String()); ok {
			w.of[f], _ = strconv.ParseFloat(value, 64)
		}
	}
	return w
}

// featureBlocks are the names of the features that come in rows.
var featureBlocks = []struct {
	from  feature
	name  string
	cells []string
}{
	{subjectNear, "subject-pronoun", distances[:]},
	{otherNear, "object-pronoun", distances[:]},
	{ownerNear, "possessive", distances[:]},
	{reflexNear, "reflexive", distances[:]},
	{latestRole, "last-as", []string{"other-here", "subject-here", "object-here", "owner-here", "other-before", "subject-before", "object-before", "owner-before",
		"other-here-pronoun", "subject-here-pronoun", "object-here-pronoun", "owner-here-pronoun", "other-before-pronoun", "subject-before-pronoun", "object-before-pronoun", "owner-before-pronoun"}},
	{nearest, "nearest", []string{"first", "second", "third", "later"}},
	{toldOnce, "told", []string{"once", "few-times", "often", "very-often"}},
	{repeats, "last-of-this-pronoun", []string{"here", "before", "earlier"}},
	{heKind, "he", kinds[:]},
	{theyKind, "they", kinds[:]},
	{itKind, "it", kinds[:]},
	{any1Kind, "one", kinds[:]},
	{single, "is", []string{"told-most", "last-a-pronoun", "only-pronouns", "named", "indefinite",
		"of-same-gender", "of-unknown-gender", "first-in-sentence", "inside-another", "part-of-pair", "in-same-part", "outside-while-quoted",
		"quoted-while-outside", "subject-of-clause", "subject-above", "subject-beside-quote", "quoted-as-well", "inside-as-owner",
		"in-same-clause", "subject-of-reflexive", "told-early", "nobody-he", "nobody-they", "nobody-it", "nobody-one"}},
}

var distances = [5]string{"same-sentence", "one-back", "two-back", "three-back", "far-back"}

var kinds = [9]string{"person", "group", "body", "country", "thing", "pair", "by-ending", "unnamed", "proper"}

// String returns the name of a feature in the list of weights.
func (f feature) String() string {
	for _, b := range featureBlocks {
		if n := int(f) - int(b.from); n >= 0 && n < len(b.cells) {
			return b.name + "-" + b.cells[n]
		}
	}
	return ""
}

// early is how many sentences at the start of a report tell who it is about.
const early = 3

// describe notes the features of an option of pronoun i, the nth that fits from the nearest on.
func (v *resolver) describe(i int, o *option, n, clause int) {
	m, c := &v.found[i], &v.found[o.mention]
	a, b, s := &v.aspects[i], &v.aspects[o.mention], &v.all[o.who]
	back := a.sentence - b.sentence
	o.features = append(o.features, v.near(m, a)+feature(min(back, 4)), nearest+feature(min(n, 3)), v.kindOf(m, c, s))
	if back < 2 {
		role := latestRole + feature(4*back) + feature(b.role)
		if c.pronoun != "" {
			role += 8
		}
		o.features = append(o.features, role)
	}
	switch {
	case s.mentions == 1:
		o.features = append(o.features, toldOnce)
	case s.mentions < 5:
		o.features = append(o.features, toldOnce+1)
	case s.mentions < 10:
		o.features = append(o.features, toldOnce+2)
	default:
		o.features = append(o.features, toldOnce+3)
	}
	o.note(v.last[v.slot(m)] == o.who, repeats+feature(min(back, 2)))
	o.note(s.first < early, toldEarly)
	o.note(c.pronoun != "", latestIsPronoun)
	o.note(s.nominal < 0, onlyPronouns)
	o.note(s.named, isNamed)
	o.note(c.pronoun == "" && !c.named && v.words.isArticle(v.d.Tokens[c.First].Form, "indefinite"), isIndefinite)
	o.note(m.gender != 0 && s.gender == m.gender, sameGender)
	o.note(m.gender != 0 && s.gender == 0, genderUnknown)
	o.note(b.opens, opensSentence)
	o.note(c.inside, insideAnother)
	o.note(c.inside && b.role == asOwner, insideOwner)
	o.note(b.paired, partOfPair)
	o.note(a.role == b.role && back < 2, sameRole)
	o.note(a.quoted && !b.quoted, intoQuote)
	o.note(a.quoted && b.quoted, bothQuoted)
	o.note(a.quoted && !b.quoted && back == 0 && b.role == asSubject, besideQuote)
	o.note(!a.quoted && b.quoted, outOfQuote)
	if clause >= 0 && back == 0 {
		v.describeClause(m, c, b, o, clause)
	}
}

// describeClause notes the features of an option in the sentence of the pronoun.
func (v *resolver) describeClause(m, c *mention, b *aspect, o *option, clause int) {
	governor := v.d.Tokens[c.Head].Head
	own := b.role == asSubject && governor == clause
	o.note(own && !v.reflexive(m), ownSubject)
	o.note(v.reflexive(m) && (own || v.d.Tokens[clause].Rel.Base() == "acl" && v.d.Tokens[clause].Head == c.Head), reflexSubject)
	o.note(governor == clause && !own, sameClause)
	o.note(b.role == asSubject && governor >= 0 && v.above(governor, clause), subjectAbove)
}

func (o *option) note(holds bool, f feature) {
	if holds {
		o.features = append(o.features, f)
	}
}

// near returns the first of the features of distance for a pronoun in its part.
func (v *resolver) near(m *mention, a *aspect) feature {
	switch {
	case v.reflexive(m):
		return reflexNear
	case a.role == asOwner:
		return ownerNear
	case a.role == asSubject:
		return subjectNear
	}
	return otherNear
}

// kindOf returns the feature of what somebody is, for the kind of pronoun.
func (v *resolver) kindOf(m, c *mention, s *somebody) feature {
	base := [speeches]feature{he: heKind, they: theyKind, it: itKind, any1: any1Kind}[speechOf(m)]
	if s.nominal >= 0 {
		c = &v.found[s.nominal]
	}
	switch {
	case s.thing:
		return base + 4
	case c.spare == pair:
		return base + 5
	case c.spare == byEnding:
		return base + 6
	case c.spare == proper:
		return base + 8
	case c.Kind == text.Group || c.plural:
		return base + 1
	case c.Kind == text.Organisation:
		return base + 2
	case c.Kind == text.Country:
		return base + 3
	case s.named:
		return base
	}
	return base + 7
}

// compare notes who of the options was told of most.
func (v *resolver) compare() {
	most, best := 1, -1
	for k := range v.choice {
		if n := v.all[v.choice[k].who].mentions; n > most {
			most, best = n, k
		}
	}
	if best >= 0 {
		v.choice[best].note(true, toldMost)
	}
}
