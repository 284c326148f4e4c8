//go:build !amd64

package vector

func widths() []bool { return []bool{false} }

func setWide(bool) (restore func()) { return func() {} }
