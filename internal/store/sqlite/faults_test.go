package sqlite

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"syscall"
	"testing"
	"time"

	"dateline/internal/record"
	"dateline/internal/store"
	"dateline/internal/text"
)

func created(t testing.TB, file string) *ledger {
	t.Helper()
	l, err := Create(file)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { l.Close() })
	return l.(*ledger)
}

// put puts a report with a reading, and a decision.
func put(l store.Ledger, id string, raw []byte) error {
	return l.Write(func(w store.Writer) error {
		r := text.Report{ID: id, Title: "Camp cleared", Language: "en"}
		body := "Police cleared the camp."
		if err := w.PutReport(store.Report{Report: r, Raw: raw}); err != nil {
			return err
		}
		if err := w.PutReading(id, "coder", &record.Reading{Report: r, Language: "en", Body: body}, nil); err != nil {
			return err
		}
		_, err := w.Append(record.Decision{Verb: record.Accept, By: "me", At: time.Unix(0, 0), Subjects: []string{id}})
		return err
	})
}

// noise is bytes that cannot be packed.
func noise(size int) []byte {
	b := make([]byte, size)
	x := uint64(size) + 1
	for i := range b {
		x = x*6364136223846793005 + 1442695040888963407
		b[i] = byte(x >> 56)
	}
	return b
}

// whole reports how many reports are there, and fails when anything is amiss.
func whole(t *testing.T, file string) int {
	t.Helper()
	l, err := Open(file)
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	if err := l.Check(func(f store.Finding) { t.Errorf("%s: %s", f.Object, f.Fault) }); err != nil {
		t.Error(err)
	}
	var totals store.Totals
	err = l.Read(func(r store.Reader) (err error) { totals, err = r.Totals(); return err })
	if err != nil || totals.Decisions != totals.Reports {
		t.Errorf("%d reports, %d decisions, %v", totals.Reports, totals.Decisions, err)
	}
	return totals.Reports
}

// TestFullDisk fills a small disk: the fault has a name, what was acknowledged stays, and it goes on when there is room again.
func TestFullDisk(t *testing.T) {
	if runtime.GOOS != "linux" {
		t.Skip("needs a disk that can be made small")
	}
	disk := t.TempDir()
	if err := syscall.Mount("tmpfs", disk, "tmpfs", 0, "size=1500k"); err != nil {
		t.Skip("no small disk can be made here:", err)
	}
	defer syscall.Unmount(disk, 0)
	file := filepath.Join(disk, "ledger.db")
	taken := fill(t, created(t, file))
	if got := whole(t, file); got != taken {
		t.Errorf("%d reports of %d that were acknowledged", got, taken)
	}
	if err := syscall.Mount("tmpfs", disk, "tmpfs", syscall.MS_REMOUNT, "size=8m"); err != nil {
		t.Fatal(err)
	}
	l, err := Open(file)
	if err != nil {
		t.Fatal(err)
	}
	if err := put(l, "more", noise(1000)); err != nil {
		t.Errorf("with room again: %v", err)
	}
	l.Close()
	if got := whole(t, file); got != taken+1 {
		t.Errorf("%d reports, want %d", got, taken+1)
	}
}

// fill puts reports until there is no room, closes the ledger, and says how many were acknowledged.
func fill(t *testing.T, l *ledger) (taken int) {
	t.Helper()
	for ; ; taken++ {
		err := put(l, fmt.Sprintf("r%03d", taken), noise(20_000))
		if err == nil && taken < 1000 {
			continue
		}
		if !errors.Is(err, store.ErrFull) || taken == 0 {
			t.Errorf("after %d reports: %v, want ErrFull", taken, err)
		}
		break
	}
	if err := l.Read(func(r store.Reader) error { _, err := r.Reports("", 9); return err }); err != nil {
		t.Errorf("a full disk cannot be read: %v", err)
	}
	l.Close()
	return taken
}

// TestLimitOfTheFile is TestFullDisk where no disk can be made small.
func TestLimitOfTheFile(t *testing.T) {
	file := filepath.Join(t.TempDir(), "ledger.db")
	l := created(t, file)
	if err := l.writer.do("PRAGMA max_page_count = 200"); err != nil {
		t.Fatal(err)
	}
	taken := fill(t, l)
	if got := whole(t, file); got != taken {
		t.Errorf("%d reports of %d that were acknowledged", got, taken)
	}
}

// TestReadOnlyFolder opens a ledger as somebody who may not write there. This test runs itself again as such.
func TestReadOnlyFolder(t *testing.T) {
	if file := os.Getenv("DATELINE_READ_ONLY"); file != "" {
		_, err := Open(file)
		_, made := Create(filepath.Join(filepath.Dir(file), "other.db"))
		fmt.Println("locked:", errors.Is(err, store.ErrLocked), errors.Is(made, store.ErrLocked), err, made)
		return
	}
	if runtime.GOOS == "windows" {
		t.Skip("rights are others there")
	}
	folder, err := os.MkdirTemp("", "dateline")
	if err != nil {
		t.Fatal(err)
	}
	defer os.RemoveAll(folder)
	file := filepath.Join(folder, "ledger.db")
	l := created(t, file)
	if err := put(l, "r", []byte("raw")); err != nil {
		t.Fatal(err)
	}
	l.Close()
	for path, mode := range map[string]os.FileMode{file: 0o444, folder: 0o555} {
		if err := os.Chmod(path, mode); err != nil {
			t.Fatal(err)
		}
	}
	self := exec.Command(os.Args[0], "-test.run", "^TestReadOnlyFolder$")
	self.Env = append(os.Environ(), "DATELINE_READ_ONLY="+file)
	if os.Geteuid() == 0 {
		program := filepath.Join(os.TempDir(), filepath.Base(folder)+".test")
		copyProgram(t, program)
		defer os.Remove(program)
		self.Path = program
		self.Dir = os.TempDir()
		self.SysProcAttr = &syscall.SysProcAttr{Credential: &syscall.Credential{Uid: 65534, Gid: 65534}}
	}
	out, err := self.CombinedOutput()
	if err != nil {
		t.Skipf("cannot run as somebody else: %v %s", err, out)
	}
	if !bytes.Contains(out, []byte("locked: true true")) {
		t.Errorf("%s", out)
	}
	os.Chmod(folder, 0o755)
	os.Chmod(file, 0o644)
	if got := whole(t, file); got != 1 {
		t.Errorf("%d reports are left", got)
	}
}

func copyProgram(t *testing.T, to string) {
	t.Helper()
	program, err := os.ReadFile(os.Args[0])
	if err == nil {
		err = os.WriteFile(to, program, 0o755)
	}
	if err != nil {
		t.Fatal(err)
	}
}

// TestSecondProcess writes while another holds the file: it is told so, may read, and may write afterwards.
func TestSecondProcess(t *testing.T) {
	file := filepath.Join(t.TempDir(), "ledger.db")
	one := created(t, file)
	opened, err := Open(file)
	if err != nil {
		t.Fatal(err)
	}
	two := opened.(*ledger)
	t.Cleanup(func() { two.Close() })
	if err := two.writer.do("PRAGMA busy_timeout = 20"); err != nil {
		t.Fatal(err)
	}
	err = one.Write(func(w store.Writer) error {
		if err := put(two, "r2", []byte("two")); !errors.Is(err, store.ErrBusy) || !strings.Contains(err.Error(), "another process is writing") {
			t.Errorf("%v, want ErrBusy", err)
		}
		return two.Read(func(r store.Reader) error { _, err := r.Totals(); return err })
	})
	if err != nil {
		t.Fatal(err)
	}
	if err := errors.Join(put(two, "r2", []byte("two")), put(one, "r1", []byte("one"))); err != nil {
		t.Error(err)
	}
	two.Close()
	one.Close()
	if got := whole(t, file); got != 2 {
		t.Errorf("%d reports, want 2", got)
	}
}

// TestOtherWrites writes in turns with another process, which must not find what it remembers out of date.
func TestOtherWrites(t *testing.T) {
	file := filepath.Join(t.TempDir(), "ledger.db")
	one := created(t, file)
	two, err := Open(file)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { two.Close() })
	a := func(report string) store.Account {
		return store.Account{ID: record.AccountID(report + "#a1"), Report: report, Telling: []byte("told"), Keys: []uint64{7}}
	}
	for i, by := range []store.Ledger{one, two, one, two} {
		err := by.Write(func(w store.Writer) error {
			id := fmt.Sprint("r", i)
			if err := errors.Join(w.PutReport(store.Report{Report: text.Report{ID: id}, Raw: []byte(id)}), w.PutAccounts(id, []store.Account{a(id)})); err != nil {
				return err
			}
			near, err := w.Near(a("new"), 9)
			if len(near) != i+1 {
				t.Errorf("after %d reports %v is near", i+1, near)
			}
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	}
}

// TestTampering alters a ledger by hand; Check must name the object.
func TestTampering(t *testing.T) {
	for name, c := range map[string]struct{ sql, object, fault string }{
		"decision":         {"DROP TRIGGER decision_stays; UPDATE decision SET by = 'you' WHERE seq = 2", "decision 2", "was altered"},
		"decision and why": {"DROP TRIGGER decision_stays; UPDATE decision SET why = 'x' WHERE seq = 1", "decision 1", "was altered"},
		"decision gone":    {"DROP TRIGGER decision_remains; DELETE FROM decision WHERE seq = 2", "decision 2", "missing"},
		"last gone":        {"DROP TRIGGER decision_remains; DELETE FROM decision WHERE seq = 3", "decision 3", "missing"},
		"raw bytes":        {"UPDATE raw SET bytes = (SELECT bytes FROM raw WHERE report = 1) WHERE report = 2", "report r2", "raw bytes"},
		"raw gone":         {"DELETE FROM raw WHERE report = 2", "report r2", "raw bytes"},
		"reading":          {"UPDATE reading SET bytes = x'00' WHERE report = 3", "report r3", "reading"},
	} {
		t.Run(name, func(t *testing.T) {
			l := created(t, filepath.Join(t.TempDir(), "ledger.db"))
			for _, id := range []string{"r1", "r2", "r3"} {
				if err := put(l, id, []byte("raw of "+id)); err != nil {
					t.Fatal(err)
				}
			}
			if err := l.writer.do(c.sql); err != nil {
				t.Fatal(err)
			}
			found := findings(t, l)
			if len(found) == 0 || found[0].Object != c.object || !strings.Contains(found[0].Fault, c.fault) {
				t.Errorf("findings %v, want %s: %s", found, c.object, c.fault)
			}
		})
	}
}

func findings(t *testing.T, l store.Ledger) (found []store.Finding) {
	t.Helper()
	if err := l.Check(func(f store.Finding) { found = append(found, f) }); err != nil {
		t.Logf("check ends: %v", err)
		found = append(found, store.Finding{Object: "file", Fault: err.Error()})
	}
	return found
}

func TestDecisionsAreNotAltered(t *testing.T) {
	l := created(t, filepath.Join(t.TempDir(), "ledger.db"))
	if err := put(l, "r", []byte("raw")); err != nil {
		t.Fatal(err)
	}
	for _, sql := range []string{"UPDATE decision SET by = 'you'", "DELETE FROM decision"} {
		if err := l.writer.do(sql); err == nil || !strings.Contains(err.Error(), "never") {
			t.Errorf("%s: %v", sql, err)
		}
	}
}

// TestFlippedBytes turns over one byte in the file, at many places. Whatever holds a report, a reading or a decision must be found out, and
// nothing may end the program.
func TestFlippedBytes(t *testing.T) {
	file := filepath.Join(t.TempDir(), "ledger.db")
	l := created(t, file)
	marks := [][]byte{}
	for _, id := range []string{"r1", "r2"} {
		raw := noise(3000 + len(marks))
		marks = append(marks, raw[1000:1032])
		if err := put(l, id, raw); err != nil {
			t.Fatal(err)
		}
	}
	l.Close()
	healthy, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	flip := func(places ...int) []store.Finding {
		broken := bytes.Clone(healthy)
		for _, at := range places {
			broken[at] ^= 0x20
		}
		path := filepath.Join(t.TempDir(), "broken.db")
		if err := os.WriteFile(path, broken, 0o600); err != nil {
			t.Fatal(err)
		}
		opened, err := OpenCopy(path)
		if err != nil {
			return []store.Finding{{Object: "file", Fault: err.Error()}}
		}
		defer opened.Close()
		return findings(t, opened)
	}
	for i, mark := range marks {
		var places []int // one is in use, others may be left from before a page was parted
		for at := bytes.Index(healthy, mark); at >= 0; at = next(healthy, mark, at) {
			places = append(places, at)
		}
		if found := flip(places...); len(found) != 1 || found[0].Object != fmt.Sprintf("report r%d", i+1) {
			t.Errorf("a byte of report r%d: %v", i+1, found)
		}
	}
	if at := bytes.Index(healthy, []byte("1970-01-01T00:00:00Zme")); at < 0 || len(flip(at+21)) == 0 {
		t.Errorf("a byte of a decision at %d is not found", at)
	}
	if len(flip(3)) == 0 || len(flip(101)) == 0 {
		t.Error("a byte of the head of the file is not found")
	}
	for at := 0; at < len(healthy); at += len(healthy) / 40 {
		flip(at)
	}
}

// next is where a mark stands again after a place, or -1.
func next(in, mark []byte, after int) int {
	at := bytes.Index(in[after+1:], mark)
	if at < 0 {
		return -1
	}
	return after + 1 + at
}

// TestNamesOfFolders makes ledgers where names are hard.
func TestNamesOfFolders(t *testing.T) {
	for _, name := range []string{"with spaces", "what? #1 & 100%", "größe-日本-🏕️", "a'b\"c", "semi;colon=x&mode=memory", strings.Repeat("long", 60), "trailing.", "new\nline"} {
		folder := filepath.Join(t.TempDir(), name)
		if len(name) > 200 { // and 300 in all
			folder = filepath.Join(folder, strings.Repeat("deep", 25))
		}
		if err := os.MkdirAll(folder, 0o700); err != nil {
			t.Skipf("%q: %v", name, err)
		}
		file := filepath.Join(folder, "ledger.db")
		l := created(t, file)
		if err := put(l, "r", []byte("raw")); err != nil {
			t.Errorf("%q: %v", name, err)
		}
		l.Close()
		if _, err := os.Stat(file); err != nil {
			t.Errorf("%q: %v", name, err)
		}
		if got := whole(t, file); got != 1 {
			t.Errorf("%q: %d reports", name, got)
		}
	}
}

func TestWhatIsNoLedger(t *testing.T) {
	folder := t.TempDir()
	for name, content := range map[string][]byte{"text.db": []byte(strings.Repeat("this is a text and no database. ", 99)), "noise.db": noise(9999)} {
		file := filepath.Join(folder, name)
		if err := os.WriteFile(file, content, 0o600); err != nil {
			t.Fatal(err)
		}
		for how, open := range map[string]func(string) (store.Ledger, error){"open": Open, "copy": OpenCopy} {
			if _, err := open(file); !errors.Is(err, store.ErrDamaged) || !strings.Contains(err.Error(), name) {
				t.Errorf("%s %s: %v, want ErrDamaged", how, name, err)
			}
		}
		if left, err := os.ReadFile(file); err != nil || !bytes.Equal(left, content) {
			t.Errorf("%s was altered, %v", name, err)
		}
	}
	if _, err := Open(filepath.Join(folder, "none.db")); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("a file that is not there: %v", err)
	}
	if _, err := Create(filepath.Join(folder, "text.db")); !errors.Is(err, os.ErrExist) {
		t.Errorf("a file that is there: %v", err)
	}
}
