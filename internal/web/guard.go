package web

import (
	"net"
	"net/http"
	"slices"
	"strings"
)

// policy lets a page load what the program itself serves, and nothing else (Content Security Policy 3).
const policy = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'self'; " +
	"form-action 'self'; base-uri 'none'; frame-ancestors 'none'; frame-src 'self'"

// rawPolicy lets a report's own bytes do nothing at all, not even as a document of this origin.
const rawPolicy = "sandbox; default-src 'none'; frame-ancestors 'self'"

// largest is the most bytes of a request's body.
const largest = 2 << 20

// guard stands before every page: it refuses hosts that are not ours (DNS rebinding), requests that other sites' pages send
// (cross-site request forgery), and bodies that are too large, and sets the headers that browsers keep to.
func (s *Server) guard(next http.Handler) http.Handler {
	crossing := http.NewCrossOriginProtection()
	return crossing.Handler(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if !s.ours(r.Host) {
			http.Error(w, "this address is not served here", http.StatusMisdirectedRequest)
			return
		}
		h := w.Header()
		h.Set("Content-Security-Policy", policy)
		h.Set("X-Content-Type-Options", "nosniff")
		h.Set("Referrer-Policy", "no-referrer")
		h.Set("Cross-Origin-Opener-Policy", "same-origin")
		h.Set("Cross-Origin-Resource-Policy", "same-origin")
		h.Set("Permissions-Policy", "camera=(), microphone=(), geolocation=()")
		if !strings.HasPrefix(r.URL.Path, "/static/") {
			h.Set("Cache-Control", "private, no-store")
		}
		r.Body = http.MaxBytesReader(w, r.Body, largest)
		next.ServeHTTP(waitFor(w, patience), r)
	}))
}

// ours reports whether a Host header names this machine, or a name that the operator gave. With accounts any address in figures does, since
// no name can be made to lead there.
func (s *Server) ours(host string) bool {
	name := host
	if h, _, err := net.SplitHostPort(host); err == nil {
		name = h
	}
	name = strings.ToLower(strings.Trim(name, "[]"))
	if s.Accounts != nil && net.ParseIP(name) != nil {
		return true
	}
	return name == "localhost" || name == "127.0.0.1" || name == "::1" || slices.Contains(s.Hosts, name)
}

// cached lets browsers keep what is served under a name that changes with its bytes.
func cached(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Cache-Control", "public, max-age=3600")
		next.ServeHTTP(w, r)
	})
}
