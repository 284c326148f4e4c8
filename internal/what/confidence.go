package what

import (
	"fmt"
	"io/fs"
	"math"
	"slices"
	"strconv"
	"strings"

	"dateline/internal/record"
	"dateline/internal/text"
)

// confidenceFile stands in the folder of the codebook. Its head explains its lines.
const confidenceFile = "confidence.tsv"

// grounds are what is known of an account and may speak for or against it, as confidence.tsv names them.
var grounds = []string{
	"base", "first", "verb", "several-words", "tested", "initiator", "target", "dated", "placed", "retold", "happened", "background", "french",
}

// Grounds says of each ground, in the order of GroundNames, whether it holds for an account: 1 or 0.
type Grounds []float64

// GroundNames returns the names of the grounds.
func GroundNames() []string { return slices.Clone(grounds) }

// Confidence is what each ground adds to the log odds that an account is right.
type Confidence struct{ weights []float64 }

// NewConfidence returns a Confidence of weights in the order of GroundNames.
func NewConfidence(weights []float64) Confidence { return Confidence{weights} }

// ReadConfidence reads confidence.tsv from the folder of the codebook. Each ground must stand there once.
func ReadConfidence(codebook fs.FS) (Confidence, error) {
	data, err := fs.ReadFile(codebook, confidenceFile)
	if err != nil {
		return Confidence{}, err
	}
	c, found := Confidence{make([]float64, len(grounds))}, make([]bool, len(grounds))
	for i, line := range strings.Split(string(data), "\n") {
		if line = strings.TrimRight(line, "\r"); line == "" || line[0] == '#' {
			continue
		}
		name, value, _ := strings.Cut(line, "\t")
		n := slices.Index(grounds, name)
		weight, err := strconv.ParseFloat(value, 64)
		if n < 0 || found[n] || err != nil || math.IsNaN(weight) || math.IsInf(weight, 0) {
			return c, fmt.Errorf("%s:%d: %q: want a ground, once, a tab and its weight", confidenceFile, i+1, line)
		}
		c.weights[n], found[n] = weight, true
	}
	if n := slices.Index(found, false); n >= 0 {
		return c, fmt.Errorf("%s: the ground %s is missing", confidenceFile, grounds[n])
	}
	return c, nil
}

// of returns how likely an account is right, from 0 to 1 with two digits: a logistic model. Without weights it is one half.
func (c Confidence) of(known Grounds) float64 {
	sum := 0.0
	for n, w := range c.weights {
		sum += w * known[n]
	}
	return math.Round(100/(1+math.Exp(-sum))) / 100
}

// Grounds returns the grounds of each account that Find returns for the same document, in their order. It finds them anew, for those who ask.
func (f *Finder) Grounds(d *text.Document, quotes []record.Quote) []Grounds {
	var more asked
	f.find(d, quotes, &more)
	return more.grounds
}

// grounds says which grounds hold for an account, which may be the first of the report.
func (r *reader) grounds(a *telling, first bool) Grounds {
	known := make(Grounds, len(grounds))
	for n, holds := range []bool{
		true,       // base
		first,      // first
		!a.nominal, // verb
		len(strings.Fields(r.d.At(a.Trigger))) > 1, // several-words
		a.hit.Pattern.Tested(),                     // tested
		len(a.ofRole(record.Initiator)) > 0,        // initiator
		len(a.ofRole(record.Target)) > 0,           // target
		a.dated,                                    // dated
		a.placed,                                   // placed
		len(a.Also) > 0,                            // retold
		a.Realisation == record.Happened,           // happened
		a.Background,                               // background
		r.d.Language == text.French,                // french
	} {
		if holds {
			known[n] = 1
		}
	}
	return known
}
