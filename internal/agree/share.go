package agree

import "math"

// Share is a share with the interval in which it lies for 95 of 100 such samples (Wilson 1927), which holds for few and for extreme ones too.
type Share struct {
	Share float64 `json:"share"`
	Low   float64 `json:"low"`
	High  float64 `json:"high"`
	Known bool    `json:"known"` // it is one of something
}

// ShareOf is the share of some in all.
func ShareOf(some, all int) Share {
	if all == 0 {
		return Share{}
	}
	const z = 1.959964 // of the normal distribution, for 95 %
	n, p := float64(all), float64(some)/float64(all)
	middle, half := p+z*z/(2*n), z*math.Sqrt(p*(1-p)/n+z*z/(4*n*n))
	of := 1 + z*z/n
	return Share{p, max(0, (middle-half)/of), min(1, (middle+half)/of), true}
}
