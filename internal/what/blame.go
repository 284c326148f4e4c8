package what

import (
	"dateline/internal/record"
)

// guilt orders levels of blame: of several words over an act the one that is surest of who did it least counts.
var guilt = map[record.Blame]int{record.Fact: 0, record.Admitted: 1, record.Accused: 2, record.Suspected: 3, record.Possible: 4}

// setBlame says how sure a report is of who did an act of violence: words over the act ("accused of", "suspected of"), beside it ("allegedly") and before
// who did it ("a suspected gunman"), else who says so. An act without a doer has no blame.
func (r *reader) setBlame(told *telling) {
	if !bloody[r.groups[told.Act]] || len(told.ofRole(record.Initiator)) == 0 || told.Negated {
		return
	}
	told.Blame = record.Fact
	t := told.tree
	for i, steps := told.head, 0; i >= 0 && steps < deepest; i, steps = t.head(i), steps+1 {
		r.blameBy(told, t.children(i, "advmod", "aux")...)
		if i != told.head {
			r.blameBy(told, i)
		}
		if rel := t.token(i).Rel; rel == "acl:relcl" || rel.Base() == "parataxis" || rel.Base() == "conj" && i != told.head {
			break
		}
	}
	for _, i := range told.actors[record.Initiator] {
		r.blameBy(told, t.children(i, "amod", "compound")...)
		r.blameBy(told, i)
	}
	r.blameBySpeakers(told)
}

// blameBy applies what the words at some tokens say of who did an act.
func (r *reader) blameBy(told *telling, tokens ...int) {
	for _, i := range tokens {
		level := record.Blame(r.words.blame[r.d.Tokens[i].Lemma])
		if level != "" && (told.Blamed.Empty() || guilt[level] > guilt[told.Blame]) {
			told.Blame, told.Blamed = level, r.d.Tokens[i].Span
		}
	}
}

// blameBySpeakers says of an act that only others tell who accuses: it is admitted when the doer tells it, and an accusation when authorities do.
func (r *reader) blameBySpeakers(told *telling) {
	if !told.Blamed.Empty() || len(told.SaidBy) == 0 {
		return
	}
	speaker := told.SaidBy[0]
	first := r.tokenAt(speaker.Start)
	if first >= len(r.d.Tokens) || r.covered[first] < 0 {
		return
	}
	n := int(r.covered[first])
	for _, i := range told.actors[record.Initiator] {
		if a := r.actorAt(i); a >= 0 && r.firstMention(a) == r.firstMention(n) {
			told.Blame, told.Blamed = record.Admitted, speaker.Span
			return
		}
	}
	if authorities[r.d.Actors[n].Sector] {
		told.Blame, told.Blamed = record.Accused, speaker.Span
	}
}

// firstMention returns the first mention of the actor that actor n stands for.
func (r *reader) firstMention(n int) int {
	for steps := 0; r.d.Actors[n].Same >= 0 && steps < deepest; steps++ {
		n = r.d.Actors[n].Same
	}
	return n
}

// authorities are the sectors of those whose word is an accusation by the state.
var authorities = map[string]bool{"COP": true, "GOV": true, "JUD": true, "MIL": true}
