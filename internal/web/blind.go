package web

import (
	"context"
	"errors"
	"net/http"
	"slices"
	"strings"

	"dateline/internal/record"
	"dateline/internal/round"
	"dateline/internal/store"
)

// blindfold is what somebody may not see while they code it without the program: the reports of open rounds, and the events that they tell.
type blindfold struct {
	reports map[string]bool
	events  map[record.EventID]bool
}

// blindfoldOf gives what is hidden from somebody; nothing where they code no round that hides the program.
func blindfoldOf(read store.Reader, rounds []round.Round, of person) (fold blindfold, err error) {
	for _, r := range rounds {
		if !r.Open() || !r.HideMachine || !r.Codes(of.Name) {
			continue
		}
		if fold.reports == nil {
			fold.reports, fold.events = map[string]bool{}, map[record.EventID]bool{}
		}
		for _, u := range r.Units {
			fold.reports[u.Report()] = true
			event, err := read.EventOf(u.Account)
			if err == nil {
				fold.events[event] = true
			} else if !errors.Is(err, store.ErrMissing) {
				return fold, err
			}
		}
	}
	return fold, nil
}

type blindfoldKey struct{}

// hiddenFrom gives what is hidden from who asks.
func hiddenFrom(r *http.Request) blindfold {
	fold, _ := r.Context().Value(blindfoldKey{}).(blindfold)
	return fold
}

// rows leaves out the events that are hidden.
func (b blindfold) rows(all []store.Row) []store.Row {
	return slices.DeleteFunc(all, func(row store.Row) bool { return b.events[row.ID] })
}

// decision covers the values in a decision on an account that is hidden.
func (b blindfold) decision(d record.Decision) record.Decision {
	for _, subject := range d.Subjects {
		if report, _, _ := strings.Cut(subject, "#"); b.reports[report] && d.Verb != record.Coded {
			d.Field, d.Old, d.New, d.Why = "", "", "", ""
		}
	}
	return d
}

// hides reports whether a page shows what is hidden: one of a report, of an event by any of its names, or of a preview with one.
func (b blindfold) hides(read store.Reader, r *http.Request) bool {
	if b.reports == nil {
		return false
	}
	parts := strings.Split(strings.Trim(strings.TrimPrefix(r.URL.Path, "/api/v1"), "/"), "/")
	event := func(id string) bool {
		row, err := read.Event(record.EventID(id))
		return err == nil && b.events[row.ID]
	}
	switch {
	case parts[0] == "preview":
		return slices.ContainsFunc(append(r.URL.Query()["subject"], r.URL.Query().Get("event")), func(subject string) bool {
			report, _, _ := strings.Cut(subject, "#")
			return b.reports[report] || event(subject)
		})
	case parts[0] == "publish", parts[0] == "export":
		return true
	case len(parts) < 2:
		return false
	case parts[0] == "releases":
		return len(parts) > 2 // the files of a release, and what changed in it, tell what the program read
	case parts[0] == "reports":
		return b.reports[parts[1]]
	}
	return (parts[0] == "events" || parts[0] == "review") && event(parts[1])
}

// blind keeps pages with what the program reads from those who code it without the program.
func (s *Server) blind(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if strings.HasPrefix(r.URL.Path, "/static/") {
			next.ServeHTTP(w, r)
			return
		}
		var fold blindfold
		hidden := false
		err := s.ledger.Read(func(read store.Reader) error {
			rounds, err := round.List(read)
			if err != nil {
				return err
			}
			fold, err = blindfoldOf(read, rounds, visitor(r))
			hidden = err == nil && fold.hides(read, r)
			return err
		})
		switch {
		case err != nil:
			s.fault(w, r, err)
		case hidden && strings.HasPrefix(r.URL.Path, "/api/"):
			problem(w, http.StatusForbidden, "you are coding this without the program; it opens when the round is closed")
		case hidden:
			s.fail(w, r, http.StatusForbidden, "blindfolded")
		default:
			next.ServeHTTP(w, r.WithContext(context.WithValue(r.Context(), blindfoldKey{}, fold)))
		}
	})
}
