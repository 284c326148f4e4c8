package what

import "dateline/internal/text"

// deepest is the most steps up a tree that are taken; a broken tree with a ring ends there.
const deepest = 60

// tree is one sentence with the children of each of its tokens.
type tree struct {
	d    *text.Document
	s    text.Sentence
	kids [][]int32 // by token, counted from the first of the sentence; empty when the sentence is not parsed
}

func newTree(d *text.Document, s text.Sentence) *tree {
	t := &tree{d: d, s: s, kids: make([][]int32, s.Last-s.First)}
	if !s.Parsed {
		return t
	}
	for i := s.First; i < s.Last; i++ {
		if head := d.Tokens[i].Head; head >= s.First && head < s.Last && head != i {
			t.kids[head-s.First] = append(t.kids[head-s.First], int32(i))
		}
	}
	return t
}

// token returns token i of the document.
func (t *tree) token(i int) *text.Token { return &t.d.Tokens[i] }

// has reports whether token i stands in the sentence.
func (t *tree) has(i int) bool { return i >= t.s.First && i < t.s.Last }

// head returns the token that i hangs on, -1 at the root and in a sentence without a tree.
func (t *tree) head(i int) int {
	if !t.s.Parsed || !t.has(i) || !t.has(t.d.Tokens[i].Head) || t.d.Tokens[i].Head == i {
		return -1
	}
	return t.d.Tokens[i].Head
}

// child returns the first child of i with one of the relations, -1 for none; a relation without a subtype stands for all of them.
func (t *tree) child(i int, rels ...text.Rel) int {
	if !t.has(i) {
		return -1
	}
	for _, rel := range rels {
		for _, kid := range t.kids[i-t.s.First] {
			if is(t.token(int(kid)).Rel, rel) {
				return int(kid)
			}
		}
	}
	return -1
}

// children returns all children of i with one of the relations, in order of position.
func (t *tree) children(i int, rels ...text.Rel) []int {
	var found []int
	if !t.has(i) {
		return nil
	}
	for _, kid := range t.kids[i-t.s.First] {
		for _, rel := range rels {
			if is(t.token(int(kid)).Rel, rel) {
				found = append(found, int(kid))
				break
			}
		}
	}
	return found
}

// is reports whether have is the relation want, or a subtype of it.
func is(have, want text.Rel) bool { return have == want || have.Base() == want }

// under reports whether token i hangs under top, or is it.
func (t *tree) under(i, top int) bool {
	for range deepest {
		if i == top {
			return true
		}
		if i = t.head(i); i < 0 {
			return false
		}
	}
	return false
}

// span returns the first and last token that hang under top.
func (t *tree) span(top int) (first, last int) {
	first, last = top, top
	stack := []int{top}
	for steps := 0; len(stack) > 0 && steps < len(t.kids)+1; steps++ {
		i := stack[len(stack)-1]
		stack = stack[:len(stack)-1]
		first, last = min(first, i), max(last, i)
		for _, kid := range t.kids[i-t.s.First] {
			stack = append(stack, int(kid))
		}
	}
	return first, last
}

// clause returns the head of the clause that token i stands in: itself when it is a verb that heads one, else the nearest such token above it;
// the root when there is none between. It returns i in a sentence without a tree.
func (t *tree) clause(i int) int {
	for range deepest {
		if t.headsClause(i) {
			return i
		}
		up := t.head(i)
		if up < 0 {
			return i
		}
		i = up
	}
	return i
}

// headsClause reports whether token i is the head of a clause.
func (t *tree) headsClause(i int) bool {
	switch t.token(i).Rel.Base() {
	case "root", "ccomp", "advcl", "parataxis", "csubj", "xcomp":
		return true
	case "acl":
		return t.token(i).Tag == text.VERB || t.token(i).Rel == "acl:relcl"
	case "conj":
		up := t.head(i)
		return up >= 0 && t.token(i).Tag == text.VERB || t.child(i, "nsubj", "cop") >= 0
	}
	return false
}

// subject returns who does or undergoes the verb at i: its own subject, else that of the verb it hangs on as "to clear" on "tried".
// The noun before a relative clause stands for its "who". passive tells that the verb is in the passive. It returns -1 for none.
func (t *tree) subject(i int) (subject int, passive bool) {
	for range deepest {
		if s := t.child(i, "nsubj", "csubj"); s >= 0 {
			if t.token(s).Feats.Has(text.Relative) && t.token(i).Rel.Base() == "acl" && t.head(i) >= 0 {
				return t.head(i), t.passive(i)
			}
			return s, t.passive(i)
		}
		up := t.head(i)
		if up < 0 {
			return -1, t.passive(i)
		}
		switch t.token(i).Rel.Base() {
		case "conj", "xcomp", "advcl":
			if t.passive(i) {
				return t.borrowed(up), true
			}
			i = up
		case "acl":
			return up, t.participle(i)
		default:
			return -1, t.passive(i)
		}
	}
	return -1, false
}

// borrowed returns the subject of the verb at i, whatever its voice; -1 for none.
func (t *tree) borrowed(i int) int {
	s, _ := t.subject(i)
	return s
}

// passive reports whether the verb at i is in the passive.
func (t *tree) passive(i int) bool {
	return t.child(i, "nsubj:pass", "aux:pass", "csubj:pass", "obl:agent") >= 0 || t.token(i).Feats.Has(text.Passive) || t.participle(i)
}

// participle reports whether the verb at i is a past participle that stands without an auxiliary: "the men arrested", "crushed to death".
func (t *tree) participle(i int) bool {
	tok := t.token(i)
	if !tok.Feats.Has(text.Part|text.Past) || t.child(i, "aux") >= 0 {
		return false
	}
	switch tok.Rel.Base() {
	case "acl":
		return tok.Rel != "acl:relcl"
	case "amod", "advcl", "xcomp":
		return true
	}
	return false
}
