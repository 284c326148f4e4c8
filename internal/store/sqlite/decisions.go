package sqlite

import (
	"errors"
	"time"

	"dateline/internal/record"
	"dateline/internal/store"
)

const decisionColumns = "seq, at, by, verb, subjects, field, old, new, why, undoes, previous, hash"

func scanDecision(scan func(...any) error) (d record.Decision, err error) {
	var at, subjects string
	if err = scan(&d.Seq, &at, &d.By, &d.Verb, &subjects, &d.Field, &d.Old, &d.New, &d.Why, &d.Undoes, &d.Previous, &d.Hash); err != nil {
		return d, err
	}
	if d.At, err = time.Parse(time.RFC3339Nano, at); err != nil {
		return d, err
	}
	return d, fromJSON(subjects, &d.Subjects)
}

func (s *session) decisions(query string, args ...any) (all []record.Decision, err error) {
	err = s.each(query, args, func(scan func(...any) error) error {
		d, err := scanDecision(scan)
		all = append(all, d)
		return err
	})
	return all, err
}

func (s *session) Decisions(after int64, limit int) ([]record.Decision, error) {
	return s.decisions("SELECT "+decisionColumns+" FROM decision WHERE seq > ? ORDER BY seq LIMIT ?", after, limit)
}

func (s *session) DecisionsOn(subject string) ([]record.Decision, error) {
	if any, err := s.holds(&s.judged, "SELECT EXISTS(SELECT 1 FROM decision)"); err != nil || !any {
		return nil, err
	}
	return s.decisions("SELECT "+decisionColumns+" FROM decision WHERE seq IN (SELECT seq FROM decision_subject WHERE subject = ?1 OR subject IN (SELECT was FROM moved WHERE now = ?1)) ORDER BY seq", subject)
}

// Move leads straight to the last account, so that no chain has to be followed.
func (s *session) Move(from, to record.AccountID) error {
	if err := s.do("UPDATE moved SET now = ? WHERE now = ?", string(to), string(from)); err != nil {
		return err
	}
	return s.do("INSERT INTO moved(was, now) VALUES(?, ?) ON CONFLICT(was) DO UPDATE SET now = excluded.now", string(from), string(to))
}

// headSetting holds the hash of the last decision, so that a log cut short is found.
const headSetting = "decision.head"

func (s *session) Append(d record.Decision) (record.Decision, error) {
	last, err := s.decisions("SELECT " + decisionColumns + " FROM decision ORDER BY seq DESC LIMIT 1")
	if err != nil {
		return d, err
	}
	d.Seq, d.Previous, d.At = 1, "", d.At.UTC()
	if len(last) > 0 {
		d.Seq, d.Previous = last[0].Seq+1, last[0].Hash
	}
	d.Hash, s.judged = store.HashOf(d), unknown
	err = s.do("INSERT INTO decision("+decisionColumns+") VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", d.Seq, d.At.Format(time.RFC3339Nano), d.By, string(d.Verb),
		inJSON(d.Subjects, len(d.Subjects) == 0), d.Field, d.Old, d.New, d.Why, d.Undoes, d.Previous, d.Hash)
	if err == nil {
		err = s.Set(headSetting, d.Hash)
	}
	if err == nil {
		err = s.putSubjects(d)
	}
	return d, err
}

func (s *session) Conceal(d record.Decision) error {
	s.judged = unknown
	err := s.do("UPDATE decision SET subjects = ?, field = ?, old = ?, new = ?, why = ? WHERE seq = ?", inJSON(d.Subjects, len(d.Subjects) == 0), d.Field, d.Old, d.New, d.Why, d.Seq)
	if err == nil {
		err = s.do("DELETE FROM decision_subject WHERE seq = ?", d.Seq)
	}
	return errors.Join(err, s.putSubjects(d))
}

// putSubjects lets a decision be found by its subjects.
func (s *session) putSubjects(d record.Decision) (err error) {
	for _, subject := range d.Subjects {
		if err == nil {
			err = s.do("INSERT OR IGNORE INTO decision_subject(subject, seq) VALUES(?, ?)", subject, d.Seq)
		}
	}
	return err
}

func (s *session) Setting(key string) (value string, err error) {
	err = s.one("SELECT value FROM setting WHERE key = ?", []any{key}, &value)
	if err == store.ErrMissing {
		return "", nil
	}
	return value, err
}

func (s *session) Set(key, value string) error {
	return s.do("INSERT INTO setting(key, value) VALUES(?, ?) ON CONFLICT(key) DO UPDATE SET value = excluded.value", key, value)
}
