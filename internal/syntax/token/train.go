package token

import "dateline/internal/text"

// The base two logarithms of how many weights the models have.
const (
	endBits         = 16
	contractionBits = 13
)

// TrainEnds learns where sentences end from documents whose sentences and bodies are given. It returns the bytes of a model for NewSplitter.
// The same seed gives the same bytes.
func TrainEnds(rules *Rules, contractions string, documents []*text.Document, seed uint64) ([]byte, error) {
	s, err := NewSplitter(rules, "", contractions)
	if err != nil {
		return nil, err
	}
	var examples []example
	for _, d := range documents {
		examples = s.endExamples(examples, d)
	}
	return learn(examples, endBits, seed), nil
}

// endExamples adds the gaps of one document at which a sentence may end.
func (s *Splitter) endExamples(examples []example, d *text.Document) []example {
	ends := map[int]bool{}
	for _, sentence := range d.Sentences {
		ends[sentence.End] = true
	}
	tokens := s.resolve(s.rules.Tokens(d.Body))
	v := newView(d.Body, tokens, s.rules)
	for i := range len(tokens) - 1 {
		v.pass(i)
		g := tight
		if !tokens[i].Tight {
			g = v.gap(tokens[i].Span.End, tokens[i+1].Start)
		}
		end := ends[tokens[i].Span.End]
		if g != paragraph && v.candidate(i, g) && tokens[i].Span != tokens[i+1].Span {
			e := example{yes: end}
			v.features(&e.features, i, g)
			examples = append(examples, e)
		}
		if end || g == paragraph {
			v.first, v.quotes, v.brackets = i+1, 0, 0
		}
	}
	return examples
}

// TrainContractions learns when an open contraction stands for its words. It returns the bytes of a model for NewSplitter.
func TrainContractions(rules *Rules, documents []*text.Document, seed uint64) []byte {
	var examples []example
	for _, d := range documents {
		multi := map[int]bool{}
		for _, t := range d.Tokens {
			multi[t.Start] = multi[t.Start] || t.Part > 0
		}
		tokens := rules.Tokens(d.Body)
		for i := range tokens {
			if rules.openContraction(&tokens[i]) != nil {
				e := example{yes: multi[tokens[i].Start]}
				around(&e.features, tokens, i)
				examples = append(examples, e)
			}
		}
	}
	return learn(examples, contractionBits, seed)
}
