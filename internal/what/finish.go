package what

import (
	"fmt"
	"slices"
	"sort"

	"dateline/internal/record"
	"dateline/internal/text"
)

// threadSentences is how many sentences an act may stand behind the one that gives it its day or its place.
const threadSentences = 5

// thread gives accounts without a time or a place of their own those of the account told last before them, as a reader does. It does so
// only for what is told as having happened, outside of the background, and marks it with the origin "what.thread".
func (r *reader) thread(accounts []*telling) {
	ordered := append([]*telling(nil), accounts...)
	sort.SliceStable(ordered, func(i, j int) bool { return ordered[i].Trigger.Start < ordered[j].Trigger.Start })
	var timed, placed *telling
	for _, a := range ordered {
		if a.Background || a.total || !placeable[r.groups[a.Act]] {
			continue
		}
		if r.unreal(a) {
			if a.dated && a.Realisation == record.Happened {
				timed = a // "the march did not take place on Sunday. Fifty people gathered all the same"
			}
			continue
		}
		switch {
		case a.dated && (a.nominal && timed != nil || r.sinceThen(a) || sequels[a.Act]):
		case a.dated:
			timed = a
		case a.When.Empty() && timed != nil && a.sentence-timed.sentence <= threadSentences && r.goesOn(a):
			a.When = timed.When
			a.When.Origin = text.Origin{Rule: "what.thread", Version: r.words.version}
		}
		switch {
		case a.placed:
			placed = a
		case placed != nil && len(a.scenes()) == 0 && a.sentence-placed.sentence <= threadSentences && r.goesOn(a) && sameTime(a, placed):
			for _, w := range placed.Where {
				if w.Role == "scene" {
					w.Origin = text.Origin{Rule: "what.thread", Version: r.words.version}
					a.Where = append(a.Where, w)
				}
			}
		}
	}
}

// sinceThen reports whether the day of an account is only the first of those on which it went on: "have walked out since Monday".
func (r *reader) sinceThen(a *telling) bool {
	i := a.When.First - 1
	return !a.When.Empty() && i >= 0 && r.words.since[r.d.Tokens[i].Lemma]
}

// head gives an account that only the headline tells the time and the place of the first account below with which it shares somebody, for a headline
// tells what the report goes on to tell. The origin "what.headline" says so.
func (r *reader) head(accounts []*telling) {
	for _, a := range accounts {
		if !a.inHead(r.d.Head) || a.Background || r.unreal(a) || !placeable[r.groups[a.Act]] || len(a.Also) > 0 {
			continue
		}
		for _, b := range accounts {
			shared, _ := r.participantsShared(a, b)
			if b.inHead(r.d.Head) || b.Background || !b.dated || r.sinceThen(b) || !shared || !placeable[r.groups[b.Act]] || !samePlace(a, b) {
				continue
			}
			origin := text.Origin{Rule: "what.headline", Version: r.words.version}
			if a.When.Empty() {
				a.When, a.around = b.When, b.When
				a.When.Origin = origin
			}
			for _, w := range b.scenes() {
				if len(a.scenes()) == 0 || narrower([]record.Where{w}, a.scenes()) {
					w.Origin, a.Where = origin, []record.Where{w}
				}
			}
			break
		}
	}
}

// settle gives accounts of what happened, outside of the background and without any place, that of the dateline, else the town that the report
// speaks of most. The origin of such a place says where it was taken from.
func (r *reader) settle(accounts []*telling) {
	town, found := r.datelined()
	if !found {
		town, found = r.mostTold()
	}
	if !found {
		return
	}
	main, bloodshed := r.mainTime(accounts, nil), r.mainTime(accounts, func(a *telling) bool { return bloody[r.groups[a.Act]] })
	for _, a := range accounts {
		if a.total || r.unreal(a) || !placeable[r.groups[a.Act]] {
			continue
		}
		if a.Background || r.upToNow(a) && !counts(a) || r.olderThanReport(a, town) {
			r.settleAtHome(a, town)
			continue
		}
		if !has(a.Where, town) && r.lacksTown(a, town) && (a.When.From.IsZero() || main == nil || sameTime(a, main) || bloodshed != nil && sameTime(a, bloodshed)) {
			a.Where = append([]record.Where{{Place: town, Role: "scene"}}, a.Where...)
		}
	}
}

// olderThanReport reports whether a noun names an act that the report neither dates nor tells of ("the inquiry into the murder of the two nuns"), and of the town
// of the dateline nothing more is said: the town is only where others spoke of the act.
func (r *reader) olderThanReport(a *telling, town text.Place) bool {
	return a.nominal && a.When.Empty() && town.Origin.Rule == "what.dateline" && !r.toldAgain(town)
}

// settleAtHome gives an account of violence without any place the country of the dateline's town, where the report names it.
func (r *reader) settleAtHome(a *telling, town text.Place) {
	if len(a.Where) > 0 || town.Origin.Rule != "what.dateline" || r.groups[a.Act] != "violence" {
		return
	}
	for _, p := range r.d.Places {
		if p.Precision == "country" && p.Country == town.Country && !r.d.Lead.Holds(p.Span) {
			p.Origin = text.Origin{Rule: "what.dateline-country", Version: r.words.version}
			a.Where = []record.Where{{Place: p, Role: "scene"}}
			return
		}
	}
}

// lacksTown reports whether an account has no scene, or only such as may lie in a town or hold it: a street, the county. The dateline's town may be
// that of the reporter, so it stands for no part of a country or region.
func (r *reader) lacksTown(a *telling, town text.Place) bool {
	written := town.Origin.Rule == "what.dateline" && !r.toldAgain(town)
	for _, w := range a.Where {
		wide := contains(w.Place, town) && !(written && w.Precision != "admin2") || r.aroundOnly(&w.Place) && between(w.Place, town) < aroundTown
		if w.Role != "scene" || w.Precision != "" && !wide {
			return false
		}
	}
	return true
}

// upToNow reports whether an act is told in the English present perfect, as one of some time up to now: "has carried out deportations".
func (r *reader) upToNow(a *telling) bool {
	for _, k := range a.tree.children(a.tree.clause(a.head), "aux") {
		if aux := &r.d.Tokens[k]; aux.Lemma == "have" && aux.Feats.Has(text.Pres) {
			return true
		}
	}
	return false
}

// datelined returns the town of the dateline.
func (r *reader) datelined() (text.Place, bool) {
	for _, p := range r.d.Places {
		if r.d.Lead.Holds(p.Span) && p.Precision == "town" {
			p.Origin = text.Origin{Rule: "what.dateline", Version: r.words.version}
			return p, true
		}
	}
	return text.Place{}, false
}

// aroundTown is how many kilometres from a town what is told to be around another may lie.
const aroundTown = 60

// toldAgain reports whether the report names the town of its dateline below as well.
func (r *reader) toldAgain(town text.Place) bool {
	for n := range r.d.Places {
		if p := &r.d.Places[n]; p.Gazetteer == town.Gazetteer && !r.d.Lead.Holds(p.Span) && !r.d.Head.Holds(p.Span) && p.Part != "home" {
			return true
		}
	}
	return false
}

// counts reports whether an account tells how many were harmed.
func counts(a *telling) bool {
	for _, h := range a.Harm {
		if h.Low.Known && !h.Total {
			return true
		}
	}
	return false
}

// mainTime returns the first account with a time of its own, among those that fit, which tells when the report's own event was; nil when there is none.
func (r *reader) mainTime(accounts []*telling, fits func(*telling) bool) *telling {
	for _, a := range accounts {
		if a.dated && !a.Background && !a.total && !r.sinceThen(a) && (fits == nil || fits(a)) {
			return a
		}
	}
	return nil
}

// placeable is the groups of acts that happen at a place.
var placeable = map[string]bool{"control": true, "violence": true, "protest": true, "harm": true, "movement": true, "help": true}

// mostTold returns the first mention of the town that the report speaks of most; a mention in the paragraph of the first act counts twice, one that only
// says where somebody is from counts half, and of towns named as often the one named first is taken. found is false when there is none.
func (r *reader) mostTold() (most text.Place, found bool) {
	times := map[string]int{}
	for n := range r.d.Places {
		p := &r.d.Places[n]
		if p.Precision != "town" || r.inPersonsName(p.Span) || r.inOrganisation(p) {
			continue
		}
		weight := 4
		if p.Part == "home" {
			weight = 2
		}
		if r.aroundOnly(p) || r.ofHospital(p) {
			weight = 1
		}
		if r.inFirstParagraph(p.First) {
			weight *= 2
		}
		times[p.Gazetteer] += weight
	}
	for n := range r.d.Places {
		p := &r.d.Places[n]
		if times[p.Gazetteer] > 0 && p.Precision == "town" && (!found || times[p.Gazetteer] > times[most.Gazetteer]) {
			most, found = *p, true
		}
	}
	most.Origin = text.Origin{Rule: "what.most-told", Version: r.words.version}
	return most, found
}

// inPersonsName reports whether the words of a place stand in the name of a person.
func (r *reader) inPersonsName(s text.Span) bool {
	n := sort.Search(len(r.d.Names), func(n int) bool { return r.d.Names[n].Span.End > s.Start })
	return n < len(r.d.Names) && r.d.Names[n].Type == text.PER && r.d.Names[n].Meets(s)
}

// private is the sectors of organisations whose names say little about where things happen: the Boston Consulting Group.
var private = map[string]bool{"BUS": true, "LAB": true, "SOC": true, "PTY": true, "JRN": true, "UAF": true, "REB": true}

// inOrganisation reports whether a place is only a part of the name of a private organisation, and told nowhere else: "the Highland Workers' Union".
func (r *reader) inOrganisation(p *text.Place) bool {
	if k := r.covered[p.First]; k < 0 || !private[r.d.Actors[k].Sector] {
		return false
	}
	n := sort.Search(len(r.d.Names), func(n int) bool { return r.d.Names[n].Span.End > p.Start })
	if n == len(r.d.Names) || r.d.Names[n].Type != text.ORG || !r.d.Names[n].Meets(p.Span) || r.d.Names[n].Span == p.Span {
		return false
	}
	return !slices.ContainsFunc(r.d.Places, func(other text.Place) bool {
		return other.Gazetteer == p.Gazetteer && other.Name == p.Name && other.Span != p.Span && !r.namesActor(&other)
	})
}

// inFirstParagraph reports whether token i stands in the paragraph of the first act told.
func (r *reader) inFirstParagraph(i int) bool {
	n := r.sentenceOf(i)
	return n >= 0 && r.paragraphs[n] <= r.paragraphs[r.firstTold]
}

// goesOn reports whether an account is told in the simple past or by a noun that refers back, and so goes on with what was told before.
func (r *reader) goesOn(a *telling) bool {
	if a.nominal {
		return r.definite(a)
	}
	verb := &r.d.Tokens[a.head]
	if verb.Feats.Has(text.Past|text.Fin) || verb.Feats.Has(text.Part) || verb.Feats.Has(text.Inf) || verb.Feats.Has(text.Ger) {
		return !r.upToNow(a)
	}
	return false
}

// finished returns the accounts as they leave, in order of their triggers, with names and confidence.
func (r *reader) finished(accounts []*telling) []record.Account {
	sort.SliceStable(accounts, func(i, j int) bool { return accounts[i].Trigger.Start < accounts[j].Trigger.Start })
	var all []record.Account
	for n, a := range accounts {
		a.ID = fmt.Sprintf("%s-%d", a.Act, a.Trigger.Start)
		known := r.grounds(a, n == 0)
		a.Confidence = r.confidence.of(known)
		if r.asked != nil {
			r.asked.grounds = append(r.asked.grounds, known)
		}
		sort.SliceStable(a.Also, func(i, j int) bool { return a.Also[i].Start < a.Also[j].Start })
		sort.SliceStable(a.Participants, func(i, j int) bool { return rankOf(a.Participants[i].Role) < rankOf(a.Participants[j].Role) })
		all = append(all, a.Account)
	}
	return all
}

// rankOf returns the place of a role in the order in which participants are told.
func rankOf(role record.Role) int {
	for n, other := range []record.Role{record.Initiator, record.Target, record.Intervener, record.Beneficiary, record.Instrument, record.Bystander} {
		if role == other {
			return n
		}
	}
	return len(role) + 10
}
