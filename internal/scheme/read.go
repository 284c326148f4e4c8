package scheme

import (
	"fmt"
	"slices"
	"strings"

	"dateline/internal/record"
	"dateline/internal/rule"
)

// The grades of a match between an act and a code.
const (
	Exact    = "exact"    // the code says what the act says
	Broader  = "broader"  // the code says less: it covers other acts too
	Narrower = "narrower" // the code says more than the act by itself does
	None     = "none"     // no code fits; the note says why
)

var grades = []string{Exact, Broader, Narrower, None}

// keep stands in the column of the code, in rows for all acts, for "as the act's own rows say".
const keep = "="

// row is a line of the crosswalk.
type row struct {
	asks      string // the condition as it is written
	condition condition
	code      string
	mode      string
	contexts  []string
	grade     string
	note      string
	file      string
}

// list is the codes that one version of a scheme has.
type list struct {
	name, version string
	under         map[string]string          // of each code, its heading: empty when it has none
	modes         map[string]map[string]bool // by code
	contexts      map[string]bool
}

func (l *list) code(r row) record.Code {
	c := record.Code{Scheme: l.name, Version: l.version, Code: r.code, Mode: r.mode, Contexts: r.contexts, Grade: r.grade, Note: r.note}
	c.Under = l.under[r.code]
	return c
}

// reader reads the files of a Table.
type reader struct {
	table    *Table
	acts     *rule.Codebook
	mistakes rule.Mistakes
	file     string
	line     int
}

func (r *reader) wrong(format string, args ...any) {
	r.mistakes = append(r.mistakes, rule.Mistake{File: r.file, Line: r.line, What: fmt.Sprintf(format, args...)})
}

// The columns of the two kinds of tables.
var (
	rowColumns  = []string{"act", "condition", "scheme", "version", "code", "mode", "contexts", "grade", "note"}
	listColumns = []string{"kind", "code", "under", "name"}
)

// read reads one file: a list of codes, or a part of the crosswalk.
func (r *reader) read(name string, data []byte, ofCodes bool) {
	columns, take := rowColumns, r.readRow
	if ofCodes {
		l := &list{under: map[string]string{}, modes: map[string]map[string]bool{}, contexts: map[string]bool{}}
		r.table.schemes = append(r.table.schemes, l)
		columns, take = listColumns, func(cells []string) { r.readCode(l, cells) }
		l.name, l.version = remark(data, "scheme"), remark(data, "version")
	}
	r.file, r.line = name, 0
	headed := false
	for line := range strings.Lines(string(data)) {
		r.line++
		line = strings.TrimRight(line, "\r\n")
		if strings.HasPrefix(line, "#") || strings.TrimSpace(line) == "" {
			continue
		}
		cells := strings.Split(line, "\t")
		switch {
		case !headed:
			headed = true
			if !slices.Equal(cells, columns) {
				r.wrong("want the columns %s, tab between", strings.Join(columns, ", "))
				return
			}
		case len(cells) != len(columns):
			r.wrong("%d columns, want %d: %s", len(cells), len(columns), strings.Join(columns, ", "))
		default:
			take(cells)
		}
	}
}

// remark returns the value of a line "# key: value".
func remark(data []byte, key string) string {
	for line := range strings.Lines(string(data)) {
		if value, ok := strings.CutPrefix(line, "# "+key+":"); ok {
			return strings.TrimSpace(value)
		}
	}
	return ""
}

// readCode reads a line of a list of codes.
func (r *reader) readCode(l *list, cells []string) {
	switch kind, code, under := cells[0], cells[1], cells[2]; kind {
	case "code":
		l.under[code] = under
	case "mode":
		if l.modes[under] == nil {
			l.modes[under] = map[string]bool{}
		}
		l.modes[under][code] = true
	case "context":
		l.contexts[code] = true
	default:
		r.wrong("kind %q, want code, mode or context", kind)
	}
}

// readRow reads a line of the crosswalk.
func (r *reader) readRow(cells []string) {
	act, scheme := cells[0], cells[2]
	one := row{asks: cells[1], code: cells[4], mode: cells[5], grade: cells[7], note: cells[8], file: r.file}
	if cells[6] != "" {
		one.contexts = strings.Split(cells[6], ";")
	}
	var err error
	if one.condition, err = readCondition(one.asks); err != nil {
		r.wrong("condition: %v", err)
	}
	r.check(act, scheme, cells[3], one)
	if r.table.rows[scheme] == nil {
		r.table.rows[scheme] = map[string][]row{}
	}
	rows := r.table.rows[scheme][act]
	if len(rows) > 0 && rows[0].file != r.file && r.file == mainFile {
		return // the user's own rows stand in their place
	}
	r.table.rows[scheme][act] = append(rows, one)
}

// check notes what the codebook or the scheme does not have.
func (r *reader) check(act, scheme, version string, one row) {
	if act != anyAct && r.acts.Act(act) == nil {
		r.wrong("no act is named %q", act)
	}
	if !slices.Contains(grades, one.grade) {
		r.wrong("grade %q, want %s", one.grade, strings.Join(grades, ", "))
	}
	at := slices.IndexFunc(r.table.schemes, func(l *list) bool { return l.name == scheme })
	if at < 0 {
		r.wrong("no list of codes for scheme %q in %s", scheme, lists)
		return
	}
	l := r.table.schemes[at]
	if version != l.version {
		r.wrong("version %q of %s, but its list is of %s", version, scheme, l.version)
	}
	if one.grade == None {
		if one.code != "" || one.note == "" {
			r.wrong("grade none wants no code, and the reason as its note")
		}
		return
	}
	r.checkCode(l, act, one)
}

func (r *reader) checkCode(l *list, act string, one row) {
	if _, ok := l.under[one.code]; !ok && (one.code != keep || act != anyAct) {
		r.wrong("%s %s has no code %q", l.name, l.version, one.code)
	}
	if one.mode != "" && !l.modes[one.code][one.mode] {
		r.wrong("%s %s has no mode %q of %s", l.name, l.version, one.mode, one.code)
	}
	for _, c := range one.contexts {
		if !l.contexts[c] {
			r.wrong("%s %s has no context %q", l.name, l.version, c)
		}
	}
}
