package link

import (
	"bufio"
	"encoding/json"
	"math"
	"math/rand/v2"
	"os"
	"os/exec"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"
)

// The table of MAVERICK reports, which came with the R package eventreport: several reports of one event that contradict each other.
const maverick = "../../../shared/data/linking/maverick-reports/maverick_event_report.jsonl.xz"

type row map[string]any

// reportsOfEvents reads the table by event; the test is skipped where it is not there.
func reportsOfEvents(t *testing.T) map[string][]row {
	t.Helper()
	if _, err := os.Stat(maverick); err != nil {
		t.Skip("the table is not there")
	}
	out, err := exec.Command("xz", "-dc", maverick).Output()
	if err != nil {
		t.Skip("no xz: ", err)
	}
	events := map[string][]row{}
	lines := bufio.NewScanner(strings.NewReader(string(out)))
	lines.Buffer(nil, 1<<20)
	for lines.Scan() {
		var r row
		if err := json.Unmarshal(lines.Bytes(), &r); err != nil {
			t.Fatal(err)
		}
		events[r["event_id"].(string)] = append(events[r["event_id"].(string)], r)
	}
	return events
}

// isCount reports whether a field is a figure that rules draw the least, greatest or most frequent of.
func isCount(field string) bool {
	return strings.HasPrefix(field, "deaths_") || strings.HasPrefix(field, "injuries_")
}

// saidOf writes a cell as what a source says, with the precision that the table gives such a field.
func saidOf(r row, field string) Said {
	text := ""
	switch v := r[field].(type) {
	case string:
		text = v
	case float64:
		text = strconv.FormatFloat(v, 'g', -1, 64)
	}
	return Said{text, precisionOf(r, field)}
}

func precisionOf(r row, field string) float64 {
	precision, _ := r[precisionField(field)].(float64)
	if strings.HasPrefix(field, "date_") {
		from, _ := time.Parse(time.DateOnly, r["date_start"].(string))
		to, _ := time.Parse(time.DateOnly, r["date_end"].(string))
		precision = -to.Sub(from).Hours()
	}
	return precision
}

func precisionField(field string) string {
	switch {
	case slices.Contains([]string{"city", "location", "latitude", "longitude"}, field):
		return "geo_precision"
	case strings.HasPrefix(field, "actor"):
		actor, _, _ := strings.Cut(field, "_")
		return actor + "_precision"
	}
	return ""
}

// aggregated draws one value for every field of an event's reports.
func aggregated(rule Rule, reports []row) map[string]string {
	out := map[string]string{}
	for field := range reports[0] {
		if isCount(field) {
			var said []float64
			for _, r := range reports {
				if v, known := r[field].(float64); known {
					said = append(said, v)
				}
			}
			out[field] = rule.Number(said).String()
			continue
		}
		var said []Said
		for _, r := range reports {
			said = append(said, saidOf(r, field))
		}
		out[field] = rule.Text(said)
	}
	return out
}

func TestEveryEventOfTheTableAggregates(t *testing.T) {
	events := reportsOfEvents(t)
	several, deaths, dates, indeterminate := 0, 0, 0, 0
	for _, reports := range events {
		drawn := map[Rule]map[string]string{}
		for _, rule := range []Rule{Conservative, Informative, Representative} {
			drawn[rule] = aggregated(rule, reports)
			shuffled := slices.Clone(reports)
			rand.Shuffle(len(shuffled), func(i, j int) { shuffled[i], shuffled[j] = shuffled[j], shuffled[i] })
			for field, value := range aggregated(rule, shuffled) {
				if value != drawn[rule][field] {
					t.Errorf("%s: %s depends on the order of reports", rule, field)
				}
			}
		}
		for field := range reports[0] {
			least, most, typical := drawn[Conservative][field], drawn[Informative][field], drawn[Representative][field]
			if isCount(field) && typical != "" && !(number(least) <= number(typical) && number(typical) <= number(most)) {
				t.Errorf("%s: %s, %s, %s are not in order", field, least, typical, most)
			}
			if isCount(field) && number(least) != number(most) && typical == "" || typical == Indeterminate {
				indeterminate++
			}
		}
		if len(reports) > 1 {
			several++
			deaths += differ(reports, "deaths_best")
			dates += differ(reports, "date_start")
		}
	}
	if len(events) != 2200 || several != 407 {
		t.Errorf("%d events, %d with several reports; want 2200, 407", len(events), several)
	}
	if d, w := math.Round(100*float64(deaths)/407), math.Round(100*float64(dates)/407); d != 45 || w != 43 {
		t.Errorf("%.0f %% disagree on deaths and %.0f %% on the date, want 45 and 43", d, w)
	}
	if indeterminate == 0 {
		t.Error("no tie in the whole table")
	}
}

// differ is 1 when reports give a field different values.
func differ(reports []row, field string) int {
	for _, r := range reports {
		if r[field] != reports[0][field] {
			return 1
		}
	}
	return 0
}

func number(s string) float64 {
	n, err := strconv.ParseFloat(s, 64)
	if err != nil {
		return math.NaN()
	}
	return n
}
