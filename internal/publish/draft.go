package publish

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"slices"
	"time"

	"dateline/internal/ledger"
	"dateline/internal/publish/gate"
	"dateline/internal/record"
	"dateline/internal/whole"
)

// Draft makes the files of the next release without logging it. Of m it takes what people say of the release; its number, its day, its
// settings and what the ledger could not read are filled in.
func (b *Book) Draft(m Manifest, at time.Time, codebook fs.FS) (Manifest, Files, error) {
	m, err := Prepare(b.ledger, m, at)
	if err != nil {
		return m, nil, err
	}
	m.Rule, m.Ceiling, m.Inhabited = string(b.options.Rule), b.options.Ceiling, b.options.Inhabited
	if m.Gaps, err = b.Gaps(); err != nil {
		return m, nil, err
	}
	before, err := Before(b.ledger, m.Release)
	if err != nil {
		return m, nil, err
	}
	files, err := b.Build(m, before, codebook)
	return m, files, err
}

// Before gives the files of the release before another; nil when there is none, or when it was withdrawn.
func Before(l *ledger.Ledger, number int) (Files, error) {
	if number <= 1 {
		return nil, nil
	}
	files, err := Released(l, number-1)
	if errors.Is(err, ErrWithdrawn) {
		return nil, nil
	}
	return files, err
}

// Release logs a release and writes its folder, which has its name when the release is logged and all of it is on disk.
func (b *Book) Release(m Manifest, f Files, by string, at time.Time, folder string) (record.Decision, error) {
	if err := f.Prepare(folder); err != nil {
		return record.Decision{}, err
	}
	d, err := b.Log(m, f, by, at)
	if err != nil {
		return d, errors.Join(err, os.RemoveAll(folder+whole.Part))
	}
	if err := whole.Finish(folder); err != nil {
		return d, fmt.Errorf("release %d is logged; write it with --rebuild %d: %w", m.Release, m.Release, err)
	}
	return d, nil
}

// Open gives the findings that a release has to wait for.
func (b *Book) Open() []*gate.Finding {
	return slices.DeleteFunc(b.Findings(), func(f *gate.Finding) bool { return !f.Open() })
}

// Judge is the decision that something is done about a finding, as the log keeps it.
func Judge(f *gate.Finding, way gate.Way, by, why string) record.Decision {
	return record.Decision{Verb: record.Gate, By: by, Why: why, Field: f.Key, Old: string(f.Way), New: string(way), Subjects: f.Reports()}
}
