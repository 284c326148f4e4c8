package web

import (
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
