package web

import (
	"bytes"
	"encoding/json"
	"fmt"
	"html/template"
	"net/http"
	"net/url"
	"strings"
	"time"

	"dateline/internal/ledger"
	"dateline/internal/link"
	"dateline/internal/record"
	"dateline/internal/text"
)

// view is one page: the template that shows it, its title, what its body shows, and what its twin in JSON says.
type view struct {
	page  string
	title string
	body  any
	json  any // nil: body
}

// frame is what every template is given.
type frame struct {
	Title, Lang, Path, Query, Version string
	Body                              any
	words                             map[string]string
	other                             string
	nouns                             map[string]link.Noun // French names of acts
	Me                                person
	Accounts                          bool // people log in here
	Publishes                         bool // releases are made here
}

// framed is a part of a page with the frame that gives it its language.
type framed struct {
	Frame frame
	Of    any
}

// T is a message in the reader's language.
func (f frame) T(key string, args ...any) string {
	message, known := f.words[key]
	if !known {
		message = key
	}
	if len(args) > 0 {
		return fmt.Sprintf(message, args...)
	}
	return message
}

// N is a message with a number; that of one has a key of its own.
func (f frame) N(key string, n int) string {
	if n == 1 {
		key += "-1"
	}
	if message := f.words[key]; message != "" && !strings.Contains(message, "%") {
		return message
	}
	return f.T(key, n)
}

// Ground is why the program links two accounts, in the reader's language: what it is called, and the words that it was found in.
func (f frame) Ground(detail string) string {
	if f.Lang == "en" {
		return detail
	}
	head, words, more := strings.Cut(detail, ": ")
	told := f.ground(head)
	if !more {
		return told
	}
	var all []string
	for word := range strings.SplitSeq(words, ", ") {
		if f.nouns[word].Words != "" {
			word = f.Act(word)
		}
		all = append(all, f.ground(word))
	}
	return told + " : " + strings.Join(all, ", ")
}

// ground is one part of it, perhaps after a number.
func (f frame) ground(part string) string {
	number, rest, counted := strings.Cut(part, " ")
	if counted && strings.Trim(number, "0123456789") == "" {
		if told, known := f.words["ground-"+rest]; known {
			return number + " " + told
		}
	}
	if told, known := f.words["ground-"+part]; known {
		return told
	}
	return part
}

// months are those of labels of time in English.
var months = []string{"January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"}

// day puts the months of a label of time into the reader's language.
func (f frame) day(label string) string {
	names := strings.Fields(f.T("months"))
	if f.Lang == "en" || len(names) != len(months) {
		return label
	}
	for i, month := range months {
		label = strings.ReplaceAll(label, month, names[i])
	}
	return label
}

// Value writes an answer to a question for people: what has a name in the codebook by that name.
func (f frame) Value(field string, v record.Value) string {
	switch {
	case field == "act" && v.Label == "":
		return f.Act(v.Text)
	case field == "realisation" && v.Label == "" && v.Text != "":
		return f.T(v.Text)
	case field == "when":
		return f.day(valueOf(v))
	}
	return valueOf(v)
}

// Tongue is the other language of the pages.
func (f frame) Tongue() string { return f.other }

// Twin is the address of this page in JSON.
func (f frame) Twin() string {
	twin := url.URL{Path: f.Path + ".json", RawQuery: f.Query}
	return twin.String()
}

// Other is the address of the same page in the other language.
func (f frame) Other() string {
	query, _ := url.ParseQuery(f.Query) // we wrote it
	query.Set("lang", f.other)
	other := url.URL{Path: f.Path, RawQuery: query.Encode()}
	return other.String()
}

// wantsJSON reports whether a request asks for the twin of a page.
func wantsJSON(r *http.Request) bool {
	return r.URL.Query().Get("format") == "json" || strings.HasPrefix(r.Header.Get("Accept"), "application/json")
}

// twins lets each page answer in JSON at its own address with .json behind it.
func twins(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		path, twin := strings.CutSuffix(r.URL.Path, ".json")
		if !twin || path == "/dots" || strings.HasPrefix(path, "/static/") || strings.HasPrefix(path, "/api/") || strings.HasPrefix(path, "/releases/") && strings.Contains(path, "/files/") {
			next.ServeHTTP(w, r)
			return
		}
		asked := r.Clone(r.Context())
		asked.URL.Path, asked.URL.RawPath = path, ""
		asked.Header.Set("Accept", "application/json")
		next.ServeHTTP(w, asked)
	})
}

func (s *Server) write(w http.ResponseWriter, r *http.Request, status int, v view) {
	if wantsJSON(r) {
		s.writeJSON(w, status, v)
		return
	}
	lang := s.language(w, r)
	query := r.URL.Query()
	query.Del("lang")
	f := frame{Title: v.title, Lang: lang, Path: r.URL.Path, Query: query.Encode(), Version: s.Version, Body: v.body, words: s.words[lang], other: others[lang], nouns: s.nouns, Me: visitor(r), Accounts: s.Accounts != nil, Publishes: s.Publishing != nil}
	var page bytes.Buffer
	if err := s.pages.ExecuteTemplate(&page, v.page, f); err != nil {
		s.Log.Error("template", "page", v.page, "error", err.Error())
		http.Error(w, "this page has a fault", http.StatusInternalServerError)
		return
	}
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	w.WriteHeader(status)
	page.WriteTo(w)
}

func (s *Server) writeJSON(w http.ResponseWriter, status int, v view) {
	said := v.json
	if said == nil {
		said = v.body
	}
	line, err := json.Marshal(said)
	if err != nil {
		s.Log.Error("json", "page", v.page, "error", err.Error())
		http.Error(w, "this page has a fault", http.StatusInternalServerError)
		return
	}
	w.Header().Set("Content-Type", "application/json; charset=utf-8")
	w.WriteHeader(status)
	w.Write(append(line, '\n'))
}

// fail answers with an error page, or problem details (RFC 9457).
func (s *Server) fail(w http.ResponseWriter, r *http.Request, status int, what string) {
	if wantsJSON(r) {
		w.Header().Set("Content-Type", "application/problem+json")
		w.WriteHeader(status)
		json.NewEncoder(w).Encode(map[string]any{"title": http.StatusText(status), "status": status, "detail": what})
		return
	}
	s.write(w, r, status, view{page: "error.html", title: http.StatusText(status), body: map[string]any{"Status": status, "What": what}})
}

// others leads from a language of the pages to the other one.
var others = map[string]string{"en": "fr", "fr": "en"}

// language is the one that the reader chose, else the one that the browser asks for, else English. A choice is remembered.
func (s *Server) language(w http.ResponseWriter, r *http.Request) string {
	if chosen := r.URL.Query().Get("lang"); others[chosen] != "" {
		http.SetCookie(w, &http.Cookie{Name: "lang", Value: chosen, Path: "/", MaxAge: 365 * 24 * 3600, HttpOnly: true, SameSite: http.SameSiteStrictMode})
	}
	return s.tongue(r)
}

// tongue is the language in which somebody is answered.
func (s *Server) tongue(r *http.Request) string {
	if chosen := r.URL.Query().Get("lang"); others[chosen] != "" {
		return chosen
	}
	if c, err := r.Cookie("lang"); err == nil && others[c.Value] != "" {
		return c.Value
	}
	if strings.HasPrefix(strings.ToLower(r.Header.Get("Accept-Language")), "fr") {
		return "fr"
	}
	return "en"
}

// catalogue holds the messages of the pages by language and key.
type catalogue map[string]map[string]string

// readMessages reads messages.tsv: key, English, French.
func readMessages(table string) (catalogue, error) {
	words := catalogue{"en": {}, "fr": {}}
	for i, line := range strings.Split(table, "\n") {
		if line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		cells := strings.Split(line, "\t")
		if len(cells) != 3 || words["en"][cells[0]] != "" {
			return nil, fmt.Errorf("messages.tsv:%d: want a new key, English and French with tabs between", i+1)
		}
		words["en"][cells[0]], words["fr"][cells[0]] = cells[1], cells[2]
	}
	return words, nil
}

// functions are what templates may call.
var functions = template.FuncMap{
	"act":     func(name string) string { return strings.ReplaceAll(name, "-", " ") },
	"day":     func(d text.Day) string { return d.String() },
	"value":   valueOf,
	"when":    interval,
	"percent": percent,
	"figure":  func(f float64) string { return strings.Replace(fmt.Sprintf("%.2f", f), "-", "\u2212", 1) },
	"mark":    claimMark,
	"kind":    kindOf,
	"ordinal": func(i int) int { return i + 1 },
	"framed":  func(f frame, of any) framed { return framed{f, of} },
	"judged":  func(f frame, seen int64, a, b, kind string) judgedPair { return judgedPair{f, seen, a, b, kind} },
	"list":    func(all ...string) []string { return all },
	"cell":    shownCell,
	"bytes":   sizeOf,
	"said":    saidBy,
}

// saidBy is the value that a decision sets, in words.
func saidBy(d record.Decision) string {
	if d.Verb != record.Add {
		return d.New
	}
	a, err := ledger.AdditionOf(d)
	if err != nil {
		return "" // covered
	}
	return a.String()
}

func percent(share float64) string { return fmt.Sprintf("%.0f\u00a0%%", 100*share) }

// valueOf writes a value for people.
func valueOf(v record.Value) string {
	switch {
	case v.Label != "":
		return v.Label
	case v.Text != "" && !v.Low.Known && !v.High.Known:
		return v.Text
	case v.Best.Known:
		return v.Best.String()
	case v.Low.Known && v.High.Known:
		return v.Low.String() + "–" + v.High.String()
	case v.Low.Known:
		return "≥ " + v.Low.String()
	case v.High.Known:
		return "≤ " + v.High.String()
	}
	return "—"
}

// interval writes a half-open interval of time, as precisely as it is known.
func interval(from, to time.Time) string {
	if from.IsZero() {
		return "—"
	}
	last := to.Add(-time.Second)
	switch {
	case to.Sub(from) < 24*time.Hour:
		return from.Format("2006-01-02 15:04")
	case to.Sub(from) == 24*time.Hour:
		return from.Format("2006-01-02")
	case from.Day() == 1 && last.Month() == from.Month() && last.Year() == from.Year():
		return from.Format("2006-01")
	case from.YearDay() == 1 && last.Year() == from.Year() && to.YearDay() == 1:
		return from.Format("2006")
	}
	return from.Format("2006-01-02") + " – " + last.Format("2006-01-02")
}
