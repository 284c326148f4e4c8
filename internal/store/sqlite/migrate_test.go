package sqlite

import (
	"errors"
	"io"
	"os"
	"path/filepath"
	"testing"

	"dateline/internal/store"
)

// fixture is a ledger of version 1, made by put with a report r1. Every released version leaves one here.
const fixture = "testdata/version1.db"

func fixtureCopy(t *testing.T) string {
	t.Helper()
	file := filepath.Join(t.TempDir(), "ledger.db")
	from, err := os.Open(fixture)
	if err != nil {
		t.Fatal(err)
	}
	defer from.Close()
	to, err := os.Create(file)
	if err == nil {
		_, err = io.Copy(to, from)
	}
	if err = errors.Join(err, to.Close()); err != nil {
		t.Fatal(err)
	}
	return file
}

// TestOldLedgersOpen opens what every version wrote. With UPDATE=1 it writes the fixture of a version that is not released yet.
func TestOldLedgersOpen(t *testing.T) {
	if os.Getenv("UPDATE") == "1" {
		writeFixture(t)
	}
	file := fixtureCopy(t)
	if got := whole(t, file); got != 1 {
		t.Fatalf("%d reports, want 1", got)
	}
	l, err := Open(file)
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	err = l.Read(func(r store.Reader) error {
		reading, err := r.Reading("r1")
		if err == nil && reading.Body != "Police cleared the camp." {
			t.Errorf("body %q", reading.Body)
		}
		return err
	})
	if err != nil {
		t.Error(err)
	}
}

func writeFixture(t *testing.T) {
	t.Helper()
	made := created(t, filepath.Join(t.TempDir(), "ledger.db"))
	if err := errors.Join(put(made, "r1", []byte("<p>Police cleared the camp.</p>")), os.MkdirAll("testdata", 0o755)); err != nil {
		t.Fatal(err)
	}
	if err := os.Remove(fixture); err != nil && !errors.Is(err, os.ErrNotExist) {
		t.Fatal(err)
	}
	if err := made.Backup(fixture); err != nil {
		t.Fatal(err)
	}
}

// steps are the migrations of a program that is one version ahead.
func steps(more ...string) []string { return append(append([]string{}, migrations...), more...) }

// opened is a ledger whose migrations are those given.
func opened(t *testing.T, file string, steps []string) (*ledger, error) {
	t.Helper()
	writer, err := connect(file, modeWrite)
	if err != nil {
		t.Fatal(err)
	}
	l := &ledger{file: file, writer: writer}
	t.Cleanup(func() { l.Close() })
	return l, l.migrate(steps)
}

func TestAnOlderProgramRefusesANewerFile(t *testing.T) {
	file := fixtureCopy(t)
	newer, err := opened(t, file, steps("ALTER TABLE report ADD COLUMN mood TEXT NOT NULL DEFAULT 'calm'"))
	if err != nil {
		t.Fatal(err)
	}
	newer.Close()
	for how, open := range map[string]func(string) (store.Ledger, error){"open": Open, "copy": OpenCopy} {
		if _, err := open(file); !errors.Is(err, store.ErrNewer) {
			t.Errorf("%s: %v, want ErrNewer", how, err)
		}
	}
}

// TestMigrationIsAllOrNothing breaks a migration off after its first steps, by a fault and by the end of the process, which
// leaves a journal without its end.
func TestMigrationIsAllOrNothing(t *testing.T) {
	const first, bad = "ALTER TABLE report ADD COLUMN mood TEXT NOT NULL DEFAULT 'calm'; DELETE FROM raw", "ALTER TABLE nothing ADD COLUMN x"
	file := fixtureCopy(t)
	broken, err := opened(t, file, steps(first, bad))
	if err == nil {
		t.Fatal("a migration that cannot be done is done")
	}
	broken.Close()
	if got := whole(t, file); got != 1 {
		t.Errorf("%d reports after a fault", got)
	}
	writer, err := connect(file, modeWrite)
	if err != nil {
		t.Fatal(err)
	}
	if err := errors.Join(writer.do(beginWrite), writer.do("PRAGMA cache_size = 1"), writer.do(first)); err != nil {
		t.Fatal(err)
	}
	killed := filepath.Join(t.TempDir(), "ledger.db") // what a process leaves that ends here
	for _, end := range []string{"", "-wal"} {
		content, err := os.ReadFile(file + end)
		if err == nil {
			err = os.WriteFile(killed+end, content, 0o600)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	writer.close()
	if got := whole(t, killed); got != 1 {
		t.Errorf("%d reports after the end of the process", got)
	}
}

func TestANewerProgramTakesAnOlderFile(t *testing.T) {
	file := fixtureCopy(t)
	newer, err := opened(t, file, steps("CREATE TABLE mood(n INTEGER)", "INSERT INTO mood VALUES(7)"))
	if err != nil {
		t.Fatal(err)
	}
	version, _, err := newer.writer.version()
	if err != nil || version != len(migrations)+2 {
		t.Errorf("version %d, %v", version, err)
	}
	var n int
	if err := newer.writer.one("SELECT n FROM mood", nil, &n); err != nil || n != 7 {
		t.Errorf("%d, %v", n, err)
	}
}
