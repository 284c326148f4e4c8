package ledger

import (
	"path/filepath"

	"dateline/internal/record"
	"dateline/internal/store"
	"dateline/internal/store/sqlite"
)

// AsOf makes, in an empty folder, a copy of the ledger as its events stood after a decision: later ones are taken back, and what they were
// about is drawn again. Reports are those of today, for a ledger does not keep when they came. The copy is to be read only.
func (l *Ledger) AsOf(seq int64, folder string) (*Ledger, error) {
	file := filepath.Join(folder, File)
	if err := l.Backup(file); err != nil {
		return nil, err
	}
	kept, err := sqlite.Open(file)
	if err != nil {
		return nil, err
	}
	then := &Ledger{until{l.marking(kept), seq}, folder, l.linker, l.now, l.owners, l.crowd}
	if err := then.rewind(kept, seq); err != nil {
		kept.Close()
		return nil, err
	}
	return then, nil
}

// rewind draws again what decisions after seq were about. all still reads those.
func (l *Ledger) rewind(all store.Ledger, seq int64) error {
	var later []record.Decision
	err := all.Read(func(r store.Reader) (err error) {
		later, err = (&linking{Reader: r}).decisionsAfter(seq)
		return err
	})
	if err != nil || len(later) == 0 {
		return err
	}
	return l.Write(func(w store.Writer) error {
		g, err := l.linking(w)
		if err != nil {
			return err
		}
		for _, d := range later {
			if err := g.takeBack(d); err != nil {
				return err
			}
		}
		return g.settle()
	})
}

// takeBack marks what a decision was about, to be drawn as if it had not been taken.
func (g *linking) takeBack(d record.Decision) error {
	verb, err := behind(g, d)
	switch {
	case err != nil:
		return err
	case verb.OnTexts():
		return g.textsAgain(d.Subjects)
	case !verb.OnAccounts() && verb != record.Undo:
		return nil
	case len(d.Subjects) == 0:
		return g.ruleChanged()
	}
	if verb == record.Add {
		if err := g.reread(reportOf(d)); err != nil {
			return err
		}
	}
	subjects, err := g.resolved(d.Subjects)
	if err != nil {
		return err
	}
	for _, s := range subjects {
		if s == "" {
			continue // no longer told
		}
		g.dirty[record.AccountID(s)] = true
		if d.Verb == record.Relate || d.Verb == record.Undo {
			if err := g.again([]string{s}); err != nil {
				return err
			}
		}
	}
	return nil
}

// until is a ledger that knows no decision after one.
type until struct {
	store.Ledger
	seq int64
}

func (u until) Read(f func(store.Reader) error) error {
	return u.Ledger.Read(func(r store.Reader) error { return f(untilReader{r, u.seq}) })
}

func (u until) Write(f func(store.Writer) error) error {
	return u.Ledger.Write(func(w store.Writer) error { return f(untilWriter{w, untilReader{w, u.seq}}) })
}

type untilReader struct {
	store.Reader
	seq int64
}

func (r untilReader) kept(ds []record.Decision, err error) ([]record.Decision, error) {
	for i, d := range ds {
		if d.Seq > r.seq {
			return ds[:i], err
		}
	}
	return ds, err
}

func (r untilReader) Decisions(after int64, limit int) ([]record.Decision, error) {
	return r.kept(r.Reader.Decisions(after, limit))
}

func (r untilReader) DecisionsOn(subject string) ([]record.Decision, error) {
	return r.kept(r.Reader.DecisionsOn(subject))
}

// Pinned leaves out what was decided on, or released, later.
func (r untilReader) Pinned(accounts []record.AccountID) (map[record.AccountID]store.Pin, error) {
	pins, err := r.Reader.Pinned(accounts)
	for id, p := range pins {
		if p.Since > r.seq {
			delete(pins, id)
		}
	}
	return pins, err
}

func (r untilReader) Totals() (store.Totals, error) {
	t, err := r.Reader.Totals()
	t.Decisions = min(t.Decisions, int(r.seq))
	return t, err
}

type untilWriter struct {
	store.Writer
	then untilReader
}

func (w untilWriter) Decisions(after int64, limit int) ([]record.Decision, error) {
	return w.then.Decisions(after, limit)
}

func (w untilWriter) DecisionsOn(subject string) ([]record.Decision, error) {
	return w.then.DecisionsOn(subject)
}

func (w untilWriter) Pinned(accounts []record.AccountID) (map[record.AccountID]store.Pin, error) {
	return w.then.Pinned(accounts)
}

func (w untilWriter) Totals() (store.Totals, error) { return w.then.Totals() }
