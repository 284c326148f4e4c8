package clean

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"dateline/internal/text"
)

const (
	shortParagraph = 300 // bytes: only shorter ones can be furniture
	titleWords     = 14  // words of a heading or of a link to another report
	realWords      = 20  // words of a paragraph that is surely the author's
	fullWords      = 28  // words: a longer paragraph is not furniture just for how it begins
)

// cutFurniture cuts paragraphs that the outlet put there, not the author. It never cuts the headline.
func (k *lists) cutFurniture(l *layout) {
	tail, told := false, false
	for i := range l.blocks {
		b := &l.blocks[i]
		words := l.of(*b)
		switch {
		case b.cut || i == l.head:
			continue
		case isSentence(words):
			tail = false
			told = told || isReal(words)
		}
		if len(words) > shortParagraph {
			continue
		}
		folded := fold(words)
		if told && k.isClosing(folded) && b.Start > len(l.text)/2 {
			l.cutFrom(i)
			break
		}
		switch {
		case tail && strings.Count(folded, " ") < realWords:
			b.cut = true
		case k.isFurniture(folded):
			b.cut = true
			k.readOwner(l, words, folded)
			tail = told && strings.HasSuffix(words, ":")
		case told && k.isEnding(folded):
			b.cut = true
			tail = k.isBareEnding(words, folded)
		}
	}
	l.cutLinks()
}

// isSentence reports whether words are a full sentence; the titles of other reports are none.
func isSentence(words string) bool {
	const least = 5 // words
	words = strings.TrimRight(words, closers)
	return strings.HasSuffix(words, ".") && strings.Count(words, " ") >= least-1
}

// isClosing reports whether a paragraph, folded, is the heading of readers' comments.
func (k *lists) isClosing(folded string) bool {
	p, ok := k.furniture.at(folded, closing)
	return ok && p.words == folded
}

// cutFrom cuts all blocks from i on.
func (l *layout) cutFrom(i int) {
	for ; i < len(l.blocks); i++ {
		l.blocks[i].cut = true
	}
}

// isBareEnding reports whether a heading of what comes after the report names no other report itself.
func (k *lists) isBareEnding(words, folded string) bool {
	p, _ := k.furniture.at(folded, ending)
	return strings.Count(folded, " ")-strings.Count(p.words, " ") <= 2 || strings.HasSuffix(words, ":")
}

// isReal reports whether words are a paragraph of the author: long enough and with the end of a sentence.
func isReal(words string) bool {
	return strings.Count(words, " ") >= realWords && ended(words)
}

// isFurniture reports whether a paragraph, folded, is furniture by itself.
func (k *lists) isFurniture(folded string) bool {
	if strings.Count(folded, " ") < fullWords {
		if _, ok := k.furniture.at(folded, begins, owner); ok || strings.HasPrefix(folded, "©") {
			return true
		}
	}
	if p, ok := k.furniture.at(folded, is); ok && p.words == folded {
		return true
	}
	_, ok := k.furniture.within(folded, holds)
	return ok
}

// readOwner takes the name of the outlet, if it is not known, out of a paragraph of furniture: "To contact the Daily Tide visit …".
func (k *lists) readOwner(l *layout, paragraph, folded string) {
	p, ok := k.furniture.at(folded, owner)
	if !ok || l.report.Outlet != "" {
		return
	}
	f := factReader{lists: k, line: paragraph, words: wordsOf(paragraph, longestFacts)}
	at := after(paragraph, f.words, 0, p)
	if at < len(f.words) {
		if known, ok := k.head.at(ahead(paragraph, f.words[at].Start), agency); ok {
			l.report.Outlet = known.written
			return
		}
	}
	if name, _, capitals := f.nameAt(at); capitals > 0 && capitals <= 5 {
		l.report.Outlet = name
	}
}

// isEnding reports whether a paragraph, folded, is the heading of what comes after the report.
func (k *lists) isEnding(folded string) bool {
	_, ok := k.furniture.at(folded, ending)
	return ok && strings.Count(folded, " ") < titleWords
}

// cutLinks cuts the last paragraphs as long as they are nothing but an address.
func (l *layout) cutLinks() {
	for i := len(l.blocks) - 1; i > 0; i-- {
		b := &l.blocks[i]
		if b.cut {
			continue
		}
		words := l.of(*b)
		if i == l.head || strings.ContainsAny(words, " \n") || !strings.ContainsAny(words, "/@") || !strings.Contains(words, ".") {
			return
		}
		b.cut = true
	}
}

// markTruncated finds out whether the text breaks off, and cuts the words that say so ("[Continue reading]", "[+2345 chars]").
func (k *lists) markTruncated(l *layout) {
	for i := len(l.blocks) - 1; i >= 0; i-- {
		b := &l.blocks[i]
		if b.cut {
			continue
		}
		if i == l.head {
			return
		}
		words := l.of(*b)
		at, sign := k.breakSign(words)
		if at == 0 {
			b.cut = true
			l.truncated(sign)
			continue
		}
		if at < len(words) {
			l.cutSuffix(i, at)
			l.truncated(sign)
			return
		}
		if why := k.breaksOff(words); why != "" && !b.heading {
			l.truncated(why)
		}
		return
	}
}

func (l *layout) truncated(why string) {
	if !l.report.Truncated {
		l.notes = append(l.notes, Note{Reason: Truncated, Detail: why})
	}
	l.report.Truncated = true
}

// breakSign returns where in a paragraph the words begin that say that the text is cut short, len(words) if there are none.
func (k *lists) breakSign(words string) (at int, sign string) {
	const most = 120 // bytes of such a sign
	start := max(0, len(words)-most)
	for !utf8.RuneStart(words[start]) {
		start++
	}
	if !k.furniture.ends(fold(words[start:]), breaks) {
		return len(words), ""
	}
	for _, w := range wordsOf(words[start:], most) {
		folded := fold(words[start+w.Start:])
		if p, ok := k.furniture.at(folded, breaks); ok && p.words == folded {
			at = len(strings.TrimRight(words[:start+w.Start], " \n[(…."))
			return at, strings.TrimSpace(words[start+w.Start:])
		}
	}
	return len(words), ""
}

// cutSuffix cuts block i from byte at of its words on.
func (l *layout) cutSuffix(i, at int) {
	b := l.blocks[i]
	rest := block{Span: trim(l.text, b.Start+at, b.End), cut: true}
	l.blocks[i].End = b.Start + at
	l.blocks[i].cut = at == 0
	l.blocks = append(l.blocks[:i+1:i+1], append([]block{rest}, l.blocks[i+1:]...)...)
}

// breaksOff returns how the last paragraph shows that the text breaks off, "" if it does not.
func (k *lists) breaksOff(words string) string {
	if strings.Count(words, " ") < 5 {
		return ""
	}
	if end := strings.TrimRight(words, " "); strings.HasSuffix(end, "…") || strings.HasSuffix(end, "...") || strings.HasSuffix(end, "[…]") || strings.HasSuffix(end, "[...]") {
		return "ends with …"
	}
	r, _ := utf8.DecodeLastRuneInString(words)
	if r == ',' {
		return "ends with a comma"
	}
	last := words[strings.LastIndexAny(words, "  \n’'")+1:]
	last = strings.TrimLeftFunc(last, func(r rune) bool { return !unicode.IsLetter(r) })
	if _, ok := k.furniture.at(fold(last), dangling); ok && unicode.IsLetter(r) {
		return "ends with “" + last + "”"
	}
	return ""
}

// isWall reports whether a page is not the report but what stands before it.
func (k *lists) isWall(l *layout) bool {
	const most = 900 // bytes of text on such a page
	total := 0
	for _, b := range l.blocks {
		total += b.End - b.Start
	}
	if total > most {
		return false
	}
	for _, b := range l.blocks {
		if _, ok := k.furniture.within(fold(l.of(b)), wall); ok {
			return true
		}
	}
	return false
}

// language is the code of a language tag such as "fr-FR" or "en_GB".
func language(tag string) text.Language {
	code, _, _ := strings.Cut(strings.ReplaceAll(strings.ToLower(strings.TrimSpace(tag)), "_", "-"), "-")
	if len(code) != 2 {
		return ""
	}
	return text.Language(code)
}
