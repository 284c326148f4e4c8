package vector

import "golang.org/x/sys/cpu"

// widths lists the kernels that this machine can run.
func widths() []bool {
	if cpu.X86.HasAVX2 {
		return []bool{false, true}
	}
	return []bool{false}
}

func setWide(w bool) (restore func()) {
	before := wide
	wide = w
	return func() { wide = before }
}
