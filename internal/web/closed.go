package web

import (
	"errors"
	"net/http"

	"dateline/internal/ledger"
	"dateline/internal/record"
	"dateline/internal/store"
)

// mayRead lets only those who judge read a report of a closed source. For others it is not there.
func mayRead(r *http.Request, report store.Report) error {
	if report.Closed && !visitor(r).May(Coder) {
		return store.ErrMissing
	}
	return nil
}

// dossier opens an event, for those who only view without what closed sources tell.
func (s *Server) dossier(r *http.Request, id record.EventID) (ledger.Dossier, error) {
	d, err := s.at(r).Dossier(id)
	if err != nil || visitor(r).May(Coder) {
		return d, err
	}
	return s.at(r).WithoutClosed(d)
}

// openRows leaves out of events what reports of closed sources tell of them, for those who only view; and events that these tell alone. Those of
// a release hold none.
func (s *Server) openRows(r *http.Request, rows []store.Row) (left []store.Row, err error) {
	if visitor(r).May(Coder) || r.URL.Query().Get("release") != "" {
		return rows, nil
	}
	closed := make([]bool, len(rows))
	err = s.at(r).Read(func(read store.Reader) error {
		for i, row := range rows {
			for _, m := range row.Members {
				report, err := read.Report(m.Report)
				if err != nil {
					return err
				}
				closed[i] = closed[i] || report.Closed
			}
		}
		return nil
	})
	for i, row := range rows {
		if err != nil {
			return nil, err
		}
		if closed[i] {
			var d ledger.Dossier
			if d, err = s.dossier(r, row.ID); errors.Is(err, store.ErrMissing) {
				err = nil
				continue
			}
			row = d.Row
			row.Questions = nil
		}
		left = append(left, row)
	}
	return left, err
}
