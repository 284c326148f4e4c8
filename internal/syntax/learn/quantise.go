package learn

import (
	"math"

	"dateline/internal/syntax/net"
)

// quantised writes the trained networks in the integers that package net computes with. Rows that training never met are zero.
func quantised(h net.Header, words []net.LexiconWord, w *weights, table []float32, met []float32) *net.File {
	f := &net.File{Header: h, Lexicon: words, Embeddings: make([]int8, len(table))}
	highest := 0.0
	for i, v := range table {
		if met[i] > 0 {
			highest = max(highest, math.Abs(float64(v)))
		}
	}
	scale := 127 / highest
	for i, v := range table {
		if met[i] > 0 {
			f.Embeddings[i] = int8(math.RoundToEven(float64(v) * scale))
		}
	}
	for i, l := range w.layers {
		in, most, out := float64(net.Unit), 32767.0, float64(net.Unit)
		switch i {
		case net.LayerTaggerWindow, net.LayerParserWindow:
			in, most = scale, 127*(net.FeatureCount+1)
		case net.LayerTaggerHeads, net.LayerParserHeads, net.LayerLabels:
			out = net.ScoreUnit
		case net.LayerFold, net.LayerHead:
			out = net.ArcUnit
		}
		f.Layers = append(f.Layers, quantisedLayer(l, in, most, out))
	}
	f.RootArc = fixed(w.rootArc, net.ArcUnit)
	f.RootLabel = fixed(w.rootLabel, net.Unit)
	for _, v := range w.distance {
		f.Distance = append(f.Distance, int32(math.RoundToEven(float64(v)*net.ArcUnit*net.ArcUnit)))
	}
	return f
}

// quantisedLayer takes as many bits for the weights as 16 bits each and 32 bits for every sum allow. In and out are what stands
// for 1.0 in the layer's inputs and outputs, most is the greatest input.
func quantisedLayer(l dense, in, most, out float64) net.Layer {
	highest, sum := 1e-9, 1e-9
	for o := range l.out {
		total := math.Abs(float64(l.bias[o])) * in / most
		for i := range l.in {
			v := math.Abs(float64(l.weights[i*l.out+o]))
			highest, total = max(highest, v), total+v
		}
		sum = max(sum, total)
	}
	shift := 0
	scale := func(shift int) float64 { return out * float64(int(1)<<shift) / in }
	for shift < 24 && highest*scale(shift+1) < 32767 && (sum*scale(shift+1)+float64(l.in))*most < 1<<31-1<<26 {
		shift++
	}
	q := net.Layer{Shift: shift, Weights: fixed(l.weights, scale(shift))}
	for _, v := range l.bias {
		q.Bias = append(q.Bias, int32(math.RoundToEven(float64(v)*out*float64(int(1)<<shift)))+int32(1)<<shift>>1)
	}
	return q
}

func fixed(values []float32, scale float64) []int16 {
	f := make([]int16, len(values))
	for i, v := range values {
		f[i] = int16(max(-32768, min(32767, math.RoundToEven(float64(v)*scale))))
	}
	return f
}
