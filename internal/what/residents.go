package what

import "dateline/internal/text"

// residents returns the people of a thing at token i: "a camp of 400 migrants", "the camp where a hundred people live", "a hotel occupied by 200 people". It
// returns none for what is itself somebody.
func (r *reader) residents(t *tree, i int) []int {
	found := r.occupants(t, i)
	if n := r.headed[i]; n >= 0 {
		return found
	}
	for _, k := range t.children(i, "nmod") {
		if c := t.child(k, "case"); c >= 0 && r.words.holding[t.token(c).Lemma] && r.people(k) {
			found = append(found, k)
		}
	}
	for _, k := range t.children(i, "acl:relcl") {
		if s := t.child(k, "nsubj"); s >= 0 && !t.token(s).Feats.Has(text.Relative) && r.people(s) {
			found = append(found, s)
		}
	}
	if k := t.child(i, "acl:relcl"); k < 0 && i+1 < t.s.Last && r.words.wherein[t.token(i+1).Lemma] && t.head(i+1) > i {
		if s := t.child(t.head(i+1), "nsubj"); s >= 0 && r.people(s) {
			found = append(found, s)
		}
	}
	return found
}

// occupants returns those who occupy the place or the building at i: "a hotel occupied by 200 people".
func (r *reader) occupants(t *tree, i int) []int {
	if n := r.headed[i]; n >= 0 && r.d.Actors[n].Kind != text.Organisation {
		return nil
	}
	for _, k := range t.children(i, "acl") {
		for _, who := range t.children(k, "obl") {
			if c := t.child(who, "case"); c >= 0 && r.words.agents[t.token(c).Lemma] && r.countOf(who) >= 0 && t.participle(k) {
				return []int{who}
			}
		}
	}
	return nil
}
