package gate

import (
	"strings"
	"unicode"

	"dateline/internal/text"
)

// A telephone number has so many figures (ITU-T E.164 allows 15 at most).
const leastFigures, mostFigures = 9, 15

// phones finds runs of figures that begin with + or 0 and are as long as a telephone number.
func (in *reader) phones() {
	for i := 0; i < len(in.Body); i++ {
		if c := in.Body[i]; c != '+' && c != '0' || i > 0 && (isFigure(in.Body[i-1]) || in.Body[i-1] == '.' || in.Body[i-1] == ',') {
			continue
		}
		end, figures := i, 0
		for j := i; j < len(in.Body) && strings.IndexByte("+0123456789 .-()/", in.Body[j]) >= 0; j++ {
			if isFigure(in.Body[j]) {
				end, figures = j+1, figures+1
			}
		}
		if figures >= leastFigures && figures <= mostFigures {
			in.mark(Phone, text.Span{Start: i, End: end}, "a telephone number")
		}
		i = max(i, end-1)
	}
}

func isFigure(c byte) bool { return c >= '0' && c <= '9' }

// mails finds mail addresses.
func (in *reader) mails() {
	for at, c := range in.Body {
		if c != '@' {
			continue
		}
		start, end := at, at+1
		for start > 0 && inAddress(in.Body[start-1]) {
			start--
		}
		for end < len(in.Body) && inAddress(in.Body[end]) {
			end++
		}
		if start < at && strings.Contains(strings.Trim(in.Body[at+1:end], "."), ".") {
			in.mark(Mail, text.Span{Start: start, End: at + 1 + len(strings.TrimRight(in.Body[at+1:end], "."))}, "a mail address")
		}
	}
}

func inAddress(c byte) bool {
	return c < 0x80 && (unicode.IsLetter(rune(c)) || isFigure(c) || strings.IndexByte("._%+-", c) >= 0)
}

// smallCell is the most people that are too few to be told by nationality, age and sex.
const smallCell = 3

// cells finds words for three people or fewer that tell two at least of nationality, age and sex.
func (in *reader) cells() {
	seen := map[text.Span]bool{}
	for _, a := range in.Accounts {
		for _, p := range a.Participants {
			if few(p.Amount) && in.actorKind(p.Span) != text.Organisation && in.actorKind(p.Span) != text.Country && !seen[p.Span] {
				seen[p.Span] = true
				in.cell(p.Span, p.Country != "", p.Class)
			}
		}
		for _, h := range a.Harm {
			if !h.Things && !h.Total && !seen[h.Span] && (h.High.Known && h.High.Value <= smallCell || h.Best.Known && h.Best.Value <= smallCell) {
				seen[h.Span] = true
				in.cell(h.Span, in.nationality(h.Span), "")
			}
		}
	}
}

// few reports whether an amount is of three people at most. Without an amount it is one person, or a group whose size nobody tells.
func few(a text.Amount) bool {
	if a.Empty() {
		return true
	}
	return a.High.Known && a.High.Value <= smallCell
}

func (in *reader) actorKind(s text.Span) text.ActorKind {
	for _, a := range in.Actors {
		if a.Meets(s) {
			return a.Kind
		}
	}
	return ""
}

// nationality reports whether somebody of a known country is named within s.
func (in *reader) nationality(s text.Span) bool {
	for _, a := range in.Actors {
		if a.Meets(s) && a.Country != "" && a.Kind != text.Country && a.Kind != text.Organisation {
			return true
		}
	}
	return false
}

func (in *reader) cell(s text.Span, nation bool, class string) {
	if class == "official" || class == "spokesperson" || class == "professional" || in.actorKind(s) == text.Group && !in.counted(s) {
		return
	}
	told := map[string]bool{}
	if nation {
		told["nationality"] = true
	}
	for _, h := range in.hits {
		if (h.kind == "sex" || h.kind == "age" || h.kind == "child") && s.Meets(text.Span{Start: in.words[h.first].Start, End: in.words[h.last].End}) {
			told[strings.Replace(h.kind, "child", "age", 1)] = true
		}
	}
	if len(told) < 2 {
		return
	}
	var names []string
	for _, n := range []string{"nationality", "age", "sex"} {
		if told[n] {
			names = append(names, n)
		}
	}
	in.mark(SmallCell, s, "3 people at most, told by "+strings.Join(names, " and "))
}

// counted reports whether an amount stands within s.
func (in *reader) counted(s text.Span) bool {
	for _, a := range in.Amounts {
		if s.Holds(a.Span) && a.High.Known && a.High.Value <= smallCell && a.Kind == text.Count {
			return true
		}
	}
	return false
}

// camps finds camps whose own position is known. One that has the position of its town gives nothing away.
func (in *reader) camps() {
	seen := map[text.Span]bool{}
	for _, a := range in.Accounts {
		for _, w := range a.Where {
			if IsExact(w.Precision) && !seen[w.Span] {
				seen[w.Span] = true
				in.mark(CampLocation, w.Span, "the position of a site, "+w.Precision)
			}
		}
	}
}

// IsExact reports whether a precision leads to a site rather than to a town or more.
func IsExact(precision string) bool {
	return precision == "exact" || precision == "site" || precision == "neighbourhood"
}

// quoted keeps which words are whose, until it is known who is private.
func (in *reader) quoted() {
	for _, q := range in.Quotes {
		if q.Direct && !q.Speaker.Empty() {
			in.sheet.quotes = append(in.sheet.quotes, spoken{Span: q.Span, speaker: q.Speaker.Span, rows: in.shown.meeting(q.Span), words: in.Body[q.Start:q.End]})
		}
	}
}
