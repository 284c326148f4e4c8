package web

import (
	"context"
	"net/http"

	"dateline/internal/record"
)

// Role says what somebody may do. Each may do what those before it may.
type Role string

// The roles.
const (
	DataOnly Role = "data-only" // reads, without the names of those who decided
	Viewer   Role = "viewer"    // reads
	Coder    Role = "coder"     // judges
	Curator  Role = "curator"   // releases and chooses rules for the whole ledger
	Admin    Role = "admin"     // gives accounts to others
)

// roles are the roles, from the least.
var roles = []Role{DataOnly, Viewer, Coder, Curator, Admin}

// person is who asks.
type person struct {
	Name string
	Role Role
}

// May reports whether somebody may do what a role may.
func (p person) May(r Role) bool {
	for _, role := range roles {
		if role == r {
			return true
		}
		if role == p.Role {
			return false
		}
	}
	return false
}

type visitorKey struct{}

// visitor is who asks: the holder of the session, or the person at this machine.
func visitor(r *http.Request) person {
	who, _ := r.Context().Value(visitorKey{}).(person)
	return who
}

func asVisitor(r *http.Request, who person) *http.Request {
	return r.WithContext(context.WithValue(r.Context(), visitorKey{}, who))
}

// shownDecision leaves the name out for those who may not see who decided.
func shownDecision(d record.Decision, to person) record.Decision {
	if !to.May(Viewer) {
		d.By = ""
		if d.Verb == record.RoundOpened {
			d.New = "" // names the coders
		}
	}
	return d
}
