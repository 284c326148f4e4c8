package sqlite

import (
	"encoding/binary"
	"encoding/json"
	"fmt"
	"math"
	"strings"

	"dateline/internal/record"
	"dateline/internal/record/varint"
	"dateline/internal/store"
)

// phrases are what reasons often begin or end with, written as their place here. New ones are only ever added at the end.
var phrases = []string{
	"", "act", "time", "place", "participants", "words", "harm", "decision",
	"same act: ", "told as: ", "same report", "realisation: ", "negation",
	"same day: ", "same day", "next day", "within: ", "within", "within a year", "other time: ", "told about the same day", "told within the week",
	"told within the month", "told far apart: ", "no time",
	"same place: ", "same place", "nearby", "inside: ", "inside", "other country: ", "no place", "a town of both reports: ",
	"same person", "same group: ", "same group", "other person", "shared name", "other names", "same figure: ", "other figure: ",
	" days apart", " km apart", " names of the reports are the same", " % of the words are the same", " rose",
	"judged the same", "a person says so",
}

// packedReasons is the first byte of reasons that are packed; those of older programs are lists in JSON.
const packedReasons = 1

// writeReasons packs reasons for a column.
func writeReasons(reasons []record.Reason) []byte {
	if len(reasons) == 0 {
		return []byte{}
	}
	out := []byte{packedReasons}
	for _, r := range reasons {
		out = appendWords(appendWords(out, r.Of), r.Detail)
		out = appendWeight(out, r.Weight)
	}
	return out
}

// appendWords writes the phrase that a text begins with, what stands between, and the phrase that it ends with.
func appendWords(out []byte, text string) []byte {
	begin := longest(text, strings.HasPrefix)
	rest := text[len(phrases[begin]):]
	end := longest(rest, strings.HasSuffix)
	rest = rest[:len(rest)-len(phrases[end])]
	out = binary.AppendUvarint(out, uint64(begin))
	out = append(binary.AppendUvarint(out, uint64(len(rest))), rest...)
	return binary.AppendUvarint(out, uint64(end))
}

// longest finds the longest phrase that a text has at one of its ends.
func longest(text string, has func(text, phrase string) bool) (best int) {
	for i, phrase := range phrases {
		if len(phrase) > len(phrases[best]) && has(text, phrase) {
			best = i
		}
	}
	return best
}

// appendWeight writes hundredths short.
func appendWeight(out []byte, weight float64) []byte {
	if n := math.Round(weight * 100); math.Abs(n) < 1<<50 && n/100 == weight && (n != 0 || !math.Signbit(weight)) {
		return binary.AppendVarint(out, int64(n)<<1)
	}
	return binary.LittleEndian.AppendUint64(binary.AppendVarint(out, 1), math.Float64bits(weight))
}

func readReasons(column []byte) (reasons []record.Reason, err error) {
	if len(column) == 0 {
		return nil, nil
	}
	if column[0] != packedReasons {
		return readListed(column)
	}
	r := reasonReader{varint.Reader{In: column[1:]}}
	for len(r.In) > 0 {
		reasons = append(reasons, record.Reason{Of: r.words(), Detail: r.words(), Weight: r.weight()})
	}
	if r.Bad {
		return nil, fmt.Errorf("%w: no reasons: %x", store.ErrDamaged, column)
	}
	return reasons, nil
}

type reasonReader struct{ varint.Reader }

func (r *reasonReader) words() string {
	begin := r.phrase()
	rest := string(r.Bytes())
	return begin + rest + r.phrase()
}

func (r *reasonReader) phrase() string {
	n := r.Uint()
	if n >= uint64(len(phrases)) {
		r.Fail()
		return ""
	}
	return phrases[n]
}

func (r *reasonReader) weight() float64 {
	n := r.Int()
	if n&1 == 0 {
		return float64(n>>1) / 100
	}
	if len(r.In) < 8 {
		r.Fail()
		return 0
	}
	bits := binary.LittleEndian.Uint64(r.In)
	r.In = r.In[8:]
	return math.Float64frombits(bits)
}

// readListed reads reasons as older programs wrote them: a JSON list of lists.
func readListed(column []byte) ([]record.Reason, error) {
	var listed [][3]any
	if err := json.Unmarshal(column, &listed); err != nil {
		return nil, err
	}
	reasons := make([]record.Reason, len(listed))
	for i, l := range listed {
		of, isText := l[0].(string)
		detail, isTextToo := l[1].(string)
		weight, isNumber := l[2].(float64)
		if !isText || !isTextToo || !isNumber {
			return nil, fmt.Errorf("%w: no reason: %s", store.ErrDamaged, column)
		}
		reasons[i] = record.Reason{Of: of, Detail: detail, Weight: weight}
	}
	return reasons, nil
}
