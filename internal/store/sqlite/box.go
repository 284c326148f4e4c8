package sqlite

import "dateline/internal/store"

// box is a part of the map.
type box struct {
	listed []condition // chooses those that the R*Tree has there
	walked condition   // asks one event whether it lies there: the R*Tree rounds
	events int         // how many lie there, no more than mostInBox
}

// mostInBox is how many events of a part of the map are counted.
const mostInBox = 20001

// inBox chooses the events in a part of the map. A box over the antimeridian is two.
func (s *session) inBox(f *filter, b *store.Box) error {
	if b == nil {
		return nil
	}
	if b.South <= -90 && b.North >= 90 && b.West <= -180 && b.East >= 180 {
		f.add("e.lat IS NOT NULL") // the whole world, of which the first in order are wanted
		return nil
	}
	joint, args := "AND", []any{b.South, b.North, b.West, b.East}
	if b.West > b.East {
		joint = "OR"
	}
	there := "SELECT n FROM event_box WHERE north >= ? AND south <= ? AND (east >= ? " + joint + " west <= ?)"
	f.box = &box{walked: condition{"e.lat >= ? AND e.lat <= ? AND (e.lon >= ? " + joint + " e.lon <= ?)", args}}
	f.box.listed = []condition{{"e.n IN (" + there + ")", args}, f.box.walked}
	return s.one("SELECT count(*) FROM ("+there+" LIMIT ?)", append(args[:4:4], mostInBox), &f.box.events)
}

// asked is what an event is asked, if anything.
func (b *box) asked() []condition {
	if b == nil {
		return nil
	}
	return []condition{b.walked}
}
