package link

import "dateline/internal/record"

// Questions gives each field of an event with all claims.
func (l *Linker) Questions(e record.Event, members []Telling, bodies map[string]string, rule Rule) []record.Question {
	return nil
}
