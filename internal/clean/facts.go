package clean

import (
	"strings"
	"unicode"

	"dateline/internal/text"
)

// facts is what a line of names and dates tells.
type facts struct {
	is       bool // it is such a line: every word of it is accounted for
	labelled bool // it says "by" or "published"
	names    []string
	outlet   string
	dates    []told
	others   int  // capitalised names that are neither: towns, sections
	signed   bool // it says "by"
	capitals int  // capitalised words of names that stand without "by"
}

func (f facts) dated() bool { return f.is && len(f.dates) > 0 }

// longestFacts is the most words and signs of a line of names and dates.
const longestFacts = 48

// facts reads a line such as "By Jane Doe | Reuters | Published 3 March 2021 at 10:15". A line with any other word in it has none.
func (k *lists) facts(line string, language text.Language) facts {
	r := factReader{lists: k, line: line, words: wordsOf(line, longestFacts), language: language, rank: bare}
	if len(r.words) == longestFacts || len(r.words) == 0 {
		return facts{}
	}
	for r.i < len(r.words) {
		if !r.step() {
			return facts{}
		}
	}
	if r.twoDays() {
		return facts{}
	}
	if r.found.others > mostOthers && !r.found.labelled || r.dashed() {
		return facts{}
	}
	r.found.is = len(r.found.names) > 0 || len(r.found.dates) > 0 || r.found.outlet != ""
	return r.found
}

// mostOthers is how many other names a line without a label may have.
const mostOthers = 2

// twoDays reports whether a line tells two days without saying what they are: those of a life, or of a festival.
func (r *factReader) twoDays() bool {
	for i, d := range r.found.dates {
		if i > 0 && d.rank == bare && d.day != r.found.dates[0].day {
			return true
		}
	}
	return false
}

// dashed reports whether a line ends with a dash: it is a dateline.
func (r *factReader) dashed() bool {
	last := r.words[len(r.words)-1]
	return strings.Contains("-–—", r.line[last.Start:last.End])
}

// factReader goes through the words of a line.
type factReader struct {
	*lists
	line     string
	words    []word
	language text.Language

	i       int
	rank    rank // of the next date
	signed  bool // names follow
	unsaid  bool // a name was found without "by" before it
	mayJoin bool // the last word joins names
	found   facts
}

// step passes over the next word or words. It reports false at one that has no place in a line of names and dates.
func (r *factReader) step() bool {
	w := r.words[r.i]
	words := r.line[w.Start:w.End]
	if day, next := r.dayAt(r.line, r.words, r.i, r.language); day.Known() {
		r.found.dates = append(r.found.dates, told{day, r.rank})
		r.i, r.mayJoin = next, false
		return true
	}
	if w.kind == sign {
		r.mayJoin = r.mayJoin || strings.Contains(",&", words)
		r.i++
		next := r.i < len(r.words)
		if next && words == "@" || next && words == "+" && r.words[r.i].kind == digits { // the name of an account, "GMT+10"
			r.i++
		}
		return strings.Contains("|·•-–—,:;()/.&@+‧▪●►", words)
	}
	if r.ofStamp(words) {
		return true
	}
	if p, known := r.head.at(ahead(r.line, w.Start), by, published, updated, agency, joins, filler, flag); known {
		return r.phrase(p)
	}
	if w.kind == digits {
		return r.clock()
	}
	return r.name()
}

// ofStamp passes over the letters of a time stamp: "2021-12-30T10:00:00Z".
func (r *factReader) ofStamp(words string) bool {
	if words != "T" && words != "Z" || r.i == 0 || r.words[r.i-1].kind != digits || r.words[r.i-1].End != r.words[r.i].Start {
		return false
	}
	r.i++
	return true
}

// phrase passes over a phrase of the lists.
func (r *factReader) phrase(p phrase) bool {
	start := r.words[r.i].Start
	r.i = after(r.line, r.words, r.i, p)
	r.mayJoin = p.kind == joins
	switch p.kind {
	case by:
		r.signed, r.found.signed, r.found.labelled = true, true, true
	case published:
		r.rank, r.found.labelled, r.signed = labelled, true, false
	case updated:
		r.rank, r.found.labelled, r.signed = changed, true, false
	case agency:
		if r.found.outlet == "" {
			r.found.outlet = r.line[start:r.words[r.i-1].End]
			if p.written != "" {
				r.found.outlet = p.written
			}
		}
	}
	return true
}

// clock passes over a time of day, "10:15", "10h15", "9.30 pm", or a number before a filler ("5 min read").
func (r *factReader) clock() bool {
	at := func(k int) string {
		if k >= len(r.words) {
			return ""
		}
		return r.line[r.words[k].Start:r.words[k].End]
	}
	if figure(at(r.i)) < 0 {
		return false
	}
	next := r.i + 1
	for isOneOf(at(next), ":", "h", ".") && next+1 < len(r.words) && r.words[next+1].kind == digits && len(at(next+1)) <= 3 {
		next += 2
	}
	if next == r.i+1 {
		folded := fold(at(next))
		if _, known := r.head.at(folded, filler); !known || folded == "" {
			return false
		}
	}
	r.i = next
	return true
}

// name passes over a name. The first one signs the report, and so do those that are joined to it; others are taken for places.
func (r *factReader) name() bool {
	if r.domain() {
		return true
	}
	name, next, capitals := r.nameAt(r.i)
	if capitals == 0 || capitals > 5 {
		return false
	}
	if r.isNoName(fold(name)) && len(r.found.names) == 0 {
		return false
	}
	r.i = next
	joined := r.mayJoin
	r.mayJoin = false
	if !r.signed {
		r.found.capitals += capitals
	}
	switch {
	case r.signed && (len(r.found.names) == 0 || joined && capitals > 1):
		r.found.names = append(r.found.names, name)
	case len(r.found.names) == 0 && capitals >= 2 && capitals <= 4 && !r.unsaid:
		r.found.names = append(r.found.names, name)
		r.unsaid = true
	case r.unsaid && joined && capitals > 1:
		r.found.names = append(r.found.names, name)
	default:
		r.found.others++
	}
	return true
}

// isNoName reports whether capitalised words, folded, are a flag or a piece of furniture: "Breaking News", "Share This Story".
func (r *factReader) isNoName(folded string) bool {
	if _, is := r.head.at(folded, flag); is {
		return true
	}
	_, is := r.furniture.at(folded, begins, ending, owner)
	return is
}

// domain passes over the address of a website, "tide.example", which is taken for the outlet.
func (r *factReader) domain() bool {
	if r.i+2 >= len(r.words) {
		return false
	}
	a, dot, b := r.words[r.i], r.words[r.i+1], r.words[r.i+2]
	end := r.line[b.Start:b.End]
	if r.line[dot.Start:dot.End] != "." || a.End != dot.Start || dot.End != b.Start || b.kind != letters || len(end) < 2 || end != strings.ToLower(end) {
		return false
	}
	if r.found.outlet == "" {
		r.found.outlet = r.line[a.Start:b.End]
	}
	r.i += 3
	return true
}

// nameAt returns the run of capitalised words that begins at word i, with particles inside, and how many capitals it has.
func (r *factReader) nameAt(i int) (name string, next, capitals int) {
	end := i
	for next = i; next < len(r.words); next++ {
		w := r.words[next]
		words := r.line[w.Start:w.End]
		tight := next > i && w.Start == r.words[next-1].End
		if w.kind == letters && unicode.IsUpper(first(words)) {
			folded := ahead(r.line, w.Start)
			if _, known := r.head.at(folded, by, published, updated, agency, joins, filler); known && next > i {
				break
			}
			if _, month := r.months[fold(words)]; month && next > i && next+1 < len(r.words) && r.words[next+1].kind == digits {
				break
			}
			if !tight || !isOneOf(r.line[r.words[next-1].Start:r.words[next-1].End], "-", "'", "’") {
				capitals++
			}
			end = next + 1
			continue
		}
		if next == i {
			break
		}
		if tight && isOneOf(words, "-", "'", "’") {
			continue
		}
		if tight && words == "." && w.Start-r.words[next-1].Start <= 2 { // an initial
			end = next + 1
			continue
		}
		if _, known := r.head.at(fold(words), particle); known && w.kind == letters {
			continue
		}
		break
	}
	if end == i {
		return "", i, 0
	}
	return r.line[r.words[i].Start:r.words[end-1].End], end, capitals
}
