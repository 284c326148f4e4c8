package sqlite

import "dateline/internal/store"

// session is one transaction: a store.Writer, or a store.Reader on a line that only reads.
type session struct {
	*ledger
	*line
}

var _ store.Writer = (*session)(nil)
