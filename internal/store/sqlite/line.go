package sqlite

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"strings"

	"dateline/internal/store"
)

// How transactions begin.
const (
	beginWrite = "BEGIN IMMEDIATE"
	beginRead  = "BEGIN"
)

// line is one connection with the statements that were prepared on it. It is used by one goroutine at a time.
type line struct {
	db    *sql.DB
	conn  *sql.Conn
	known map[string]*sql.Stmt

	counted *count // what the ledger held in the state of that number, which changes when another connection writes; or shortly before
	state   int64
}

func connect(file, mode string) (*line, error) {
	db, err := sql.Open("sqlite", source(file, mode))
	if err != nil {
		return nil, err
	}
	conn, err := db.Conn(context.Background())
	if err != nil {
		db.Close()
		return nil, err
	}
	return &line{db: db, conn: conn, known: map[string]*sql.Stmt{}}, nil
}

func (l *line) close() error {
	errs := make([]error, 0, len(l.known)+2)
	for _, made := range l.known {
		errs = append(errs, made.Close())
	}
	return errors.Join(append(errs, l.conn.Close(), l.db.Close())...)
}

// within runs f in a transaction: what it did stays if it returns without an error, else nothing does.
func (l *line) within(begin string, f func() error) (err error) {
	if _, err := l.conn.ExecContext(context.Background(), begin); err != nil {
		return err
	}
	done := false
	defer func() {
		if !done {
			l.conn.ExecContext(context.Background(), "ROLLBACK")
		}
	}()
	if err := f(); err != nil {
		return err
	}
	_, err = l.conn.ExecContext(context.Background(), "COMMIT")
	done = err == nil
	return err
}

func (l *line) statement(query string) (*sql.Stmt, error) {
	if made := l.known[query]; made != nil {
		return made, nil
	}
	made, err := l.conn.PrepareContext(context.Background(), query)
	if err == nil {
		l.known[query] = made
	}
	return made, err
}

// do runs a query that is not prepared when it has no arguments: it may hold many statements.
func (l *line) do(query string, args ...any) error {
	if len(args) == 0 {
		_, err := l.conn.ExecContext(context.Background(), query)
		return err
	}
	made, err := l.statement(query)
	if err != nil {
		return err
	}
	_, err = made.Exec(args...)
	return err
}

// insert adds a row and returns its number.
func (l *line) insert(query string, args ...any) (int64, error) {
	made, err := l.statement(query)
	if err != nil {
		return 0, err
	}
	result, err := made.Exec(args...)
	if err != nil {
		return 0, err
	}
	return result.LastInsertId()
}

// pairs runs a query that ends with VALUES for rows of two values each, many at a time.
func (l *line) pairs(query string, values []any) error {
	for len(values) > 0 {
		part := values[:min(len(values), 2*mostPairs)]
		if err := l.do(query+strings.Repeat("(?,?),", len(part)/2-1)+"(?,?)", part...); err != nil {
			return err
		}
		values = values[len(part):]
	}
	return nil
}

const mostPairs = 32

// one scans one row; none is store.ErrMissing.
func (l *line) one(query string, args []any, into ...any) error {
	made, err := l.statement(query)
	if err != nil {
		return err
	}
	err = made.QueryRow(args...).Scan(into...)
	if errors.Is(err, sql.ErrNoRows) {
		return store.ErrMissing
	}
	return err
}

// each calls f for each row. f must not run another query on the line before it has scanned.
func (l *line) each(query string, args []any, f func(scan func(...any) error) error) error {
	made, err := l.statement(query)
	if err != nil {
		return err
	}
	rows, err := made.Query(args...)
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		if err := f(rows.Scan); err != nil {
			return err
		}
	}
	return rows.Err()
}

// list gathers one value of each row.
func list[T any](l *line, query string, args ...any) ([]T, error) {
	var all []T
	err := l.each(query, args, func(scan func(...any) error) error {
		var one T
		if err := scan(&one); err != nil {
			return err
		}
		all = append(all, one)
		return nil
	})
	return all, err
}

// inJSON writes a value for a column; what is empty takes no room.
func inJSON(v any, empty bool) string {
	if empty {
		return ""
	}
	b, err := json.Marshal(v)
	if err != nil {
		panic(err) // the types of package record all have a form in JSON
	}
	return string(b)
}

// fromJSON reads what inJSON wrote.
func fromJSON(column string, into any) error {
	if column == "" {
		return nil
	}
	return json.Unmarshal([]byte(column), into)
}
