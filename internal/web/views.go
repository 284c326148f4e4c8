package web

import (
	"encoding/json"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"dateline/internal/store"
)

// savedView is a list of events under a name: an address that somebody wants to come back to.
type savedView struct {
	Number int    `json:"number"`
	Name   string `json:"name"`
	Query  string `json:"query"`
	By     string `json:"by,omitempty"`
	Shared bool   `json:"shared"` // with all who read here
}

// viewsSetting is where a ledger keeps its views.
const viewsSetting = "web.views"

// How much is kept.
const (
	mostViews   = 500
	longestName = 80 // letters
)

func readViews(read store.Reader) (all []savedView, err error) {
	kept, err := read.Setting(viewsSetting)
	if err != nil || kept == "" {
		return nil, err
	}
	return all, json.Unmarshal([]byte(kept), &all)
}

// viewsFor gives the views that somebody may see: their own, and those that are shared.
func viewsFor(read store.Reader, who person) (mine []savedView, err error) {
	all, err := readViews(read)
	for _, v := range all {
		if v.Shared || v.By == who.Name {
			if !who.May(Viewer) {
				v.By = ""
			}
			mine = append(mine, v)
		}
	}
	slices.SortFunc(mine, func(a, b savedView) int { return strings.Compare(strings.ToLower(a.Name), strings.ToLower(b.Name)) })
	return mine, err
}

// changeViews changes the views of a ledger in one transaction.
func (s *Server) changeViews(change func([]savedView) ([]savedView, error)) error {
	return s.ledger.Write(func(w store.Writer) error {
		all, err := readViews(w)
		if err != nil {
			return err
		}
		if all, err = change(all); err != nil {
			return err
		}
		data, err := json.Marshal(all)
		if err != nil {
			return err
		}
		return w.Set(viewsSetting, string(data))
	})
}

// saveView keeps the list that is looked at under a name.
func (s *Server) saveView(w http.ResponseWriter, r *http.Request) {
	query, err := viewQuery(r.PostFormValue("query"))
	name := viewName(r.PostFormValue("name"))
	if err == nil && name == "" {
		err = badRequest{errText("a view needs a name")}
	}
	made := savedView{Number: 1, Name: name, Query: query, By: visitor(r).Name, Shared: r.PostFormValue("shared") != ""}
	if err == nil && made.Shared && !visitor(r).May(Coder) {
		err = badRequest{errText("only those who judge share views")}
	}
	if err == nil {
		err = s.changeViews(func(all []savedView) ([]savedView, error) {
			if len(all) >= mostViews {
				return nil, badRequest{errText("there are " + strconv.Itoa(mostViews) + " views; delete some first")}
			}
			for _, v := range all {
				made.Number = max(made.Number, v.Number+1)
			}
			return append(all, made), nil
		})
	}
	s.afterView(w, r, err, "/views/"+strconv.Itoa(made.Number))
}

// viewName is a name as it is kept: one line, not longer than fits.
func viewName(name string) string {
	letters := []rune(strings.Join(strings.Fields(name), " "))
	return string(letters[:min(len(letters), longestName)])
}

// viewQuery checks an address of a list, and leaves out where in the list it was.
func viewQuery(query string) (string, error) {
	values, err := url.ParseQuery(query)
	if err != nil {
		return "", badRequest{err}
	}
	for _, key := range []string{"after", "lang", "view"} {
		values.Del(key)
	}
	for key, all := range values {
		if values[key] = full(all); len(values[key]) == 0 {
			delete(values, key)
		}
	}
	_, err = queryOf(values)
	return values.Encode(), err
}

// changeView renames, shares or deletes a view; only who made it may, or an admin.
func (s *Server) changeView(w http.ResponseWriter, r *http.Request) {
	who := visitor(r)
	err := s.changeViews(func(all []savedView) ([]savedView, error) {
		i := slices.IndexFunc(all, func(v savedView) bool { return strconv.Itoa(v.Number) == r.PathValue("n") })
		if i < 0 || all[i].By != who.Name && !(who.May(Admin) && all[i].Shared) {
			return nil, store.ErrMissing
		}
		if r.PostFormValue("do") == "delete" {
			return slices.Delete(all, i, i+1), nil
		}
		if name := viewName(r.PostFormValue("name")); name != "" {
			all[i].Name = name
		}
		all[i].Shared = r.PostFormValue("shared") != "" && who.May(Coder)
		return all, nil
	})
	to := "/views/" + r.PathValue("n")
	if r.PostFormValue("do") == "delete" {
		to = "/events"
	}
	s.afterView(w, r, err, to)
}

func (s *Server) afterView(w http.ResponseWriter, r *http.Request, err error, to string) {
	if err != nil {
		s.fault(w, r, err)
		return
	}
	http.Redirect(w, r, to, http.StatusSeeOther)
}

// openView leads from the address of a view to its list.
func (s *Server) openView(w http.ResponseWriter, r *http.Request) {
	var found *savedView
	err := s.ledger.Read(func(read store.Reader) error {
		mine, err := viewsFor(read, visitor(r))
		for _, v := range mine {
			if strconv.Itoa(v.Number) == r.PathValue("n") {
				found = &v
			}
		}
		return err
	})
	if err == nil && found == nil {
		err = store.ErrMissing
	}
	if err != nil {
		s.fault(w, r, err)
		return
	}
	query, _ := url.ParseQuery(found.Query) // it was checked when it was kept
	query.Set("view", strconv.Itoa(found.Number))
	s.afterView(w, r, nil, "/events?"+query.Encode())
}

// viewRoutes are the addresses of named views.
func (s *Server) viewRoutes(mux *http.ServeMux) {
	mux.HandleFunc("POST /views", s.saveView)
	mux.HandleFunc("GET /views/{n}", s.openView)
	mux.HandleFunc("POST /views/{n}", s.changeView)
}
