package clean

import (
	"sort"
	"strings"

	"dateline/internal/text"
)

// Map leads from a body back to the raw bytes that it was made of. The zero Map is that of a body that equals its raw bytes.
// It is safe for use by many goroutines.
type Map struct {
	layers []layer // from the body down
}

// Raw returns the range of raw bytes that the body's span s was made of. It reports false where s is empty, or begins or ends with
// something that stands nowhere in the raw bytes, such as the blank line that is put between paragraphs of a web page.
// Between its ends the raw range may hold more than the words: tags, marks, soft hyphens.
func (m Map) Raw(s text.Span) (text.Span, bool) {
	if s.Empty() {
		return text.Span{}, false
	}
	for _, l := range m.layers {
		below, ok := l.below(s)
		if !ok || below.Empty() {
			return text.Span{}, false
		}
		s = below
	}
	return s, true
}

// under returns the map of a text that l makes out of the text of m.
func (m Map) under(l layer) Map {
	if p, is := l.(*pieces); is && p.identity() {
		return m
	}
	return Map{append([]layer{l}, m.layers...)}
}

// layer is one step of a Map: what a text was made of.
type layer interface {
	// below returns the span of the lower text that s was made of; s is not empty.
	below(s text.Span) (text.Span, bool)
}

// shift is the layer of a text whose first bytes were cut off, such as a byte order mark.
type shift int

func (n shift) below(s text.Span) (text.Span, bool) {
	return text.Span{Start: s.Start + int(n), End: s.End + int(n)}, true
}

// piece says that the bytes to..to+n of a text were made of the bytes from..from+m of the text below it.
// When n and m are equal they are the same bytes.
type piece struct{ to, n, from, m int }

// pieces is the layer of a text that was put together from pieces of the text below it, sorted by place.
// Gaps were put in from elsewhere.
type pieces struct {
	list  []piece
	total int // length of the text below
}

// identity reports whether nothing was changed.
func (p *pieces) identity() bool {
	return len(p.list) == 1 && p.list[0] == piece{0, p.total, 0, p.total}
}

func (p *pieces) below(s text.Span) (text.Span, bool) {
	first, ok := p.at(s.Start)
	if !ok {
		return text.Span{}, false
	}
	last, ok := p.at(s.End - 1)
	if !ok {
		return text.Span{}, false
	}
	below := text.Span{Start: first.from, End: last.from + last.m}
	if first.n == first.m {
		below.Start = first.from + s.Start - first.to
	}
	if last.n == last.m {
		below.End = last.from + s.End - last.to
	}
	return below, true
}

// at returns the piece that byte i of the upper text belongs to.
func (p *pieces) at(i int) (piece, bool) {
	k := sort.Search(len(p.list), func(k int) bool { return p.list[k].to > i }) - 1
	if k < 0 || i >= p.list[k].to+p.list[k].n {
		return piece{}, false
	}
	return p.list[k], true
}

// weaver puts a text together from pieces of another and remembers where they come from.
type weaver struct {
	source string
	out    strings.Builder
	made   pieces
}

func weave(source string) *weaver {
	w := &weaver{source: source, made: pieces{total: len(source)}}
	w.out.Grow(len(source) + len(source)/16)
	return w
}

// copy appends the bytes start..end of the source.
func (w *weaver) copy(start, end int) {
	if end <= start {
		return
	}
	w.note(piece{w.out.Len(), end - start, start, end - start})
	w.out.WriteString(w.source[start:end])
}

// replace appends words that stand for the bytes start..end of the source.
func (w *weaver) replace(words string, start, end int) {
	if words == "" || end <= start {
		return
	}
	if words == w.source[start:end] {
		w.copy(start, end)
		return
	}
	if len(words) == end-start { // equal lengths mean equal bytes: keep the promise of piece by cutting it in two
		w.note(piece{w.out.Len(), 1, start, len(words)})
		w.note(piece{w.out.Len() + 1, len(words) - 1, start, len(words)})
		w.out.WriteString(words)
		return
	}
	w.note(piece{w.out.Len(), len(words), start, end - start})
	w.out.WriteString(words)
}

// put appends words that stand nowhere in the source.
func (w *weaver) put(words string) { w.out.WriteString(words) }

// note adds a piece, to the last one where it goes on from there.
func (w *weaver) note(p piece) {
	if p.n == 0 {
		return
	}
	if k := len(w.made.list) - 1; k >= 0 && p.n == p.m {
		last := &w.made.list[k]
		if last.n == last.m && last.to+last.n == p.to && last.from+last.m == p.from {
			last.n += p.n
			last.m += p.m
			return
		}
	}
	w.made.list = append(w.made.list, p)
}

// len returns how much is written.
func (w *weaver) len() int { return w.out.Len() }

// done returns the text and its layer.
func (w *weaver) done() (string, *pieces) { return w.out.String(), &w.made }
