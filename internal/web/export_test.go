package web

import (
	"net/http"
	"time"
)

// Hasten makes new passwords cheap to compare, so that tests are quick.
func (a *Accounts) Hasten() { a.turns = 10 }

// WaitFor is waitFor for tests of slow readers.
func WaitFor(w http.ResponseWriter, within time.Duration) http.ResponseWriter {
	return waitFor(w, within)
}
