package said

import (
	"slices"
	"strings"

	"dateline/internal/record"
	"dateline/internal/text"
)

// quote is a quote on its way, with the tokens of its words.
type quote struct {
	record.Quote
	first, last int // its tokens, both included
	cue         int // the token of its cue, -1 for none
	dropped     bool
}

// indirect returns the clauses that somebody is reported to have said: before a tag at the end of a sentence, and wherever the tree shows one.
func (r *reader) indirect() []quote {
	var found []quote
	for _, s := range r.d.Sentences {
		at, verb := r.tailQuote(s)
		found = append(found, at...)
		found = append(found, r.headed(s)...)
		if !s.Parsed {
			continue
		}
		for i := s.First; i < s.Last; i++ {
			if r.quoted[i] >= 0 || i == verb {
				continue
			}
			if n := r.words.sourceAt(r.d, i); n > 0 {
				found = append(found, r.accordingTo(s, i, n)...)
			} else if k := r.words.kindOf(&r.d.Tokens[i]); k.clausal() {
				found = append(found, r.clauseOf(s, i, k)...)
			} else if k == judges || k == names || r.words.mayLead(r.d, i) {
				found = append(found, r.judged(s, i)...)
			} else if r.misread(s, i) {
				found = append(found, r.misreadQuote(s, i)...)
			}
		}
	}
	return found
}

// clauseOf returns what the verb of saying at i of s brings in, if anything.
func (r *reader) clauseOf(s text.Sentence, i int, k kind) []quote {
	if r.child(s, i, "aux:pass") >= 0 && r.child(s, i, "obl:agent") < 0 && k != tells {
		return nil // "is said to": nobody says it
	}
	t := &r.d.Tokens[i]
	clause := r.child(s, i, "ccomp")
	if clause < 0 && k == asks {
		clause = r.child(s, i, "xcomp")
	}
	switch {
	case clause >= 0 && k == asks:
		return r.asked(s, clause, i)
	case clause >= 0:
		return r.complements(s, clause, i)
	case t.Rel.Base() == "parataxis" && t.Head >= 0:
		return r.quoteAround(s, t.Head, i, i)
	case t.Rel.Base() == "advcl" && t.Head >= 0 && r.child(s, i, "mark", "advmod") >= 0 && r.asReported(s, i):
		return r.quoteAround(s, t.Head, i, i)
	}
	return r.topic(s, i)
}

// asked returns what the verb of asking or promising at i brings in by the clause at top, with those who are to do it: "urged ‹the firm to leave›".
func (r *reader) asked(s text.Sentence, top, i int) []quote {
	first, last := r.subtree(s, top)
	if object := r.child(s, i, "obj"); object > i && object < first {
		first, _ = r.subtree(s, object)
	}
	if r.quotedIn(s, top) {
		return r.complements(s, top, i)
	}
	return r.matterOf(s, first, last, i)
}

// matterOf returns as a quote what the tokens first..last of s are: no words that somebody says, but what somebody asks for, promises, judges or speaks of.
func (r *reader) matterOf(s text.Sentence, first, last, i int) []quote {
	found := r.quoteOf(s, first, last, i)
	for n := range found {
		found[n].Origin = r.words.origin("matter")
	}
	return found
}

// topic returns the noun phrase that the verb at i speaks of, behind an adposition that the list names with the verb: "called for ‹an inquiry›".
func (r *reader) topic(s text.Sentence, i int) []quote {
	for k := i + 1; k < s.Last; k++ {
		t := &r.d.Tokens[k]
		if t.Head != i || t.Rel.Base() != "obl" && t.Rel.Base() != "advcl" {
			continue
		}
		c := r.child(s, k, "case", "mark")
		if c < i || r.quoted[k] >= 0 || !r.words.topics[r.d.Tokens[i].Lemma+" "+r.d.Tokens[c].Lemma] {
			continue
		}
		_, last := r.subtree(s, k)
		return r.matterOf(s, c+1, last, i)
	}
	return nil
}

// misread reports whether the noun at i is a verb of saying that was taken for a noun: "The Post reports that …".
func (r *reader) misread(s text.Sentence, i int) bool {
	t := &r.d.Tokens[i]
	return t.Tag == text.NOUN && t.Feats.Has(text.Plur) && i > s.First && i+1 < s.Last && r.d.Tokens[i-1].Tag == text.PROPN && r.d.Tokens[i+1].Tag == text.SCONJ &&
		r.words.cues[t.Lemma].clausal()
}

// misreadQuote returns what follows such a noun, said by whom stands before it.
func (r *reader) misreadQuote(s text.Sentence, i int) []quote {
	clause := r.child(s, i, "acl", "ccomp")
	if clause < 0 {
		return nil
	}
	_, last := r.subtree(s, clause)
	found := r.quoteOf(s, i+1, last, i)
	for n := range found {
		found[n].Speaker = r.speakerAt(s, r.head(i-1))
		if span := r.d.Cover(i-1, i-1); found[n].Speaker.Span.End > r.d.Tokens[i].Start || found[n].Speaker.Empty() {
			found[n].Speaker = record.Speaker{Span: span, Name: r.d.At(span)}
		}
	}
	return found
}

// quotedIn reports whether words of the clause at token top stand in quotation marks.
func (r *reader) quotedIn(s text.Sentence, top int) bool {
	first, last := r.subtree(s, top)
	for i := first; i <= last; i++ {
		if r.quoted[i] >= 0 {
			return true
		}
	}
	return false
}

// judged returns what the verb at i of s speaks of: "called for ‹an inquiry›", "called ‹the raid a shame›", "criticised ‹the raid›".
func (r *reader) judged(s text.Sentence, i int) []quote {
	if found := r.topic(s, i); found != nil {
		return found
	}
	return r.namingOf(s, i)
}

// namingOf returns the object of the verb at i of s with what is said of it.
func (r *reader) namingOf(s text.Sentence, i int) []quote {
	object := r.child(s, i, "obj")
	if object < i || r.quoted[object] >= 0 {
		return nil
	}
	first, end := r.subtree(s, object)
	last := end
	for k := end + 1; k < s.Last && r.d.Tokens[k].Head >= 0 && r.under(k, i); k++ {
		rel := r.d.Tokens[k].Rel.Base()
		if up := r.d.Tokens[k].Head; up == i && rel != "xcomp" && rel != "obl" && rel != "advcl" && rel != "punct" && rel != "obj" {
			break
		}
		last = k
	}
	if r.words.kindOf(&r.d.Tokens[i]) == names && last == end {
		return nil // "called the government" by telephone
	}
	for k := first; k <= last; k++ {
		if r.quoted[k] >= 0 {
			return r.quoteOf(s, first, last, i)
		}
	}
	return r.matterOf(s, first, last, i)
}

// headed returns what a headline says behind a name and a colon: "Dumont: Camp must go".
func (r *reader) headed(s text.Sentence) []quote {
	if s.First > 0 && !r.d.Head.Holds(s.Span) || s.Last-s.First < 6 {
		return nil
	}
	n := r.actors[s.First]
	if n < 0 || r.d.Actors[n].Last+4 > s.Last || r.d.Tokens[r.d.Actors[n].Last+1].Form != ":" || r.d.Actors[n].Kind == text.Country || r.isPlace(&r.d.Actors[n]) {
		return nil
	}
	colon := r.d.Actors[n].Last + 1
	if r.quoted[colon+1] >= 0 || r.quoted[min(colon+2, s.Last-1)] >= 0 {
		return nil
	}
	q := quote{first: colon + 1, last: s.Last - 1, cue: -1}
	q.Span, q.Origin, q.Speaker = r.d.Cover(colon+1, s.Last-1), r.words.origin("headline"), r.actor(int(n))
	return []quote{q}
}

// isPlace reports whether the words of an actor name a place elsewhere in the report: in "Dieppe: camp cleared" the town says nothing.
func (r *reader) isPlace(a *text.Actor) bool {
	words := r.d.At(a.Span)
	return slices.ContainsFunc(r.d.Places, func(p text.Place) bool { return strings.EqualFold(r.d.At(p.Span), words) })
}

// complements returns the clause at top that the verb of saying at i takes, and apart from it those that are joined to it with a "that" of their own.
func (r *reader) complements(s text.Sentence, top, i int) []quote {
	first, last := r.subtree(s, top)
	if first < i && i < last {
		return r.quoteAround(s, top, i, i)
	}
	var found []quote
	for k := s.First; k < s.Last; k++ {
		t := &r.d.Tokens[k]
		if t.Head != top || t.Rel.Base() != "conj" || k < top {
			continue
		}
		if mark := r.child(s, k, "mark"); mark >= 0 && (r.d.Tokens[mark].Lemma == "that" || r.d.Tokens[mark].Lemma == "que") {
			from, to := r.subtree(s, k)
			for from < mark && r.d.Tokens[from].Tag != text.SCONJ {
				from++
			}
			found = append(found, r.quoteOf(s, from, to, i)...)
			last = min(last, mark-1)
			for last > top && (r.d.Tokens[last].Tag == text.CCONJ || r.d.Tokens[last].Tag == text.PUNCT) {
				last--
			}
		}
	}
	if len(found) == 0 && first > i {
		last = r.toPause(s, last)
	}
	return append(r.quoteOf(s, first, last, i), found...)
}

// toPause returns the last token of the words from token last on up to the next comma or other mark: what the tree hangs on the verb of saying at the
// end of a clause is mostly a part of what is said.
func (r *reader) toPause(s text.Sentence, last int) int {
	end := last
	for end+1 < s.Last && r.d.Tokens[end+1].Tag != text.PUNCT && r.quoted[end+1] < 0 {
		if r.words.kindOf(&r.d.Tokens[end+1]) != "" || r.d.Tokens[end+1].Tag == text.CCONJ {
			return last
		}
		end++
	}
	return end
}

// segment returns the tokens of s between the semicolons and colons around token i.
func (r *reader) segment(s text.Sentence, i int) (first, last int) {
	divides := func(k int) bool {
		f := r.d.Tokens[k].Form
		return (f == ";" || f == ":") && r.quoted[k] < 0
	}
	first, last = i, i
	for first > s.First && !divides(first-1) {
		first--
	}
	for last+1 < s.Last && !divides(last+1) {
		last++
	}
	return first, last
}

// asReported reports whether the verb at i hangs on "as": as the paper reports, comme l'a dit le maire.
func (r *reader) asReported(s text.Sentence, i int) bool {
	mark := r.child(s, i, "mark", "advmod")
	lemma := r.d.Tokens[mark].Lemma
	return (lemma == "as" || lemma == "comme") && r.child(s, i, "obj", "xcomp") < 0
}

// accordingTo returns the clause that words such as "according to", the n tokens from i on, bring in.
func (r *reader) accordingTo(s text.Sentence, i, n int) []quote {
	source := r.d.Tokens[i].Head
	if source < i+n || source >= s.Last {
		source = r.nounFrom(s, i+n)
	}
	if source == nobody || r.d.Tokens[source].Feats.Has(text.Relative) {
		return nil
	}
	aside, clause := source, r.d.Tokens[source].Head
	for range deepest {
		if clause < 0 || isClause(r.d.Tokens[clause].Rel) && r.d.Tokens[clause].Tag != text.ADP && clause != i {
			break
		}
		aside, clause = clause, r.d.Tokens[clause].Head
	}
	if clause < 0 {
		return nil
	}
	found := r.quoteAround(s, clause, aside, i)
	for q := range found {
		found[q].Cue = r.d.Cover(i, i+n-1)
		found[q].cue = i
		found[q].Speaker = r.speakerAt(s, r.head(source))
		if behind := r.d.Tokens[i+n].Start; found[q].Speaker.Start < behind && found[q].Speaker.Span.End > behind && i+n <= source {
			found[q].Speaker.Start = behind // the cue is no part of who says so
			found[q].Speaker.Name = r.d.At(found[q].Speaker.Span)
		}
	}
	return found
}

// nounFrom returns the first noun or name from token i on, nobody when none comes before a comma.
func (r *reader) nounFrom(s text.Sentence, i int) int {
	for ; i < s.Last; i++ {
		switch r.d.Tokens[i].Tag {
		case text.NOUN, text.PROPN, text.PRON:
			return i
		case text.PUNCT, text.VERB:
			return nobody
		}
	}
	return nobody
}

// isClause reports whether a token with this relation heads a clause of its own.
func isClause(rel text.Rel) bool {
	switch rel.Base() {
	case "root", "ccomp", "advcl", "parataxis":
		return true
	}
	return rel == "acl:relcl"
}

// quoteAround returns the quote of the clause headed by top, without what hangs under aside; cue is the token of the cue.
// Where words stand on both sides of aside, the quote goes over it.
func (r *reader) quoteAround(s text.Sentence, top, aside, cue int) []quote {
	first, last := -1, -1
	from, to := r.segment(s, cue)
	for i := from; i <= to; i++ {
		if r.d.Tokens[i].Tag == text.PUNCT || !r.under(i, top) || r.under(i, aside) && !r.under(top, aside) {
			continue
		}
		if first < 0 {
			first = i
		}
		last = i
	}
	if first < 0 {
		return nil
	}
	return r.quoteOf(s, first, last, cue)
}

// quoteOf returns the quote of the tokens first..last of s with the cue at token i, none when nothing is left of it without its border words.
func (r *reader) quoteOf(s text.Sentence, first, last, i int) []quote {
	for first < last && (r.d.Tokens[first].Tag == text.PUNCT && r.quoted[first+1] < 0 || r.d.Tokens[first].Rel.Base() == "mark" && r.d.Tokens[first].Tag == text.SCONJ) {
		first++
	}
	for last > first && (r.d.Tokens[last].Tag == text.PUNCT && r.quoted[last-1] < 0 || r.d.Tokens[last].Tag == text.CCONJ) {
		last--
	}
	if last-first < 1 {
		return nil
	}
	q := quote{first: first, last: last, cue: i}
	q.Span, q.Origin = r.d.Cover(first, last), r.words.origin("indirect")
	q.Cue = r.d.Tokens[i].Span
	q.Speaker = r.speakerAt(s, r.doer(s, i, s.First))
	return []quote{q}
}
