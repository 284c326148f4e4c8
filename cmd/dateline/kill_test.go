package main

import (
	"bufio"
	"bytes"
	"encoding/json"
	"fmt"
	"io/fs"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"dateline/internal/killtest"
	"dateline/internal/whole"
)

// TestKilledWhilePublishing kills a process at chance moments while it exports and releases. What it had said to be written must be there,
// whatever has its name must be whole, `check` clean, and the same commands said again must end in the same files as if nobody had been killed.
func TestKilledWhilePublishing(t *testing.T) {
	if folder := killtest.Folder(); folder != "" {
		publishAll(t, folder, func(line string) { fmt.Println(line) })
		return
	}
	kills := killtest.Kills(2)
	base := ready(t)
	whole := copied(t, base)
	lines := 0
	start := time.Now()
	publishAll(t, whole, func(string) { lines++ })
	each := time.Since(start) / time.Duration(lines)
	want := filesOf(t, whole)
	for seed := range uint64(kills) {
		chance := rand.New(rand.NewPCG(seed, 3))
		folder := copied(t, base)
		told := killtest.After(t, folder, chance.IntN(lines), time.Duration(chance.Int64N(2*int64(each))))
		standsWritten(t, folder, told, want)
		publishAll(t, folder, func(string) {})
		commandDone(t, "check", "--only", "ledger", "--ledger", folder)
		same(t, seed, filesOf(t, folder), want)
	}
	t.Logf("%d kills", kills)
}

// ready makes a ledger of the sample reports on which every finding of the harm check is decided.
func ready(t *testing.T) string {
	folder := filepath.Join(t.TempDir(), "ledger")
	commandDone(t, "demo", "--keep", folder)
	var found bytes.Buffer
	run([]string{"release", "--check", "--json", "--ledger", folder}, strings.NewReader(""), &found, &bytes.Buffer{})
	decide := []string{"release", "--why", "to be killed", "--ledger", folder}
	for line := bufio.NewScanner(&found); line.Scan(); {
		var finding struct {
			Key  string   `json:"key"`
			Ways []string `json:"ways"`
			Open bool     `json:"open"`
		}
		if err := json.Unmarshal(line.Bytes(), &finding); err != nil {
			t.Fatal(err)
		}
		if finding.Open {
			decide = append(decide, "--decide", finding.Key+"="+finding.Ways[0])
		}
	}
	commandDone(t, decide...)
	return folder
}

func copied(t *testing.T, base string) string {
	folder := filepath.Join(t.TempDir(), "ledger")
	if err := os.CopyFS(folder, os.DirFS(base)); err != nil {
		t.Fatal(err)
	}
	return folder
}

// publishAll exports tables and shapes and makes one release; one that was made is not made again.
func publishAll(t testing.TB, folder string, tell func(string)) {
	for _, table := range []string{"events", "claims", "geojson"} {
		commandDone(t, "export", table, "--ledger", folder, "--out", filepath.Join(folder, table))
		tell(table)
	}
	release := filepath.Join("releases", "1")
	if _, err := os.Stat(filepath.Join(folder, release)); err != nil {
		commandDone(t, "release", "--ledger", folder)
	}
	tell(release)
	for _, table := range []string{"accounts", "events"} {
		commandDone(t, "export", table, "--format", "parquet", "--ledger", folder, "--out", filepath.Join(folder, table+".parquet"))
		tell(table + ".parquet")
	}
}

func commandDone(t testing.TB, command ...string) {
	t.Helper()
	var out, messages bytes.Buffer
	if status := run(command, strings.NewReader(""), &out, &messages); status != statusDone {
		t.Fatalf("%s: exit status %d\n%s%s", strings.Join(command, " "), status, out.String(), messages.String())
	}
}

// standsWritten checks the files that a killed process left: what has its name is whole, and what it told of is there.
func standsWritten(t *testing.T, folder string, told []string, want map[string]string) {
	t.Helper()
	commandDone(t, "check", "--only", "ledger", "--ledger", folder)
	have := filesOf(t, folder)
	for name, content := range have {
		if !strings.Contains(name, whole.Part) && content != want[name] {
			t.Errorf("%s has its name and is not whole", name)
		}
	}
	for _, name := range told {
		if _, there := want[name]; there && have[name] != want[name] {
			t.Errorf("%s was told to be written, and is not there", name)
		}
	}
}

// filesOf reads all that was published beside a ledger, by name.
func filesOf(t *testing.T, folder string) map[string]string {
	t.Helper()
	files := map[string]string{}
	err := fs.WalkDir(os.DirFS(folder), ".", func(path string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() || strings.HasPrefix(path, "ledger.db") {
			return err
		}
		content, err := os.ReadFile(filepath.Join(folder, path))
		files[path] = string(content)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return files
}

func same(t *testing.T, seed uint64, have, want map[string]string) {
	t.Helper()
	for name := range have {
		if _, wanted := want[name]; !wanted {
			t.Errorf("seed %d: %s is left over", seed, name)
		}
	}
	for name, content := range want {
		if have[name] != content {
			t.Errorf("seed %d: %s is not as it would be had nobody been killed", seed, name)
		}
	}
}
