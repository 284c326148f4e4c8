package link

import (
	"fmt"
	"math"
	"math/bits"
	"slices"
	"strings"

	"dateline/internal/record"
)

// The grounds for and against a link, as linking.tsv names them.
const (
	base             = "base"
	sameAct          = "same act"
	toldAs           = "told as"
	minorAct         = "minor act"
	sameReport       = "same report"
	otherRealisation = "realisation"
	otherNegation    = "negation"

	sameDay       = "same day"
	nextDay       = "next day"
	within        = "within"
	withinYear    = "within a year"
	otherTime     = "other time"
	toldSameDay   = "told about the same day"
	toldSameWeek  = "told within the week"
	toldSameMonth = "told within the month"
	toldFarApart  = "told far apart"
	noTime        = "no time"

	samePlace    = "same place"
	nearby       = "nearby"
	inside       = "inside"
	farApart     = "far"
	otherCountry = "other country"
	noPlace      = "no place"
	sharedTown   = "a town of both reports"

	samePerson  = "same person"
	sameGroup   = "same group"
	otherPerson = "other person"
	sharedName  = "shared name"
	sharedNames = "shared names"
	otherNames  = "other names"
	sameFigure  = "same figure"
	otherFigure = "other figure"
	sameWords   = "same words"
)

// ground is one ground, weighed.
type ground struct {
	of, name string
	weight   float64
	number   float64 // what it counts: days, kilometres, a share
	words    string
}

// reason writes a ground for people.
func (g ground) reason() record.Reason {
	detail := g.name
	switch {
	case g.words != "":
		detail += ": " + g.words
	case g.name == nearby || g.name == farApart:
		detail = fmt.Sprintf("%.0f km apart", g.number)
	case g.name == otherTime || g.name == toldFarApart:
		detail = fmt.Sprintf("%s: %.0f days apart", g.name, g.number)
	case g.name == sameWords:
		detail = fmt.Sprintf("%.0f %% of the words are the same", 100*g.number)
	case g.name == sharedNames:
		detail = fmt.Sprintf("%.0f names of the reports are the same", g.number)
	}
	return record.Reason{Of: g.of, Detail: detail, Weight: math.Round(g.weight*100) / 100}
}

// weighing gathers the grounds of one comparison.
type weighing struct {
	*knowledge
	a, b *Telling
	mute bool // only the sum is wanted
	all  []ground
	sum  float64
}

// weigh adds a ground by a share of its weight.
func (w *weighing) weigh(of, name string, share, number float64, words string) {
	weight := w.weights[name] * share
	if weight != 0 && !w.mute {
		w.all = append(w.all, ground{of, name, weight, number, words})
	}
	w.sum += weight
}

// Compare scores from 0 to 1 whether two tellings tell one event, with the grounds. The score is the likelihood that the weights
// of linking.tsv give. It does not depend on which comes first.
func (l *Linker) Compare(a, b *Telling) (float64, []record.Reason) {
	score := l.Score(a, b)
	if score < Kept {
		return score, nil
	}
	w, _ := l.weighed(a, b, false)
	return score, w.reasons()
}

// Score is the score of Compare, without the grounds.
func (l *Linker) Score(a, b *Telling) float64 {
	_, score := l.weighed(a, b, true)
	return score
}

// weighed weighs all grounds, and gives the likelihood that follows from them.
func (l *Linker) weighed(a, b *Telling, mute bool) (w weighing, score float64) {
	grade := l.grade(a.Act, b.Act)
	if grade == 0 || a.ID == b.ID {
		return w, 0
	}
	if before(b, a) < 0 {
		a, b = b, a
	}
	w = weighing{knowledge: l.knowledge, a: a, b: b, mute: mute}
	if !mute {
		w.all = make([]ground, 0, 16)
	}
	w.act(grade)
	w.time()
	w.place()
	w.people()
	w.figures()
	w.sentences()
	return w, 1 / (1 + math.Exp(-w.sum))
}

// reasons writes the grounds, the weightiest first.
func (w *weighing) reasons() []record.Reason {
	slices.SortStableFunc(w.all, func(a, b ground) int { return -compareAbs(a.weight, b.weight) })
	var all []record.Reason
	for _, g := range w.all {
		if g.name != base {
			all = append(all, g.reason())
		}
	}
	return all
}

func compareAbs(a, b float64) int {
	switch a, b = math.Abs(a), math.Abs(b); {
	case a < b:
		return -1
	case a > b:
		return 1
	}
	return 0
}

func (w *weighing) act(grade float64) {
	w.weigh("", base, 1, 0, "")
	if w.a.Act == w.b.Act {
		w.weigh("act", sameAct, 1, 0, w.a.Act)
	} else {
		w.weigh("act", toldAs, grade, 0, w.a.Act+", "+w.b.Act)
	}
	if w.minor[w.a.Act] && w.minor[w.b.Act] {
		w.weigh("act", minorAct, 1, 0, "")
	}
	switch {
	case w.a.Report != w.b.Report:
	case w.a.Act == w.b.Act:
		w.weigh("words", sameReport, 1, 0, "")
	default: // told by two words in one report, and not taken for one account
		w.weigh("words", sameReport, 1.5, 0, "")
	}
	if away := apart(w.a.Realisation, w.b.Realisation); away > 0 {
		w.weigh("act", otherRealisation, away, 0, string(w.a.Realisation)+", "+string(w.b.Realisation))
	}
	if w.a.Negated != w.b.Negated && w.a.Realisation != record.Denied && w.b.Realisation != record.Denied {
		w.weigh("act", otherNegation, 1, 0, "")
	}
}

// apart says how far two realisations lie apart: 0 for those that one event is told by, 1 for what cannot be told of one.
func apart(a, b record.Realisation) float64 {
	if a == b || took(a) && took(b) || a == record.Denied || b == record.Denied {
		return 0
	}
	if took(a) != took(b) && (a == record.Attempted || b == record.Attempted) {
		return 0.5
	}
	if took(a) || took(b) {
		return 1
	}
	return 0.3
}

// took reports whether an act of this realisation took place.
func took(r record.Realisation) bool { return r == record.Happened || r == record.Ongoing }

// sentences weighs common words of the sentences that tell the accounts.
func (w *weighing) sentences() {
	if w.a.Language != w.b.Language || len(w.a.Words) < 3 || len(w.b.Words) < 3 {
		return
	}
	if share := likeness(w.a.Words, w.b.Words); share > 0 {
		w.weigh("words", sameWords, share, share, "")
	}
}

// likeness estimates from two sketches what share of all words is common: of the least hashes of both, those that both have.
func likeness(a, b []uint32) float64 {
	i, j, common, seen := 0, 0, 0, 0
	for ; seen < min(mostWords, max(len(a), len(b))) && (i < len(a) || j < len(b)); seen++ {
		switch {
		case j == len(b) || i < len(a) && a[i] < b[j]:
			i++
		case i == len(a) || b[j] < a[i]:
			j++
		default:
			i, j, common = i+1, j+1, common+1
		}
	}
	if seen == 0 {
		return 0
	}
	return float64(common) / float64(seen)
}

// figures weighs counts of people, by kind of harm.
func (w *weighing) figures() {
	for _, x := range w.a.Harm {
		y, found := sameKind(w.b.Harm, x)
		if !found || x.Total {
			continue
		}
		words := x.Kind
		switch gap := gapOf(x, y); {
		case gap == 0 && x.Best.Value > 2:
			w.weigh("harm", sameFigure, 1.5, 0, words)
		case gap == 0:
			w.weigh("harm", sameFigure, 1, 0, words)
		case gap < 0.35:
		case x.Kind == "dead" && w.a.Published != w.b.Published && x.Best.Value < y.Best.Value:
			w.weigh("harm", otherFigure, 0.3, 0, words+" rose")
		default:
			w.weigh("harm", otherFigure, min(1, gap), 0, words)
		}
	}
}

// sameKind finds the figure of the same kind that agrees best.
func sameKind(all []record.Harm, x record.Harm) (best record.Harm, found bool) {
	for _, y := range all {
		if y.Kind == x.Kind && y.Things == x.Things && !y.Total && (!found || gapOf(x, y) < gapOf(x, best)) {
			best, found = y, true
		}
	}
	return best, found
}

// gapOf is how far apart two figures lie: 0 when they may be equal, else the gap as a share of the greater.
func gapOf(x, y record.Harm) float64 {
	lowX, highX := bounds(x)
	lowY, highY := bounds(y)
	gap := max(lowX-highY, lowY-highX)
	if gap <= 0 {
		return 0
	}
	return gap / max(lowX, lowY)
}

// bounds are the least and greatest value of a figure; one without a high is open above.
func bounds(h record.Harm) (low, high float64) {
	low, high = h.Low.Value, math.Inf(1)
	if !h.Low.Known {
		low = h.Best.Value
	}
	if h.High.Known {
		high = h.High.Value
	}
	return low, high
}

// people weighs the names and groups of two accounts and their reports.
func (w *weighing) people() {
	both, bothNear, either, othersNear := w.shared()
	nearA, nearB := w.a.Near&w.a.Persons, w.b.Near&w.b.Persons
	if w.a.Report == w.b.Report {
		both, either = nil, nil
	}
	switch {
	case bothNear > 0:
		w.weigh("participants", samePerson, 1+0.3*float64(bothNear-1), float64(bothNear), "")
	case nearA != 0 && nearB != 0:
		w.weigh("participants", otherPerson, 0.5, 0, "")
	}
	named := min(bits.OnesCount32(w.a.Persons), bits.OnesCount32(w.b.Persons))
	switch {
	case len(both) >= 2:
		w.weigh("words", sharedNames, min(1, 0.5+0.25*float64(len(both)-2)), float64(len(both)), "")
	case len(both) == 1:
		w.weigh("words", sharedName, 1, 1, "")
	case named > 0 && w.a.Report != w.b.Report:
		w.weigh("words", otherNames, min(1, 0.5*float64(named)), 0, "")
	}
	if n := len(either); n > 0 {
		w.weigh("words", sharedName, 0.35*min(3, float64(n))+0.35*min(2, float64(othersNear)), float64(n), "")
	}
	w.group()
}

// shared gives the names that two reports share, of people and others, and how many of each stand in the sentences of both accounts.
func (w *weighing) shared() (people []uint32, near int, others []uint32, othersNear int) {
	a, b := w.a, w.b
	for i, j := 0, 0; i < len(a.Names) && j < len(b.Names); {
		switch {
		case a.Names[i] < b.Names[j]:
			i++
		case a.Names[i] > b.Names[j]:
			j++
		default:
			person := a.Persons&(1<<i) != 0 && b.Persons&(1<<j) != 0
			if person {
				people = append(people, a.Names[i])
			} else {
				others = append(others, a.Names[i])
			}
			if a.Near&(1<<i) != 0 && b.Near&(1<<j) != 0 {
				if person {
					near++
				} else if a.Towns&(1<<i) == 0 {
					othersNear++
				}
			}
			i, j = i+1, j+1
		}
	}
	return people, near, others, othersNear
}

// group weighs who acts and who suffers, where they are told by the same word or are of one sector.
func (w *weighing) group() {
	for _, x := range w.a.Participants {
		for _, y := range w.b.Participants {
			if x.Role != y.Role {
				continue
			}
			if x.Name != "" && strings.EqualFold(x.Name, y.Name) {
				w.weigh("participants", sameGroup, 1, 0, x.Name)
				return
			}
			if x.Sector != "" && x.Sector == y.Sector && x.Sector != "CVL" {
				w.weigh("participants", sameGroup, 0.5, 0, x.Sector)
				return
			}
		}
	}
}
