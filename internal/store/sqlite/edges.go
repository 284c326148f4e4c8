package sqlite

import (
	"dateline/internal/record"
	"dateline/internal/store"
)

func (s *session) Edges(id record.AccountID) (all []store.Edge, err error) {
	n, err := s.accountRow(id)
	if err != nil || s.single[n] {
		return nil, err
	}
	err = s.each(`SELECT r.id, a.local, e.kind, e.score, CASE WHEN e.a < e.b THEN e.reasons ELSE (SELECT reasons FROM edge f WHERE f.a = e.b AND f.b = e.a) END
		FROM edge e JOIN account a ON a.n = e.b JOIN report r ON r.n = a.report WHERE e.a = ? ORDER BY r.id, a.local`, []any{n},
		func(scan func(...any) error) error {
			var report, local string
			var reasons []byte
			e := store.Edge{A: id}
			if err := scan(&report, &local, &e.Kind, &e.Score, &reasons); err != nil {
				return err
			}
			if e.B = join(report, local); e.B < e.A {
				e.A, e.B, e.Kind = e.B, e.A, record.Inverse(e.Kind)
			}
			e.Reasons, err = readReasons(reasons)
			all = append(all, e)
			return err
		})
	return all, err
}

func (s *session) PutEdges(of record.AccountID, edges []store.Edge) error {
	n, err := s.accountRow(of)
	if err != nil {
		return err
	}
	if !s.single[n] {
		if err := s.dropEdges(n); err != nil {
			return err
		}
	}
	for _, e := range edges {
		other := e.A
		if other == of {
			other = e.B
		}
		m, err := s.accountRow(other)
		if err != nil {
			return err
		}
		delete(s.single, n)
		delete(s.single, m)
		kind := e.Kind // of the lower row to the higher
		if (e.A == of) != (n < m) {
			kind = record.Inverse(kind)
		}
		err = s.do("INSERT OR REPLACE INTO edge(a, b, kind, score, reasons) VALUES(?1, ?2, ?3, ?5, ?6), (?2, ?1, ?4, ?5, '')",
			min(n, m), max(n, m), kind, record.Inverse(kind), e.Score, writeReasons(e.Reasons))
		if err != nil {
			return err
		}
	}
	return nil
}

// dropEdges takes out the edges of an account, both ways.
func (s *session) dropEdges(n int64) error {
	if err := s.do("DELETE FROM edge WHERE b = ?1 AND a IN (SELECT b FROM edge WHERE a = ?1)", n); err != nil {
		return err
	}
	return s.do("DELETE FROM edge WHERE a = ?", n)
}
