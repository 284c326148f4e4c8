package link

import (
	"cmp"
	"slices"
)

// collapsing joins the tellings of one event that have one origin.
type collapsing struct {
	union
	told    []Telling
	speaker []string             // of each telling, who says all of it
	copies  map[[2]string]Copied // by the ids of two reports, in order
	owners  map[string]string
	grounds []oneOrigin // in the order of tellings
	apart   [][2]int    // tellings of reports whose texts people say are two
}

// oneOrigin is why two tellings of two reports have one origin.
type oneOrigin struct {
	i, j    int
	why     string
	kind    string // of copies
	text    bool   // only their texts say so
	score   float64
	refused bool // people keep apart what it would bring together
}

// collapse joins first what anything but a text says, then what texts say, the surest first: what people judged, then by score.
func (c *collapsing) collapse() {
	for j := range c.told {
		for i := range j {
			switch g, is := c.ground(i, j); {
			case c.told[i].Report == c.told[j].Report:
				c.join(i, j)
			case is:
				c.grounds = append(c.grounds, g)
				if !g.text {
					c.join(i, j)
				}
			}
		}
	}
	var texts []*oneOrigin
	for i := range c.grounds {
		if c.grounds[i].text {
			texts = append(texts, &c.grounds[i])
		}
	}
	slices.SortStableFunc(texts, func(a, b *oneOrigin) int { return cmp.Compare(b.score, a.score) })
	for _, g := range texts {
		if g.refused = c.parts(g.i, g.j); !g.refused {
			c.join(g.i, g.j)
		}
	}
}

// parts reports whether people keep apart some of those that two tellings have one origin with.
func (c *collapsing) parts(i, j int) bool {
	a, b := c.find(i), c.find(j)
	return a != b && slices.ContainsFunc(c.apart, func(p [2]int) bool {
		x, y := c.find(p[0]), c.find(p[1])
		return x == a && y == b || x == b && y == a
	})
}

// why lists the pairs of reports that count once, in the order of their tellings, each reason once.
func (c *collapsing) why() (all []Collapse) {
	listed := map[Collapse]bool{}
	for _, g := range c.grounds {
		if one := (Collapse{c.told[g.i].Report, c.told[g.j].Report, g.why, g.kind, min(g.score, 1)}); !g.refused && !listed[one] {
			listed[one] = true
			all = append(all, one)
		}
	}
	return all
}

// judgedScore is above that of any text: what people say goes first.
const judgedScore = 2

// ground says why two tellings have one origin, if they have. It notes those that people keep apart.
func (c *collapsing) ground(i, j int) (g oneOrigin, is bool) {
	a, b := &c.told[i], &c.told[j]
	copied, is := c.copies[[2]string{min(a.Report, b.Report), max(a.Report, b.Report)}]
	if is && copied.Kind == Apart {
		c.apart = append(c.apart, [2]int{i, j})
		is = false
	}
	other := c.beyondText(i, j)
	g = oneOrigin{i: i, j: j, why: other, text: other == "", score: copied.Score}
	switch {
	case is:
		g.why, g.kind = OneText(copied.Kind), copied.Kind
	case other == "" && copied.Kind != Apart:
		g.score = wordedAlike(a, b)
		if g.score == 0 {
			return g, false
		}
		g.why = "one wording"
	}
	if copied.Kind == Judged {
		g.score = judgedScore
	}
	return g, g.why != ""
}

// beyondText says what but their texts makes two reports one origin.
func (c *collapsing) beyondText(i, j int) string {
	a, b := &c.told[i], &c.told[j]
	switch owner := c.owners[a.Outlet]; {
	case a.Outlet != "" && a.Outlet == b.Outlet:
		return "one outlet: " + a.Outlet
	case owner != "" && owner == c.owners[b.Outlet]:
		return "one owner: " + owner
	case c.speaker[i] != "" && c.speaker[i] == c.speaker[j]:
		return "one speaker: " + a.Speakers[0]
	}
	return ""
}

// wordedAlike is how much of their words two tellings in one language share, where that is nearly all; else 0.
func wordedAlike(a, b *Telling) float64 {
	if a.Language != b.Language || len(a.Words) < 6 {
		return 0
	}
	if share := likeness(a.Words, b.Words); share >= 0.8 {
		return share
	}
	return 0
}
