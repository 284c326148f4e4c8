package who

import (
	"dateline/internal/text"
)

// left returns the first token of the noun phrase whose head, a word or a name, begins at token first: the determiner,
// counts, adjectives and nouns before it, and whoever it belongs to ("France's interior minister").
func (r *reader) left(first int) int {
	i := first
	for i > r.sentence.First {
		k := r.stepLeft(i, first)
		if k == i {
			break
		}
		i = k
		if r.d.Tokens[i].Tag == text.DET && !r.predetermined(i) {
			break
		}
	}
	return i
}

// predetermined reports whether the token before a determiner belongs to the phrase as well: "all the", "tous les", "half the".
func (r *reader) predetermined(i int) bool {
	return i > r.sentence.First && (r.d.Tokens[i-1].Tag == text.DET || r.amount[i-1] != 0)
}

// stepLeft returns the next token to the left that belongs to the phrase from token i on, i itself when none does.
func (r *reader) stepLeft(i, head int) int {
	k := i - 1
	t := &r.d.Tokens[k]
	if a := r.amount[k]; a != 0 && r.name[k] == 0 {
		return r.startOfAmount(int(a - 1))
	}
	if from, ok := r.ofAmount(k); ok {
		return from
	}
	if e := r.entryOver(k); e != nil && e.list == r.words.known && e.last == k && e.first >= r.sentence.First {
		return e.first
	}
	if r.date[k] != 0 && t.Tag != text.ADJ { // "France's current minister"
		return i
	}
	switch t.Tag {
	case text.DET, text.NUM:
		if t.Part > 1 {
			return i // "du", "aux": its words hold a preposition
		}
		return k
	case text.ADJ:
		if r.attached(k, i, head) {
			return k
		}
	case text.NOUN:
		if r.words.language != text.French && r.attached(k, i, head) && !r.heads(k) {
			return k
		}
	case text.PROPN:
		if r.words.language != text.French && r.attached(k, i, head) {
			return r.startOfName(k)
		}
	case text.VERB:
		if t.Feats.Has(text.Part) && r.attached(k, i, head) && r.mayStartPhrase(k-1) {
			return k
		}
	case text.ADV:
		if next := r.d.Tokens[i].Tag; (next == text.NUM || next == text.ADJ || next == text.VERB) && i != head && r.mayStartPhrase(k-1) {
			return k
		}
	case text.PART:
		return r.possessor(k, i)
	case text.PUNCT:
		return r.throughMark(k, i)
	}
	return i
}

// attached reports whether token k hangs on a token of the phrase, as far as the tree tells; without a tree it does.
func (r *reader) attached(k, i, head int) bool {
	if !r.sentence.Parsed {
		return true
	}
	h := r.d.Tokens[k].Head
	return h > k && h <= head+3 || h >= i
}

// heads reports whether the noun at token k is a phrase of its own rather than the first part of a compound.
func (r *reader) heads(k int) bool {
	if !r.sentence.Parsed {
		return false
	}
	switch r.d.Tokens[k].Rel.Base() {
	case "nsubj", "obj", "obl", "iobj", "root", "conj", "appos":
		return true
	}
	return false
}

// startOfName returns the first token of the name that ends at token k, or k.
func (r *reader) startOfName(k int) int {
	if n := r.nameOver(k); n != nil {
		return max(n.First, r.sentence.First)
	}
	return k
}

// mayStartPhrase reports whether token k is such as stands inside or at the start of a noun phrase, so that a participle
// after it belongs to the phrase: "three injured migrants", not "police injured migrants".
func (r *reader) mayStartPhrase(k int) bool {
	if k < r.sentence.First {
		return true
	}
	switch r.d.Tokens[k].Tag {
	case text.DET, text.ADJ, text.NUM, text.ADV, text.ADP, text.CCONJ, text.PUNCT:
		return true
	}
	return r.amount[k] != 0
}

// ofAmount returns the first token of an amount before "of": "hundreds of", "une centaine de".
func (r *reader) ofAmount(k int) (int, bool) {
	t := &r.d.Tokens[k]
	if t.Tag == text.DET && t.Part > 1 && k > r.sentence.First { // "des" = de + les
		k--
		t = &r.d.Tokens[k]
	}
	if t.Tag != text.ADP || !r.words.relates(t.Lemma, "of") || k-1 < r.sentence.First || r.amount[k-1] == 0 {
		return 0, false
	}
	return r.startOfAmount(int(r.amount[k-1] - 1)), true
}

// startOfAmount returns the first token of an amount with its qualifier: "at least", "around".
func (r *reader) startOfAmount(n int) int {
	a := &r.d.Amounts[n]
	first := a.First
	for first > r.sentence.First && r.d.Tokens[first-1].Start >= a.Qualifier.Start && !a.Qualifier.Empty() {
		first--
	}
	return max(first, r.sentence.First)
}

// possessor returns the first token of whoever owns the phrase, after a "'s" at token k: "France's", "the union's".
func (r *reader) possessor(k, i int) int {
	if form := r.d.Tokens[k].Form; form != "'s" && form != "’s" && form != "'" && form != "’" {
		return i
	}
	owner := k - 1
	if owner < r.sentence.First || r.date[owner] != 0 {
		return i
	}
	switch r.d.Tokens[owner].Tag {
	case text.PROPN:
		owner = r.startOfName(owner)
	case text.NOUN:
	default:
		return i
	}
	for owner > r.sentence.First && owner > k-6 {
		switch r.d.Tokens[owner-1].Tag {
		case text.ADJ, text.NOUN, text.PROPN, text.NUM:
			owner--
			continue
		case text.DET:
			return owner - 1
		}
		break
	}
	return owner
}

// throughMark passes a hyphen inside a word, and a comma between adjectives.
func (r *reader) throughMark(k, i int) int {
	if k == r.sentence.First {
		return i
	}
	before, mark, after := &r.d.Tokens[k-1], &r.d.Tokens[k], &r.d.Tokens[i]
	switch mark.Form {
	case ")":
		if open := r.opening(k); open > r.sentence.First && startsUpper(r.d.Tokens[open-1].Form) && r.words.language != text.French {
			return r.startOfName(open - 1)
		}
	case "-", "–":
		if before.Tight && mark.Tight && before.Tag != text.PUNCT {
			return k - 1
		}
	case ",":
		if before.Tag == text.ADJ && after.Tag == text.ADJ {
			return k - 1
		}
	}
	return i
}

// opening returns the token of the bracket that the one at token k closes, a few words before; 0 when there is none.
func (r *reader) opening(k int) int {
	const far = 10
	for i := k - 1; i >= max(r.sentence.First, k-far); i-- {
		if r.d.Tokens[i].Form == "(" {
			return i
		}
	}
	return 0
}

// right returns the last token of the noun phrase whose head ends at token last: French adjectives, and a phrase with
// "of" or "de", but no relative clause.
func (r *reader) right(last int) int {
	i := last
	if r.words.language == text.French {
		i = r.adjectives(i)
	}
	for range 2 {
		k := r.ofPhrase(i)
		if k == i {
			break
		}
		i = k
	}
	return i
}

// adjectives passes the adjectives after a French noun.
func (r *reader) adjectives(i int) int {
	for i+1 < r.sentence.Last && r.name[i+1] == 0 {
		t := &r.d.Tokens[i+1]
		switch {
		case t.Tag == text.ADJ && (!r.sentence.Parsed || t.Head <= i):
		case t.Tag == text.PUNCT && t.Form == "-" && i+2 < r.sentence.Last && r.d.Tokens[i].Tight && t.Tight:
			i++
		default:
			return i
		}
		i++
	}
	return i
}

// ofPhrase returns the last token of a phrase with "of" after token i, i when none follows.
func (r *reader) ofPhrase(i int) int {
	k := i + 1
	if k >= r.sentence.Last || r.d.Tokens[k].Tag != text.ADP || !r.words.relates(r.d.Tokens[k].Lemma, "of") {
		return i
	}
	if r.sentence.Parsed && r.d.Tokens[k].Rel == "case" {
		if h := r.d.Tokens[k].Head; h > k && h < len(r.d.Tokens) && r.d.Tokens[h].Head > h {
			return i // it hangs on a verb that follows
		}
	}
	end := i
	for k++; k < r.sentence.Last; k++ {
		if n := r.nameOver(k); n != nil {
			return min(n.Last, r.sentence.Last-1)
		}
		t := &r.d.Tokens[k]
		switch t.Tag {
		case text.NOUN, text.PROPN:
			end = k
			if r.words.language == text.French {
				if e := r.entryOver(k); e != nil && e.last > k && e.last < r.sentence.Last {
					end = e.last
				}
				return r.adjectives(end)
			}
		case text.DET, text.NUM:
			if end != i {
				return end
			}
		case text.ADJ:
		case text.PUNCT:
			if t.Form != "-" || !t.Tight {
				return end
			}
		default:
			return end
		}
	}
	return end
}

// compound reports whether the noun that ends at token i only begins a compound: "police" in "police station".
func (r *reader) compound(i int) bool {
	if r.words.language == text.French || i+1 >= r.sentence.Last {
		return false
	}
	next := &r.d.Tokens[i+1]
	if r.sentence.Parsed {
		t := &r.d.Tokens[i]
		if t.Rel.Base() == "compound" {
			return t.Head > i && t.Head < len(r.d.Tokens) && r.nameOver(t.Head) == nil
		}
		if r.heads(i) {
			return false
		}
	}
	if next.Tag == text.PUNCT && next.Form == "-" && r.d.Tokens[i].Tight && next.Tight {
		return true
	}
	return next.Tag == text.NOUN && r.name[i+1] == 0 && r.amount[i+1] == 0
}
