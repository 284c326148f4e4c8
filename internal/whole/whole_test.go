package whole

import (
	"errors"
	"os"
	"path/filepath"
	"testing"
)

func TestFileIsWholeOrAsItWas(t *testing.T) {
	name := filepath.Join(t.TempDir(), "table.csv")
	if err := os.WriteFile(name+Part, []byte("left by a killed process"), 0o644); err != nil {
		t.Fatal(err)
	}
	if err := Bytes(name, 0o644, []byte("first")); err != nil {
		t.Fatal(err)
	}
	fails := errors.New("no more words")
	err := File(name, 0o644, func(f *os.File) error {
		_, err := f.WriteString("sec")
		return errors.Join(err, fails)
	})
	if !errors.Is(err, fails) {
		t.Errorf("got %v, want %v", err, fails)
	}
	holds(t, name, "first")
}

func TestTwoWritersDoNotMix(t *testing.T) {
	name := filepath.Join(t.TempDir(), "table.csv")
	err := File(name, 0o644, func(f *os.File) error {
		if err := Bytes(name, 0o644, []byte("theirs")); err != nil {
			t.Fatal(err)
		}
		_, err := f.WriteString("mine")
		return err
	})
	if !errors.Is(err, ErrShared) {
		t.Errorf("got %v, want %v", err, ErrShared)
	}
	holds(t, name, "theirs")
}

func TestFolderIsWholeWhenItHasItsName(t *testing.T) {
	at := t.TempDir()
	name := filepath.Join(at, "1")
	if err := Prepare(name, map[string][]byte{"a.csv": []byte("a"), "acts/b.md": []byte("b")}); err != nil {
		t.Fatal(err)
	}
	if left, err := Parts(at); err != nil || len(left) != 1 || left[0] != name+Part {
		t.Errorf("half-written are %v (%v), want %s", left, err, name+Part)
	}
	if _, err := os.Stat(name); err == nil {
		t.Error("the folder has its name before it was finished")
	}
	if err := Finish(name); err != nil {
		t.Fatal(err)
	}
	holds(t, filepath.Join(name, "acts", "b.md"), "b")
	if left, err := Parts(at); err != nil || len(left) != 0 {
		t.Errorf("half-written are %v (%v), want none", left, err)
	}
}

func holds(t *testing.T, name, want string) {
	t.Helper()
	got, err := os.ReadFile(name)
	if err != nil || string(got) != want {
		t.Errorf("%s holds %q (%v), want %q", name, got, err, want)
	}
	if left, err := Parts(filepath.Dir(name)); err != nil || len(left) != 0 {
		t.Errorf("half-written are %v (%v), want none", left, err)
	}
}
