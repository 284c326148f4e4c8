package publish

import (
	"errors"
	"io"
)

// proof passes bytes on, and has them read again meanwhile.
type proof struct {
	to   io.Writer
	pipe *io.PipeWriter
	from *io.PipeReader
	done chan error
	rows int // that were read again
}

func newProof(to io.Writer, read func(*proof) error) *proof {
	p := &proof{to: to, done: make(chan error, 1)}
	p.from, p.pipe = io.Pipe()
	go func() {
		err := read(p)
		if err == nil {
			_, err = io.Copy(io.Discard, p.from)
		}
		p.from.CloseWithError(errors.Join(err, io.ErrClosedPipe))
		p.done <- err
	}()
	return p
}

// Read gives what was written.
func (p *proof) Read(b []byte) (int, error) { return p.from.Read(b) }

func (p *proof) Write(b []byte) (int, error) {
	n, err := p.to.Write(b)
	if err != nil {
		return n, err
	}
	_, err = p.pipe.Write(b)
	return n, err
}

// end waits until all is read again. err is what went wrong in writing.
func (p *proof) end(err error) error {
	p.pipe.CloseWithError(err) // nil is an ordinary end
	if read := <-p.done; err == nil {
		err = read
	}
	return err
}
