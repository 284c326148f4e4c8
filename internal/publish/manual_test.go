package publish

import (
	"fmt"
	"os"
	"strings"
	"testing"
)

const manual = "../../doc/manual.md"

// TestManualNamesEveryColumn keeps the manual's chapter on tables as it is made from the tables: UPDATE=1 writes it anew.
func TestManualNamesEveryColumn(t *testing.T) {
	const begin, end = "## Tables\n", "\n## "
	data, err := os.ReadFile(manual)
	if err != nil {
		t.Fatal(err)
	}
	before, rest, found := strings.Cut(string(data), begin)
	if !found {
		t.Fatalf("%s has no chapter %q", manual, begin)
	}
	chapter, after, more := strings.Cut(rest, end)
	if more {
		after = end + after
	}
	want := tablesChapter()
	if chapter == want {
		return
	}
	if os.Getenv("UPDATE") == "" {
		t.Fatalf("the chapter on tables is not what the tables say; UPDATE=1 go test -run Manual ./internal/publish writes it")
	}
	if err := os.WriteFile(manual, []byte(before+begin+want+after), 0o644); err != nil {
		t.Fatal(err)
	}
}

func tablesChapter() string {
	var out strings.Builder
	out.WriteString("\nWhat `dateline export` writes. The first nine are our own, and make a release.\n")
	for i, table := range Tables() {
		fmt.Fprintf(&out, "\n### `%s`\n\n%s\n\n", table.Name, table.About)
		if i >= own {
			names := make([]string, len(table.Columns))
			for j, c := range table.Columns {
				names[j] = "`" + c.Name + "`"
			}
			fmt.Fprintf(&out, "%d columns: %s.\n", len(names), strings.Join(names, ", "))
			continue
		}
		out.WriteString("| column | holds |\n|---|---|\n")
		for _, c := range table.Columns {
			fmt.Fprintf(&out, "| `%s` | %s |\n", c.Name, strings.ReplaceAll(c.About, "|", "\\|"))
		}
	}
	out.WriteString("\n### Formats that are no tables\n\n| format | is |\n|---|---|\n")
	for _, shape := range Shapes() {
		fmt.Fprintf(&out, "| `%s` | %s |\n", shape.Name, shape.About)
	}
	return out.String()
}

func TestColumnsOfOthers(t *testing.T) {
	for name, want := range map[string]int{"acled": 31, "ged": 49} {
		if table, _ := FindTable(name); len(table.Columns) != want {
			t.Errorf("%s has %d columns, want %d", name, len(table.Columns), want)
		}
	}
}
