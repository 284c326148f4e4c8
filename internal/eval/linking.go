package eval

import (
	"bufio"
	"fmt"
	"io"
	"path"
	"path/filepath"
	"strings"

	"dateline/internal/record"
	"dateline/internal/text"
)

// GoldTelling is one line of gold for linking: one report tells one event, with these words.
type GoldTelling struct {
	Event, Report string // keys of the gold; a report is named by its file
	Words         []string
	Background    bool
}

// ReadTellings reads gold for linking, as samples/ledger/gold/README.md describes it.
func ReadTellings(r io.Reader) ([]GoldTelling, error) {
	var all []GoldTelling
	for lines, n := bufio.NewScanner(r), 1; lines.Scan(); n++ {
		cells := strings.Split(lines.Text(), "\t")
		if len(cells) != 6 {
			return nil, fmt.Errorf("line %d: %d columns, want 6", n, len(cells))
		}
		if n == 1 {
			continue
		}
		words := []string{cells[2]}
		for also := range strings.SplitSeq(cells[3], " | ") {
			if also != "" {
				words = append(words, also)
			}
		}
		all = append(all, GoldTelling{cells[0], cells[1], words, cells[4] == "yes"})
	}
	return all, nil
}

// LinkScores say how well accounts were linked into events.
type LinkScores struct {
	Found          int // gold tellings that have an account
	Wanted         int
	All, News, Old PRF // B-cubed over all gold tellings, over news, and over what is told as background
	Pairs, CEAFe   PRF
	CoNLL          float64
	Linked         PRF // B-cubed over the tellings that have an account: linking without the faults of coding
	LinkedPairs    PRF
	Missed, False  []string // in words: tellings of one event that were put into several, and those of several put into one
}

// Linking scores events against gold. A telling of the gold is told by the account whose trigger meets its words; one that has none stands alone.
func Linking(gold []GoldTelling, readings []*record.Reading, linked Linked) LinkScores {
	accounts := accountsOf(readings, linked)
	wanted, given, both := Clusters{}, Clusters{}, Clusters{}
	old := map[string]bool{}
	for _, g := range gold {
		item := g.Event + " in " + g.Report
		wanted[item], old[item] = g.Event, g.Background
		if event, found := accounts.tells(g); found {
			given[item], both[item] = event, g.Event
		}
	}
	s := LinkScores{
		Found: len(both), Wanted: len(wanted), All: BCubed(wanted, given, nil), Pairs: Pairwise(wanted, given), CEAFe: CEAFe(wanted, given), CoNLL: CoNLL(wanted, given),
		News: BCubed(wanted, given, func(item string) bool { return !old[item] }), Old: BCubed(wanted, given, func(item string) bool { return old[item] }),
		Linked: BCubed(both, given, nil), LinkedPairs: Pairwise(both, given),
	}
	s.Missed, s.False = faults(both, given), faults(given, both)
	return s
}

// faults lists, for each cluster of one side whose items lie in several of the other, these items with where they lie.
func faults(one, other Clusters) []string {
	var all []string
	sets := one.sets(one)
	for _, name := range sortedNames(sets) {
		in := map[string]bool{}
		line := name + ":"
		for _, item := range sets[name] {
			if cluster, known := other[item]; known {
				in[cluster] = true
				line += "\n    " + item + " → " + cluster
			}
		}
		if len(in) > 1 {
			all = append(all, line)
		}
	}
	return all
}

// toldAccounts are the accounts of each report, by the name that the gold gives it.
type toldAccounts map[string][]toldAccount

type toldAccount struct {
	body  string
	spans []text.Span
	event record.EventID
}

func accountsOf(readings []*record.Reading, linked Linked) toldAccounts {
	events := map[record.AccountID]record.EventID{}
	for _, e := range linked.Events {
		for _, m := range e.Members {
			events[m.Account] = e.ID
		}
	}
	all := toldAccounts{}
	for _, r := range readings {
		name := goldName(r.Report)
		for _, a := range r.Accounts {
			id := record.AccountID(r.Report.ID + "#" + a.ID)
			all[name] = append(all[name], toldAccount{r.Body, append([]text.Span{a.Trigger}, a.Also...), events[id]})
		}
	}
	return all
}

// goldName is the name of a report's file without its folder.
func goldName(r text.Report) string {
	file, item, many := strings.Cut(filepath.ToSlash(r.File), "#")
	if many {
		return path.Base(file) + "#" + item
	}
	return path.Base(file)
}

// tells finds the event of the account that a line of the gold is about: the one whose trigger meets the first of its words that any does.
func (all toldAccounts) tells(g GoldTelling) (event string, found bool) {
	for _, words := range g.Words {
		for _, a := range all[g.Report] {
			at := strings.LastIndex(a.body, words)
			for _, s := range a.spans {
				if at >= 0 && s.Meets(text.Span{Start: at, End: at + len(words)}) {
					return string(a.event), true
				}
			}
		}
	}
	return "", false
}

// Lines writes the scores for people.
func (s LinkScores) Lines() []string {
	line := func(name string, f PRF) string {
		return fmt.Sprintf("%-28s P %.3f R %.3f F1 %.3f", name, f.P, f.R, f.F1)
	}
	return []string{
		fmt.Sprintf("%d of %d tellings have an account", s.Found, s.Wanted),
		line("B-cubed", s.All), line("  of news", s.News), line("  of background", s.Old), line("pairwise", s.Pairs), line("CEAFe", s.CEAFe), fmt.Sprintf("%-28s %.3f", "CoNLL F1", s.CoNLL),
		line("B-cubed, where coded", s.Linked), line("pairwise, where coded", s.LinkedPairs),
	}
}
