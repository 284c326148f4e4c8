package what

import (
	"slices"
	"strings"

	"dateline/internal/record"
	"dateline/internal/rule"
	"dateline/internal/text"
)

// telling is one place in a report where an act is told: an account on its way.
type telling struct {
	record.Account
	hit       rule.Hit
	head      int // the token of the trigger that the others hang on
	tree      *tree
	sentence  int
	paragraph int
	actors    map[record.Role][]int // the tokens of its participants
	nominal   bool                  // told by a noun: "the clashes"
	distinct  bool                  // set apart from others by its words: "another camp"
	dated     bool                  // its time stands in its own sentence
	placed    bool                  // a place stands in its own sentence
	total     bool                  // a summary over several events
	borrowed  bool                  // told by a verb that takes its subject from the verb that it is joined to
	harmed    int                   // one more than the sentence of its last row of harm
	closed    int                   // how many of its rows of harm are of sentences before that one
	around    record.When           // its time, or else that of its paragraph
	old       bool                  // it lies so far back that it is news only if nothing newer of its kind is told
	later     bool                  // its time is that of what was done about the event: a call to the police
}

// tell makes a telling of a hit of the codebook, with all that its own sentence says.
func (r *reader) tell(h rule.Hit, t *tree, sentence int) *telling {
	told := &telling{hit: h, head: h.Head, tree: t, sentence: sentence, paragraph: r.paragraphs[sentence], actors: map[record.Role][]int{}}
	told.nominal = r.d.Tokens[h.Head].Tag == text.NOUN || r.d.Tokens[h.Head].Tag == text.PROPN
	told.borrowed = t.token(h.Head).Rel.Base() == "conj" && t.child(h.Head, "nsubj") < 0
	told.Act, told.Trigger, told.Sentence, told.Account.Origin = h.Act.Name, r.d.Cover(h.First, h.Last), sentence, h.Origin()
	r.setRealisation(told)
	r.setParticipants(told)
	told.distinct = r.setApart(told)
	r.setWhen(told)
	r.setBackground(told)
	r.setWhere(told)
	told.SaidBy = r.saidBy(told)
	r.setBlame(told)
	return told
}

// setApart reports whether the words of a telling set it apart from those before: "another camp was cleared", "a second attack".
func (r *reader) setApart(told *telling) bool {
	heads := []int{told.head}
	for _, part := range told.hit.Args {
		heads = append(heads, part.Token)
	}
	for _, i := range heads {
		for _, k := range told.tree.children(i, "det", "amod", "advmod") {
			if r.words.distinct[r.d.Tokens[k].Lemma] {
				return true
			}
		}
	}
	return false
}

// lendDoers gives a telling of a death or a wound without a doer those of the act that it happened in: "two men were killed in police firing".
func (r *reader) lendDoers(tellings []*telling) {
	for _, told := range tellings {
		if _, harm := r.words.harms[r.d.Tokens[told.head].Lemma]; !harm && r.groups[told.Act] != "violence" || len(told.ofRole(record.Initiator)) > 0 || !slices.Contains(told.hit.Act.Roles, "initiator") {
			continue
		}
		if i := r.strayDoer(told.tree, told.head); i >= 0 && r.actorAt(i) >= 0 {
			r.addParticipant(told, record.Initiator, i)
			continue
		}
		for _, k := range told.tree.children(told.head, "obl") {
			if r.onlyAfter(told, k) {
				continue
			}
			for _, other := range tellings {
				if other.head == k && (r.groups[other.Act] == "violence" || r.groups[other.Act] == "control") {
					told.Participants = append(told.Participants, other.ofRole(record.Initiator)...)
				}
			}
		}
	}
}

// onlyAfter reports whether somebody died not in what the noun at k tells but some time after it, of whatever cause: "died after a confrontation".
func (r *reader) onlyAfter(told *telling, k int) bool {
	c := told.tree.child(k, "case")
	return strings.HasSuffix(r.words.harms[r.d.Tokens[told.head].Lemma], " subject") && c >= 0 && r.words.afterwards[r.d.Tokens[c].Lemma]
}

// strayDoer returns the doer of the verb at i where the tree hangs it astray: "shot dead by police", where police hangs on dead, and "killed in police
// firing", where firing is taken for a verb of its own; -1 for none.
func (r *reader) strayDoer(t *tree, i int) int {
	for _, k := range t.children(i, "xcomp", "advmod") {
		for _, by := range t.children(k, "obl") {
			if c := t.child(by, "case"); c >= 0 && r.words.agents[t.token(c).Lemma] && t.passive(i) {
				return by
			}
		}
	}
	for _, k := range t.children(i, "obl") {
		if k+1 < t.s.Last && t.token(k+1).Feats.Has(text.Ger) && t.head(k+1) == i && t.child(k, "case") == k-1 && t.token(k).Tag == text.NOUN {
			return k
		}
	}
	return -1
}
