package token

import (
	"errors"
	"math"
	"math/rand/v2"
)

// choice is a linear model that answers yes or no from features that are hashed into a table of weights. It is read where it lies.
type choice struct {
	weights string // two bytes each, low byte first, in units of 1/weightUnit
	mask    uint32
}

// The layout of a choice in a file: mark, base two logarithm of the number of weights, three bytes 0, weights.
const (
	choiceMark   = "DLC1"
	choiceHeader = len(choiceMark) + 4
	weightUnit   = 512
)

// errChoice says that a file is no model of this package.
var errChoice = errors.New("no model of sentence ends or contractions")

// openChoice takes the bytes of a file as a model. It does not copy them.
func openChoice(file string) (*choice, error) {
	if len(file) < choiceHeader || file[:len(choiceMark)] != choiceMark {
		return nil, errChoice
	}
	bits := file[len(choiceMark)]
	if bits > 24 || len(file) != choiceHeader+2<<bits {
		return nil, errChoice
	}
	return &choice{file[choiceHeader:], 1<<bits - 1}, nil
}

// features is the set of features of one case, as hashes.
type features struct {
	hashes [40]uint32
	count  int
}

// add adds a feature of a kind with up to two values.
func (f *features) add(kind, a, b uint32) {
	h := (kind*0x9e3779b1 ^ a) * 0x85ebca6b
	h = (h ^ h>>15 ^ b) * 0xc2b2ae35
	f.hashes[f.count] = h ^ h>>13
	f.count++
}

// score is above 0 for yes.
func (c *choice) score(f *features) int {
	sum := 0
	for _, h := range f.hashes[:f.count] {
		i := 2 * (h & c.mask)
		sum += int(int16(uint16(c.weights[i]) | uint16(c.weights[i+1])<<8))
	}
	return sum
}

// example is a case with its answer.
type example struct {
	features features
	yes      bool
}

// The course of training: passes over the examples, step size at the first of them, and pull towards zero.
const (
	passes   = 12
	firstLap = 0.15
	pull     = 1e-6
)

// learn trains a choice by logistic regression with decreasing steps, and returns the bytes of its file.
func learn(examples []example, bits int, seed uint64) []byte {
	weights := make([]float64, 1<<bits)
	mask := uint32(1<<bits - 1)
	random := rand.New(rand.NewPCG(seed, 0))
	for pass := range passes {
		step := firstLap / (1 + float64(pass))
		for _, i := range random.Perm(len(examples)) {
			e := &examples[i]
			sum := 0.0
			for _, h := range e.features.hashes[:e.features.count] {
				sum += weights[h&mask]
			}
			miss := -1 / (1 + math.Exp(-sum))
			if e.yes {
				miss++
			}
			for _, h := range e.features.hashes[:e.features.count] {
				w := &weights[h&mask]
				*w += step*miss - pull**w
			}
		}
	}
	return encode(weights, bits)
}

// encode writes weights as a file.
func encode(weights []float64, bits int) []byte {
	file := append([]byte(choiceMark), byte(bits), 0, 0, 0)
	for _, w := range weights {
		v := int16(math.Round(max(-60, min(60, w)) * weightUnit))
		file = append(file, byte(v), byte(v>>8))
	}
	return file
}
