package publish

import (
	"errors"
	"os"
	"sync"
)

// spool keeps pieces that come in any order until they are wanted in that of their places. It keeps little in memory: the pieces lie in a
// file that has no name where the system lets files be without. Pieces are put by many goroutines, and read when all are there.
type spool struct {
	mu     sync.Mutex
	folder string
	file   *os.File
	end    int64  // of the file
	last   []byte // pieces that are not in the file yet
	pieces []piece
}

// piece is where a piece lies; of none the size is 0.
type piece struct {
	at   int64
	size int
}

// spoolMemory is how many bytes are kept in memory before they are written.
const spoolMemory = 4 << 20

func (s *spool) put(place int, data []byte) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	for len(s.pieces) <= place {
		s.pieces = append(s.pieces, piece{})
	}
	s.pieces[place] = piece{s.end + int64(len(s.last)), len(data)}
	if s.last = append(s.last, data...); len(s.last) < spoolMemory {
		return nil
	}
	return s.flush()
}

func (s *spool) flush() (err error) {
	if s.file == nil {
		if s.file, err = spoolFile(s.folder); err != nil {
			return err
		}
	}
	n, err := s.file.WriteAt(s.last, s.end)
	s.end, s.last = s.end+int64(n), s.last[:0]
	return err
}

// spoolFile makes the file beside the ledger, whose disk has room for what leaves it, or where the system keeps files that pass.
func spoolFile(folder string) (*os.File, error) {
	f, err := os.CreateTemp(folder, "export-*.partial")
	if err != nil {
		if f, err = os.CreateTemp("", "export-*.partial"); err != nil {
			return nil, err
		}
	}
	os.Remove(f.Name()) // it stays until it is closed, on systems that can; on others close removes it
	return f, nil
}

// each hands on the pieces in the order of their places. A piece is f's until f returns.
func (s *spool) each(f func([]byte) error) error {
	var buffer []byte
	for _, p := range s.pieces {
		if p.size == 0 {
			continue
		}
		if at := p.at - s.end; at >= 0 {
			buffer = append(buffer[:0], s.last[at:at+int64(p.size)]...)
		} else {
			if cap(buffer) < p.size {
				buffer = make([]byte, p.size)
			}
			buffer = buffer[:p.size]
			if _, err := s.file.ReadAt(buffer, p.at); err != nil {
				return err
			}
		}
		if err := f(buffer); err != nil {
			return err
		}
	}
	return nil
}

func (s *spool) close() error {
	if s.file == nil {
		return nil
	}
	err := s.file.Close()
	if gone := os.Remove(s.file.Name()); !errors.Is(gone, os.ErrNotExist) {
		err = errors.Join(err, gone)
	}
	return err
}
