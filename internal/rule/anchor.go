package rule

// anchor is what every match of a pattern must hold, at most so far from its start: the finder looks for anchors first, and
// tries the pattern only near them. Of all elements that are not optional it is the one that is rarest in texts.
type anchor struct {
	keys     []key // one of them
	min, max int   // tokens before it in a match; max far: no bound
}

// far stands for any number of tokens.
const far = 1 << 20

// anchorOf returns the rarest anchor of a part; ok is false when it has none.
func anchorOf(p *part) (best anchor, ok bool) {
	switch p.kind {
	case testPart:
		keys, ok := p.test.keys()
		return anchor{keys: keys}, ok
	case capturePart:
		return anchorOf(p.parts[0])
	case repeatPart:
		if p.min == 0 {
			return anchor{}, false
		}
		return anchorOf(p.parts[0])
	case sequencePart:
		return sequenceAnchor(p.parts)
	case eitherPart:
		return eitherAnchor(p.parts)
	}
	return anchor{}, false
}

func sequenceAnchor(parts []*part) (best anchor, ok bool) {
	low, high := 0, 0
	for _, inner := range parts {
		if a, found := anchorOf(inner); found && (!ok || rank(a.keys) < rank(best.keys)) {
			best = anchor{a.keys, low + a.min, min(far, high+a.max)}
			ok = true
		}
		least, most := width(inner)
		low, high = low+least, min(far, high+most)
	}
	return best, ok
}

// eitherAnchor joins the anchors of alternatives; there is none unless each has one.
func eitherAnchor(parts []*part) (best anchor, ok bool) {
	for i, inner := range parts {
		a, found := anchorOf(inner)
		if !found {
			return anchor{}, false
		}
		if i == 0 {
			best = anchor{nil, a.min, a.max}
		}
		best.keys = append(best.keys, a.keys...)
		best.min, best.max = min(best.min, a.min), max(best.max, a.max)
	}
	return best, len(parts) > 0
}

// width returns the least and the most tokens that a part takes.
func width(p *part) (least, most int) {
	switch p.kind {
	case testPart:
		return 1, widest(p.test)
	case startPart, endPart:
		return 0, 0
	case capturePart:
		return width(p.parts[0])
	case repeatPart:
		least, most = width(p.parts[0])
		if p.max == 0 {
			return least * p.min, far
		}
		return least * p.min, min(far, most*p.max)
	case sequencePart:
		for _, inner := range p.parts {
			l, m := width(inner)
			least, most = least+l, min(far, most+m)
		}
		return least, most
	}
	least = far
	for _, inner := range p.parts {
		l, m := width(inner)
		least, most = min(least, l), max(most, m)
	}
	return least, most
}

// widest returns the most tokens that a test takes. A word may be two tokens in one ("du", "don't"), but hardly every word
// of an expression.
func widest(t test) int {
	switch t := t.(type) {
	case wordTest:
		return 2
	case listTest:
		return t.list.longest + (t.list.longest+1)/2
	case expressionTest:
		return len(t.entry.words) + (len(t.entry.words)+1)/2
	case mentionTest:
		return far
	case orTest:
		most := 1
		for _, inner := range t {
			most = max(most, widest(inner))
		}
		return most
	case andTest:
		return widest(orTest(t))
	}
	return 1
}

// rank says how common a token with one of the keys is: words of up to three letters are mostly common.
func rank(keys []key) (worst int) {
	for _, k := range keys {
		worst = max(worst, k.rank())
	}
	return worst
}

func (k key) rank() int {
	switch k.by {
	case keyExpression:
		return 0
	case keyForm, keyLemma:
		if k.short {
			return 4
		}
		return 1
	case keyList:
		return 2
	case keyMention, keyDigit:
		return 3
	default:
		return 5
	}
}
