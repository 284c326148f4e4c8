package web

import (
	"archive/zip"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"mime"
	"net/http"
	"net/url"
	"path"
	"slices"
	"strconv"
	"strings"
	"time"

	"dateline/internal/publish"
	"dateline/internal/record"
	"dateline/internal/store"
)

// releaseRow is one release in the list.
type releaseRow struct {
	Number    int       `json:"number"`
	At        time.Time `json:"at"`
	By        string    `json:"by,omitempty"`
	Note      string    `json:"note,omitempty"`
	Hash      string    `json:"hash"`
	Decision  int64     `json:"decision"`
	Withdrawn bool      `json:"withdrawn,omitempty"`
}

// releases lists the releases, the last first.
func (s *Server) releases(r *http.Request) (view, error) {
	all, err := publish.Releases(s.ledger)
	if err != nil {
		return view{}, err
	}
	rows := []releaseRow{}
	for i, d := range slices.Backward(all) {
		row := rowOfRelease(d, visitor(r))
		if row.Withdrawn, err = publish.Withdrawn(s.ledger, i+1); err != nil {
			return view{}, err
		}
		rows = append(rows, row)
	}
	return view{page: "releases.html", title: "releases", body: rows, json: map[string]any{"results": rows, "total": len(rows)}}, nil
}

func rowOfRelease(d record.Decision, to person) releaseRow {
	d = shownDecision(d, to)
	n, _ := strconv.Atoi(d.New) // the program wrote it
	return releaseRow{Number: n, At: d.At, By: d.By, Note: d.Why, Hash: d.Old, Decision: d.Seq}
}

// releasePage is the body of the page of one release.
type releasePage struct {
	releaseRow
	Of     publish.Manifest
	Files  []fileRow
	Before int // the release that it is compared with; 0 for none
}

// givenFile is a file with its address.
type givenFile struct {
	fileRow
	Path string
}

// Tables gives the files but those of the codebook, which Acts gives.
func (p releasePage) Tables() []givenFile { return p.given(false) }

// Acts: see Tables.
func (p releasePage) Acts() []givenFile { return p.given(true) }

func (p releasePage) given(codebook bool) (all []givenFile) {
	for _, f := range p.Files {
		if strings.HasPrefix(f.Name, "codebook/") == codebook {
			all = append(all, givenFile{f, f.Address(p.Number)})
		}
	}
	return all
}

// fileRow is one file of a release.
type fileRow struct {
	Name  string `json:"name"`
	About string `json:"about,omitempty"`
	Rows  int    `json:"rows,omitempty"`
	Bytes int    `json:"bytes"`
	Hash  string `json:"sha256"`
}

// Address is where a file is given.
func (f fileRow) Address(release int) string {
	address := url.URL{Path: fmt.Sprintf("/releases/%d/files/%s", release, f.Name)}
	return address.String()
}

// releaseOf gives the release that an address names, from the copy that the ledger keeps.
func (s *Server) releaseOf(r *http.Request) (number int, files publish.Files, err error) {
	if number, err = strconv.Atoi(r.PathValue("n")); err != nil {
		return 0, nil, badRequest{errText("a release is named by its number")}
	}
	files, err = s.releaseNumbered(number)
	return number, files, err
}

func (s *Server) releaseNumbered(number int) (publish.Files, error) {
	all, err := publish.Releases(s.ledger)
	if err != nil {
		return nil, err
	}
	if number < 1 || number > len(all) {
		return nil, store.ErrMissing
	}
	files, err := publish.Released(s.ledger, number)
	if errors.Is(err, publish.ErrWithdrawn) {
		return nil, badRequest{err}
	}
	return files, err
}

func (s *Server) release(r *http.Request) (view, error) {
	n, files, err := s.releaseOf(r)
	if err != nil {
		return view{}, err
	}
	all, err := publish.Releases(s.ledger)
	if err != nil {
		return view{}, err
	}
	body := releasePage{releaseRow: rowOfRelease(all[n-1], visitor(r)), Before: n - 1}
	if body.Of, err = files.Manifest(); err != nil {
		return view{}, err
	}
	if gone, err := publish.Withdrawn(s.ledger, n-1); err != nil || gone {
		body.Before = 0
	}
	if body.Files, err = filesOf(files); err != nil {
		return view{}, err
	}
	return view{page: "release.html", title: s.titled("release-n", n, r), body: body, json: map[string]any{"release": body.releaseRow, "manifest": body.Of, "files": body.Files}}, nil
}

// titled is a title with a number in it, in the language of the reader.
func (s *Server) titled(key string, n int, r *http.Request) string {
	return fmt.Sprintf(s.words[s.tongue(r)][key], n)
}

func filesOf(files publish.Files) (all []fileRow, err error) {
	var described struct {
		Resources []struct {
			Path, Description string
			Rows              int
		}
	}
	if err := json.Unmarshal(files["datapackage.json"], &described); err != nil {
		return nil, err
	}
	sums := map[string]string{}
	for line := range strings.Lines(string(files["SHA256SUMS"])) {
		sum, name, _ := strings.Cut(strings.TrimSuffix(line, "\n"), "  ")
		sums[name] = sum
	}
	for _, name := range files.Names() {
		row := fileRow{Name: name, Bytes: len(files[name]), Hash: sums[name]}
		for _, resource := range described.Resources {
			if resource.Path == name {
				row.About, row.Rows = resource.Description, resource.Rows
			}
		}
		all = append(all, row)
	}
	return all, nil
}

// releaseFile gives one file of a release to be kept.
func (s *Server) releaseFile(w http.ResponseWriter, r *http.Request) {
	n, files, err := s.releaseOf(r)
	if err != nil {
		s.fault(w, r, err)
		return
	}
	name := r.PathValue("name")
	data, is := files[name]
	if !is {
		s.fail(w, r, http.StatusNotFound, "not-here")
		return
	}
	kind := "text/plain; charset=utf-8"
	switch path.Ext(name) {
	case ".csv", ".tsv":
		kind = "text/csv; charset=utf-8"
	case ".json":
		kind = "application/json"
	}
	w.Header().Set("Content-Disposition", mime.FormatMediaType("attachment", map[string]string{"filename": fmt.Sprintf("release-%d-%s", n, path.Base(name))}))
	s.sendTagged(w, r, kind, data)
}

// releaseZip gives all files of a release in one.
func (s *Server) releaseZip(w http.ResponseWriter, r *http.Request) {
	n, files, err := s.releaseOf(r)
	if err != nil {
		s.fault(w, r, err)
		return
	}
	data, err := zipped(n, files)
	if err != nil {
		s.fault(w, r, err)
		return
	}
	w.Header().Set("Content-Disposition", fmt.Sprintf("attachment; filename=release-%d.zip", n))
	s.sendTagged(w, r, "application/zip", data)
}

func zipped(n int, files publish.Files) ([]byte, error) {
	var out bytes.Buffer
	archive := zip.NewWriter(&out)
	for _, name := range files.Names() {
		file, err := archive.CreateHeader(&zip.FileHeader{Name: fmt.Sprintf("release-%d/%s", n, name), Method: zip.Deflate}) // without a time, so that it is the same again
		if err != nil {
			return nil, err
		}
		if _, err := file.Write(files[name]); err != nil {
			return nil, err
		}
	}
	err := archive.Close()
	return out.Bytes(), err
}

// prosePage is the body of a page of text that a release holds.
type prosePage struct {
	Number int // of the release; 0 of one that would be made now
	Blocks []block
}

// methodology shows how a release was made.
func (s *Server) methodology(r *http.Request) (view, error) {
	n, files, err := s.releaseOf(r)
	if err != nil {
		return view{}, err
	}
	return methodologyView(n, files["methodology.md"]), nil
}

func methodologyView(n int, text []byte) view {
	return view{page: "methodology.html", title: "methodology", body: prosePage{n, blocks(string(text))}, json: map[string]any{"release": n, "text": string(text)}}
}

// changesPage is the body of the page of what changed between two releases.
type changesPage struct {
	From, To int // To is 0 for the ledger as it stands
	Numbers  []int
	Table    string
	Tables   []tableCount
	Changes  []publish.Change
	Next     string
	Summary  string
	Total    int
}

// tableCount counts the changed rows of a table.
type tableCount struct {
	Name string
	N    int
}

// changesOnPage is how many changed rows a page shows.
const changesOnPage = 100

// changes compares a release with another, and explains each row that differs.
func (s *Server) changes(r *http.Request) (view, error) {
	n, files, err := s.releaseOf(r)
	if err != nil {
		return view{}, err
	}
	query := r.URL.Query()
	since := n - 1
	if asked := query.Get("since"); asked != "" {
		if since, err = strconv.Atoi(asked); err != nil {
			return view{}, badRequest{errText("since is the number of a release")}
		}
	}
	if since < 1 || since == n {
		return view{}, badRequest{errText("there is no other release to compare it with")}
	}
	before, err := s.releaseNumbered(since)
	if err != nil {
		return view{}, err
	}
	all, err := publish.Compare(before, files)
	if err != nil {
		return view{}, err
	}
	return s.changesView(r, since, n, all)
}

// changesView shows a page of changes, of all tables or of one.
func (s *Server) changesView(r *http.Request, since, n int, all []publish.Change) (view, error) {
	query := r.URL.Query()
	body := changesPage{From: since, To: n, Table: query.Get("table"), Summary: publish.Summary(all)}
	releases, err := publish.Releases(s.ledger)
	for i := range releases {
		body.Numbers = append(body.Numbers, i+1)
	}
	var chosen []publish.Change
	for _, c := range all {
		if i := len(body.Tables) - 1; i < 0 || body.Tables[i].Name != c.Table {
			body.Tables = append(body.Tables, tableCount{Name: c.Table})
		}
		body.Tables[len(body.Tables)-1].N++
		if body.Table == "" || body.Table == c.Table {
			chosen = append(chosen, c)
		}
	}
	at, _ := strconv.Atoi(query.Get("at"))
	at = min(max(at, 0), len(chosen))
	body.Total = len(chosen)
	body.Changes = chosen[at:min(at+changesOnPage, len(chosen))]
	if at+changesOnPage < len(chosen) {
		query.Set("at", strconv.Itoa(at+changesOnPage))
		body.Next = r.URL.Path + "?" + query.Encode()
	}
	return view{page: "changes.html", title: "changes", body: body, json: map[string]any{"from": since, "to": n, "summary": body.Summary, "results": body.Changes, "total": body.Total, "next": body.Next}}, err
}

// howNow shows how a release would be made now.
func (s *Server) howNow(r *http.Request) (view, error) {
	body, err := s.nextBody(r.URL.Query())
	if err != nil {
		return view{}, err
	}
	d, err := s.draw(&body)
	return methodologyView(0, d.files["methodology.md"]), err
}

// gateAddress is the address of the harm check with a finding before the reader.
func gateAddress(kind, key, saved string) string {
	query := url.Values{}
	for name, value := range map[string]string{"kind": kind, "key": key, "saved": saved} {
		if value != "" {
			query.Set(name, value)
		}
	}
	return "/publish?" + query.Encode()
}

// publishRoutes are the pages on which releases are made and read.
func (s *Server) publishRoutes(mux *http.ServeMux) {
	mux.HandleFunc("GET /publish", s.answer(s.harmCheck))
	mux.HandleFunc("POST /publish", s.posted(s.decideFinding))
	mux.HandleFunc("GET /publish/release", s.answer(s.nextRelease))
	mux.HandleFunc("POST /publish/release", s.posted(s.makeRelease))
	mux.HandleFunc("GET /publish/methodology", s.answer(s.howNow))
	mux.HandleFunc("GET /releases", s.answer(s.releases))
	mux.HandleFunc("GET /releases/{n}", s.answer(s.release))
	mux.HandleFunc("GET /releases/{n}/methodology", s.answer(s.methodology))
	mux.HandleFunc("GET /releases/{n}/changes", s.answer(s.changes))
	mux.HandleFunc("GET /releases/{n}/package.zip", s.releaseZip)
	mux.HandleFunc("GET /releases/{n}/files/{name...}", s.releaseFile)
}
