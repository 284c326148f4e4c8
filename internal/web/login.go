package web

import (
	"errors"
	"net"
	"net/http"
	"net/url"
	"strings"
)

// cookie is the name of the cookie that holds a session.
const cookie = "dateline"

// needs is the role that a request takes.
func needs(r *http.Request) Role {
	path := strings.TrimPrefix(r.URL.Path, "/api/v1")
	switch {
	case strings.HasPrefix(path, "/people"):
		return Admin
	case strings.HasPrefix(path, "/publish"):
		return Curator
	case strings.HasPrefix(path, "/rounds"):
		return roundNeeds(r.Method, path)
	case strings.HasPrefix(path, "/review"), strings.HasPrefix(path, "/preview"), strings.HasPrefix(path, "/reports/") && strings.HasSuffix(path, "/add"):
		return Coder
	case path == "/read" || path == "/logout":
		return DataOnly
	case strings.HasPrefix(path, "/views"):
		return Viewer
	case r.Method != http.MethodGet && r.Method != http.MethodHead:
		return Coder
	}
	return DataOnly
}

// admit lets those in who may, and names them to the pages. Without accounts it is the person at this machine, who may do everything.
func (s *Server) admit(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if s.Accounts == nil {
			next.ServeHTTP(w, asVisitor(r, person{s.Reviewer, Admin}))
			return
		}
		if strings.HasPrefix(r.URL.Path, "/static/") || r.URL.Path == "/login" || r.URL.Path == "/join" {
			next.ServeHTTP(w, r)
			return
		}
		who, in := s.Accounts.Who(cookieOf(r))
		switch {
		case !in && (wantsJSON(r) || strings.HasPrefix(r.URL.Path, "/api/") || r.Method != http.MethodGet):
			s.fail(w, r, http.StatusUnauthorized, "log-in-first")
		case !in:
			http.Redirect(w, r, "/login?"+url.Values{"next": {r.URL.RequestURI()}}.Encode(), http.StatusSeeOther)
		case !who.May(needs(r)):
			s.fail(w, asVisitor(r, who), http.StatusForbidden, "not-allowed")
		default:
			next.ServeHTTP(w, asVisitor(r, who))
		}
	})
}

func cookieOf(r *http.Request) string {
	c, err := r.Cookie(cookie)
	if err != nil {
		return ""
	}
	return c.Value
}

// loginPage is the body of the pages for logging in and for taking up an invitation.
type loginPage struct {
	Next, Invited, Name, Fault string
}

func (s *Server) loginForm(r *http.Request) (view, error) {
	return view{page: "login.html", title: "log-in", body: loginPage{Next: within(r.URL.Query().Get("next"))}}, nil
}

// within keeps an address only if it leads to a page of this server.
func within(address string) string {
	u, err := url.Parse(address)
	if err != nil || u.IsAbs() || u.Host != "" || u.Opaque != "" || !strings.HasPrefix(u.Path, "/") || strings.HasPrefix(u.Path, "//") || strings.Contains(address, `\`) {
		return "/events"
	}
	inside := url.URL{Path: u.Path, RawQuery: u.RawQuery}
	return inside.String()
}

func (s *Server) logIn(w http.ResponseWriter, r *http.Request) {
	s.Accounts.LogOut(cookieOf(r)) // a session that somebody else may know does not become this one's
	from, _, _ := net.SplitHostPort(r.RemoteAddr)
	secret, err := s.Accounts.LogIn(r.PostFormValue("name"), r.PostFormValue("password"), from)
	body := loginPage{Next: within(r.PostFormValue("next")), Name: r.PostFormValue("name")}
	switch {
	case errors.Is(err, ErrTooOften):
		body.Fault = "too-often"
		s.write(w, r, http.StatusTooManyRequests, view{page: "login.html", title: "log-in", body: body})
	case errors.Is(err, ErrWrong):
		s.Log.Warn("log-in failed", "name", r.PostFormValue("name"), "from", from)
		body.Fault = "wrong-password"
		s.write(w, r, http.StatusUnauthorized, view{page: "login.html", title: "log-in", body: body})
	case err != nil:
		s.fault(w, r, err)
	default:
		http.SetCookie(w, &http.Cookie{Name: cookie, Value: secret, Path: "/", HttpOnly: true, Secure: r.TLS != nil, SameSite: http.SameSiteStrictMode,
			MaxAge: int(longestSession.Seconds())})
		http.Redirect(w, r, body.Next, http.StatusSeeOther)
	}
}

func (s *Server) logOut(w http.ResponseWriter, r *http.Request) {
	s.Accounts.LogOut(cookieOf(r))
	http.SetCookie(w, &http.Cookie{Name: cookie, Path: "/", MaxAge: -1})
	http.Redirect(w, r, "/login", http.StatusSeeOther)
}

func (s *Server) joinForm(r *http.Request) (view, error) {
	return view{page: "join.html", title: "join", body: loginPage{Invited: r.URL.Query().Get("invitation")}}, nil
}

func (s *Server) join(w http.ResponseWriter, r *http.Request) {
	body := loginPage{Invited: r.PostFormValue("invitation"), Name: r.PostFormValue("name")}
	err := s.Accounts.Join(body.Invited, body.Name, r.PostFormValue("password"))
	for known, key := range map[error]string{ErrInvited: "not-invited", ErrName: "name-taken", ErrPassword: "short-password"} {
		if errors.Is(err, known) {
			body.Fault = key
			s.write(w, r, http.StatusBadRequest, view{page: "join.html", title: "join", body: body})
			return
		}
	}
	if err != nil {
		s.fault(w, r, err)
		return
	}
	http.Redirect(w, r, "/login", http.StatusSeeOther)
}

// peoplePage is the body of the page of accounts.
type peoplePage struct {
	People     []person
	Roles      []Role
	Invitation string // the address of one just made
}

func (s *Server) people(*http.Request) (view, error) {
	return view{page: "people.html", title: "people", body: peoplePage{People: s.Accounts.People(), Roles: roles}}, nil
}

func (s *Server) invite(r *http.Request) (view, error) {
	secret, err := s.Accounts.Invite(Role(r.PostFormValue("role")))
	if err != nil {
		return view{}, badRequest{err}
	}
	v, err := s.people(r)
	body := v.body.(peoplePage)
	body.Invitation = "http://" + r.Host + "/join?invitation=" + secret
	v.body = body
	return v, err
}

func (s *Server) setRole(r *http.Request) (view, error) {
	if err := s.Accounts.SetRole(r.PostFormValue("name"), Role(r.PostFormValue("role"))); err != nil {
		return view{}, badRequest{err}
	}
	return s.people(r)
}

// accountRoutes are the pages that only a server with accounts has.
func (s *Server) accountRoutes(mux *http.ServeMux) {
	mux.HandleFunc("GET /login", s.answer(s.loginForm))
	mux.HandleFunc("POST /login", s.logIn)
	mux.HandleFunc("POST /logout", s.logOut)
	mux.HandleFunc("GET /join", s.answer(s.joinForm))
	mux.HandleFunc("POST /join", s.join)
	mux.HandleFunc("GET /people", s.answer(s.people))
	mux.HandleFunc("POST /people", s.answer(s.invite))
	mux.HandleFunc("POST /people/role", s.answer(s.setRole))
}
