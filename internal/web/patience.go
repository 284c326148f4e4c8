package web

import (
	"net/http"
	"time"
)

// patience is how long a reader may take to take in what was written to it: one that holds a long answer open without reading it is left.
const patience = time.Minute

// patient is an answer whose reader must go on reading. The time begins anew with each part of it.
type patient struct {
	http.ResponseWriter
	control *http.ResponseController
	within  time.Duration
}

func waitFor(w http.ResponseWriter, within time.Duration) *patient {
	p := &patient{w, http.NewResponseController(w), within}
	p.control.SetWriteDeadline(time.Time{}) // of the request before; a writer without deadlines has no connection either
	return p
}

func (p *patient) WriteHeader(status int) {
	p.control.SetWriteDeadline(time.Now().Add(p.within))
	p.ResponseWriter.WriteHeader(status)
}

func (p *patient) Write(data []byte) (int, error) {
	p.control.SetWriteDeadline(time.Now().Add(p.within))
	return p.ResponseWriter.Write(data)
}

// Unwrap lets http.ResponseController find what is beneath.
func (p *patient) Unwrap() http.ResponseWriter { return p.ResponseWriter }
