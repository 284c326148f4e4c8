package storetest

import (
	"errors"
	"fmt"
	"slices"
	"testing"

	"dateline/internal/record"
	"dateline/internal/store"
)

func replacedAccounts(t *testing.T, l store.Ledger) {
	put(t, l, "r1", "r2")
	write(t, l, func(w store.Writer) error {
		err := errors.Join(w.PutEvent(event("r1#a1", "r2#a1")), w.PutEvent(event("r1#a2")), w.PutEdges("r1#a2", []store.Edge{{A: "r1#a2", B: "r2#a2", Score: 1}}))
		changed := account("r1", "a1", 7)
		changed.Telling = []byte("anew")
		return errors.Join(err, w.PutAccounts("r1", []store.Account{changed, account("r1", "a9", 8)}))
	})
	write(t, l, func(r store.Writer) error {
		all, err := r.AccountsOf("r1")
		same(t, "accounts", len(all), 2)
		kept, err2 := r.Account("r1#a1")
		same(t, "telling", string(kept.Telling), "anew")
		same(t, "keys", kept.Keys, []uint64{7})
		same(t, "founds", kept.Founds, founds("r1#a1"))
		isMissing(t, "account that is told no more", second(r.Account("r1#a2")))
		isMissing(t, "its event", second(r.Event(founds("r1#a2"))))
		same(t, "edges to it", first(t)(r.Edges("r2#a2")), []store.Edge(nil))
		of, err3 := r.EventOf("r1#a1") // an account that stays keeps its event
		same(t, "event", of, founds("r1#a1"))
		isMissing(t, "event of a new account", second(r.EventOf("r1#a9")))
		near, err4 := idsNear(r, account("new", "a1", 1, 2, 3), 9)
		same(t, "old keys", near, []record.AccountID{"r2#a1", "r2#a2"})
		return errors.Join(err, err2, err3, err4)
	})
}

func idsNear(w store.Writer, a store.Account, most int) (ids []record.AccountID, err error) {
	near, err := w.Near(a, most)
	for _, n := range near {
		ids = append(ids, n.ID)
	}
	return ids, err
}

func near(t *testing.T, l store.Ledger) {
	put(t, l, "r2", "r1") // each: a1 under 1 and 2, a2 under 2 and 3
	write(t, l, func(w store.Writer) error {
		return w.PutAccounts("r2", []store.Account{account("r2", "a1", 1, 2, 1<<63+5), account("r2", "a2", 2, 3)})
	})
	look := func(w store.Writer) error {
		for _, c := range []struct {
			keys []uint64
			most int
			near []record.AccountID
		}{
			{nil, 9, nil},
			{[]uint64{99}, 9, nil},
			{[]uint64{3}, 9, []record.AccountID{"r1#a2", "r2#a2"}},
			{[]uint64{1, 3}, 9, []record.AccountID{"r1#a1", "r1#a2", "r2#a1", "r2#a2"}},
			{[]uint64{1<<63 + 5}, 1, []record.AccountID{"r2#a1"}},
		} {
			got, err := idsNear(w, account("new", "a1", c.keys...), c.most)
			if err != nil || !slices.Equal(got, c.near) {
				t.Errorf("near %v, at most %d: %v, %v", c.keys, c.most, got, err)
			}
		}
		return nil
	}
	write(t, l, look)
	write(t, l, func(w store.Writer) error {
		if err := look(w); err != nil { // what a writer met before must not hide what it writes then
			return err
		}
		if err := errors.Join(w.PutReport(report("r3")), w.PutAccounts("r3", []store.Account{account("r3", "a1", 3)})); err != nil {
			return err
		}
		got, err := idsNear(w, account("new", "a1", 3), 9)
		same(t, "near within the write", got, []record.AccountID{"r1#a2", "r2#a2", "r3#a1"})
		if err := w.PutAccounts("r3", nil); err != nil {
			return err
		}
		return errors.Join(err, look(w))
	})
}

// nearInTime fills one key with accounts, a few and then many, that come in another order than that of their days.
func nearInTime(t *testing.T, l store.Ledger) {
	for _, days := range []int32{20, 900} {
		key := uint64(1000 + days)
		on := func(day int32) store.Account {
			a := account(fmt.Sprintf("r%d-%d", days, day), "a1", key)
			a.Day = day
			return a
		}
		write(t, l, func(w store.Writer) error {
			for i := range days {
				a := on(i * 7 % days)
				if err := errors.Join(w.PutReport(report(a.Report)), w.PutAccounts(a.Report, []store.Account{a})); err != nil {
					return err
				}
				if _, err := w.Near(a, 3); err != nil {
					return err
				}
			}
			return errors.Join(w.PutAccounts(on(11).Report, nil), w.PutEdges(on(13).ID, []store.Edge{linkOf(on(13), on(9)), linkOf(on(13), on(12))}))
		})
		ids := func(all ...int32) (ids []record.AccountID) {
			for _, day := range all {
				ids = append(ids, on(day).ID)
			}
			slices.Sort(ids)
			return ids
		}
		look := func(r store.Writer) error {
			same(t, "in the middle", first(t)(idsNear(r, on(10), 3)), ids(7, 8, 9, 12, 13, 14))
			same(t, "at the end", first(t)(idsNear(r, on(0), 2)), ids(1, 2))
			around := first(t)(r.Around(on(10), 2, 1, false))
			same(t, "parted", around, [][2]record.AccountID{
				{min(on(8).ID, on(12).ID), max(on(8).ID, on(12).ID)}, {min(on(9).ID, on(13).ID), max(on(9).ID, on(13).ID)},
			})
			linked := first(t)(r.Around(on(10), 2, 1, true))
			same(t, "parted of those linked", linked, [][2]record.AccountID{{min(on(9).ID, on(13).ID), max(on(9).ID, on(13).ID)}})
			return nil
		}
		write(t, l, look)
	}
}

func linkOf(a, b store.Account) store.Edge {
	return store.Edge{A: min(a.ID, b.ID), B: max(a.ID, b.ID), Score: 1}
}

// afterFailure undoes a write: nothing that it met is remembered.
func afterFailure(t *testing.T, l store.Ledger) {
	put(t, l, "r1")
	undone := errors.New("undone")
	err := l.Write(func(w store.Writer) error {
		err := errors.Join(w.PutReport(report("r2")), w.PutAccounts("r2", []store.Account{account("r2", "a1", 1, 8)}), w.PutAccounts("r1", nil))
		near, err2 := idsNear(w, account("new", "a1", 1, 8), 9)
		same(t, "near before it is undone", near, []record.AccountID{"r2#a1"})
		return errors.Join(err, err2, undone)
	})
	if !errors.Is(err, undone) {
		t.Fatal(err)
	}
	write(t, l, func(w store.Writer) error {
		near, err := idsNear(w, account("new", "a1", 1, 8), 9)
		same(t, "near after it was undone", near, []record.AccountID{"r1#a1"})
		return err
	})
}

func edges(t *testing.T, l store.Ledger) {
	put(t, l, "r1", "r2")
	why := []record.Reason{{Of: "time", Detail: "same day", Weight: 2.2}, {Of: "words", Detail: `tab	and "quote"`, Weight: -0.1}}
	one := store.Edge{A: "r1#a1", B: "r2#a1", Score: 0.625, Reasons: why}
	two := store.Edge{A: "r1#a1", B: "r2#a2", Kind: "follow-up", Score: 0.5, Reasons: why[:1]}
	write(t, l, func(w store.Writer) error {
		return errors.Join(w.PutEdges("r2#a2", []store.Edge{two}), w.PutEdges("r1#a1", []store.Edge{one, two}))
	})
	check := func(what string, want map[record.AccountID][]store.Edge) {
		t.Helper()
		read(t, l, func(r store.Reader) error {
			for _, id := range []record.AccountID{"r1#a1", "r1#a2", "r2#a1", "r2#a2"} {
				same(t, what+": edges of "+string(id), first(t)(r.Edges(id)), want[id])
			}
			return nil
		})
	}
	check("both", map[record.AccountID][]store.Edge{"r1#a1": {one, two}, "r2#a1": {one}, "r2#a2": {two}})
	write(t, l, func(w store.Writer) error { return w.PutEdges("r2#a1", nil) })
	check("one", map[record.AccountID][]store.Edge{"r1#a1": {two}, "r2#a2": {two}})
	write(t, l, func(w store.Writer) error { return w.PutEdges("r2#a2", []store.Edge{two}) }) // from the other side the same
	check("other side", map[record.AccountID][]store.Edge{"r1#a1": {two}, "r2#a2": {two}})
	three := store.Edge{A: "r1#a1", B: "r1#a2", Score: 1}
	write(t, l, func(w store.Writer) error { return w.PutEdges("r1#a1", []store.Edge{three}) })
	check("another", map[record.AccountID][]store.Edge{"r1#a1": {three}, "r1#a2": {three}})
}

func copies(t *testing.T, l store.Ledger) {
	put(t, l, "r1", "r2", "r3")
	near := store.Copy{A: "r1", B: "r2", Kind: "near", Score: 0.9}
	wire := store.Copy{A: "r2", B: "r3", Kind: "wire", Score: 0.75}
	write(t, l, func(w store.Writer) error { return errors.Join(w.PutCopies("r2", []store.Copy{near, wire})) })
	read(t, l, func(r store.Reader) error {
		same(t, "keys", first(t)(r.CopyKeys([]uint64{2, 77})), []string{"r1", "r2", "r3"})
		same(t, "no keys", first(t)(r.CopyKeys(nil)), []string(nil))
		same(t, "copies of r1", first(t)(r.Copies("r1")), []store.Copy{near})
		same(t, "copies of r2", first(t)(r.Copies("r2")), []store.Copy{near, wire})
		return nil
	})
	write(t, l, func(w store.Writer) error { return w.PutCopies("r1", nil) })
	read(t, l, func(r store.Reader) error {
		same(t, "copies of r2 then", first(t)(r.Copies("r2")), []store.Copy{wire})
		return nil
	})
}

func events(t *testing.T, l store.Ledger) {
	put(t, l, "r1", "r2")
	both := event("r1#a1", "r2#a1")
	both.From, both.To, both.Precision, both.Lat, both.Lon, both.Placed, both.Place, both.PlacePrecision = day(3), day(4), "day", 50.95, 1.85, true, "Calais", "town"
	both.Country, both.Outlets, both.Differs, both.Line, both.Series = "FR", []string{"Quay", "Wharf"}, true, "A camp was cleared.", "clearing@Calais"
	both.Harm = map[string]record.Value{"displaced": {}}
	write(t, l, func(w store.Writer) error { return errors.Join(w.PutEvent(both), w.PutEvent(event("r2#a2"))) })
	read(t, l, func(r store.Reader) error {
		got, err := r.Event(both.ID)
		same(t, "event", got, both)
		return err
	})
	write(t, l, func(w store.Writer) error { return w.PutEvent(event("r2#a1", "r2#a2")) }) // takes one, and the only one
	read(t, l, func(r store.Reader) error {
		left, err := r.Event(founds("r1#a1"))
		same(t, "members left", ids(left), []record.AccountID{"r1#a1"})
		taken, err2 := r.Event(founds("r2#a1"))
		same(t, "members taken", ids(taken), []record.AccountID{"r2#a1", "r2#a2"})
		page, err3 := r.Events(store.Query{})
		same(t, "events", page.Total, 2) // the one without members is gone
		return errors.Join(err, err2, err3)
	})
	write(t, l, func(w store.Writer) error { return w.PutEvent(event("r1#a1", "r1#a2")) })
	write(t, l, func(w store.Writer) error { return w.PutEvent(event("r1#a1")) }) // and lets one go
	read(t, l, func(r store.Reader) error {
		isMissing(t, "event of one that was let go", second(r.EventOf("r1#a2")))
		return nil
	})
}

func ids(r store.Row) (all []record.AccountID) {
	for _, m := range r.Members {
		all = append(all, m.Account)
	}
	return all
}

func leadOn(t *testing.T, l store.Ledger) {
	put(t, l, "r1", "r2")
	write(t, l, func(w store.Writer) error {
		err := errors.Join(w.PutEvent(event("r1#a1")), w.PutEvent(event("r2#a1")), w.Pin("r2#a1", store.Pin{ID: "e-given", Since: 1}))
		return errors.Join(err, w.PutEvent(event("r1#a1", "r2#a1")), w.PutEdges("r1#a1", []store.Edge{{A: "r1#a1", B: "r1#a2", Kind: "follow-up", Score: 1, Reasons: []record.Reason{{Of: "time", Detail: "later"}}}}),
			w.PutEvent(event("r1#a2")))
	})
	read(t, l, func(r store.Reader) error {
		for _, id := range []record.EventID{founds("r1#a1"), founds("r2#a1"), "e-given"} {
			got, err := r.Event(id)
			if err != nil || got.ID != founds("r1#a1") {
				t.Errorf("%s leads to %s, %v", id, got.ID, err)
			}
		}
		got, err := r.Event(founds("r1#a1"))
		same(t, "related", got.Related, []record.Relation{{Kind: "follow-up", Event: founds("r1#a2"), Reason: "later"}})
		return err
	})
}

func pins(t *testing.T, l store.Ledger) {
	put(t, l, "r1")
	write(t, l, func(w store.Writer) error {
		return errors.Join(w.Pin("r1#a1", store.Pin{ID: "e-one", Since: 3}), w.Pin("r1#a1", store.Pin{ID: "e-two", Since: 4}))
	})
	read(t, l, func(r store.Reader) error {
		same(t, "leads of none", first(t)(r.Leads([]record.AccountID{"r1#a1", "r1#a2"})), []store.Pin(nil))
		same(t, "pinned", first(t)(r.Pinned([]record.AccountID{"r1#a1", "r1#a2"})), map[record.AccountID]store.Pin{"r1#a1": {ID: "e-one", Since: 3}})
		return nil
	})
}

func leads(t *testing.T, l store.Ledger) {
	put(t, l, "r1", "r2")
	write(t, l, func(w store.Writer) error {
		return errors.Join(w.PutEvent(event("r1#a1", "r2#a1")), w.PutEvent(event("r2#a2")), w.Lead("r1#a1", store.Pin{ID: "e-two", Since: 4}), w.Lead("r1#a1", store.Pin{ID: "e-one", Since: 3}))
	})
	leadTo := func(id, want record.EventID) {
		t.Helper()
		read(t, l, func(r store.Reader) error {
			got, err := r.Event(id)
			same(t, string(id)+" leads to", got.ID, want)
			return err
		})
	}
	leadTo("e-one", founds("r1#a1"))
	read(t, l, func(r store.Reader) error {
		same(t, "leads", first(t)(r.Leads([]record.AccountID{"r2#a1", "r1#a1"})), []store.Pin{{ID: "e-one", Since: 3}, {ID: "e-two", Since: 4}})
		return nil
	})
	write(t, l, func(w store.Writer) error { return w.Lead("r2#a2", store.Pin{ID: "e-one", Since: 3}) }) // another account from now on
	leadTo("e-one", founds("r2#a2"))
	leadTo("e-two", founds("r1#a1"))
	write(t, l, func(w store.Writer) error { return w.PutAccounts("r1", nil) })
	read(t, l, func(r store.Reader) error {
		isMissing(t, "lead to an account that is gone", second(r.Event("e-two")))
		return nil
	})
}

func moved(t *testing.T, l store.Ledger) {
	put(t, l, "r1", "r2")
	write(t, l, func(w store.Writer) error {
		_, err := w.Append(record.Decision{Verb: record.Accept, By: "me", Subjects: []string{"r1#a1"}})
		return errors.Join(err, w.PutAccounts("r1", []store.Account{account("r1", "b1")}), w.Move("r1#a1", "r1#b1"))
	})
	resolve := func(id, want record.AccountID) {
		t.Helper()
		read(t, l, func(r store.Reader) error {
			got, err := r.Resolve(id)
			same(t, "resolved", got, want)
			on, err2 := r.DecisionsOn(string(want))
			same(t, "decisions on it", len(on), 1)
			return errors.Join(err, err2)
		})
	}
	resolve("r1#a1", "r1#b1")
	write(t, l, func(w store.Writer) error {
		return errors.Join(w.PutAccounts("r1", []store.Account{account("r1", "c1")}), w.Move("r1#b1", "r1#c1"))
	})
	resolve("r1#a1", "r1#c1")
	resolve("r1#c1", "r1#c1")
}

func chain(t *testing.T, l store.Ledger) {
	given := record.Decision{At: day(1).Add(7), By: "Ann", Verb: record.Correct, Subjects: []string{"r1#a1", "r2#a1"}, Field: "dead", Old: "1", New: "2", Why: "“so”\n"}
	var logged []record.Decision
	for n := range 3 {
		write(t, l, func(w store.Writer) error {
			given.New = fmt.Sprint(n)
			d, err := w.Append(given)
			logged = append(logged, d)
			return err
		})
	}
	read(t, l, func(r store.Reader) error {
		all, err := r.Decisions(0, 9)
		same(t, "decisions", all, logged)
		previous := ""
		for i, d := range all {
			same(t, "number", d.Seq, int64(i+1))
			same(t, "previous", d.Previous, previous)
			same(t, "hash", d.Hash, store.HashOf(d))
			previous = d.Hash
		}
		same(t, "page", first(t)(r.Decisions(1, 1)), logged[1:2])
		same(t, "on a subject", first(t)(r.DecisionsOn("r2#a1")), logged)
		same(t, "on another", first(t)(r.DecisionsOn("r3#a1")), []record.Decision(nil))
		return err
	})
}

func people(t *testing.T, l store.Ledger) {
	put(t, l, "r1", "r2")
	write(t, l, func(w store.Writer) error {
		return errors.Join(w.PutPerson("r1#Ann Lee", "r1#Ann Lee"), w.PutPerson("r2#Ann Lee", "r1#Ann Lee"), w.PutPerson("r2#Ann Lee", "r2#Ann Lee"))
	})
	read(t, l, func(r store.Reader) error {
		same(t, "person", first(t)(r.Person("r2#Ann Lee")), "r2#Ann Lee")
		return nil
	})
}

// concealed takes words out of a decision that stands, which the log allows where a later one says what was left.
func concealed(t *testing.T, l store.Ledger) {
	const name = "r1#Zoé"
	var logged record.Decision
	write(t, l, func(w store.Writer) (err error) {
		logged, err = w.Append(record.Decision{Verb: record.SamePerson, By: "a", Subjects: []string{name, "r2#Zoe"}, Why: "Zoé in both"})
		return err
	})
	left := logged
	left.Subjects, left.Why = []string{"r1#erased", "r2#Zoe"}, "erased"
	write(t, l, func(w store.Writer) error { return w.Conceal(left) })
	faults := func() (n int) {
		if err := l.Check(func(store.Finding) { n++ }); err != nil {
			t.Fatal(err)
		}
		return n
	}
	same(t, "faults before anybody said so", faults(), 1)
	for _, said := range []struct {
		new    string
		faults int
	}{{"1:0c2f", 1}, {fmt.Sprint("1:", store.HashOf(left)), 0}} {
		write(t, l, func(w store.Writer) error {
			_, err := w.Append(record.Decision{Verb: record.Redact, By: "a", Subjects: []string{"r1"}, New: said.new})
			return err
		})
		same(t, "faults after "+said.new, faults(), said.faults)
	}
	read(t, l, func(r store.Reader) error {
		same(t, "decisions on the name", first(t)(r.DecisionsOn(name)), []record.Decision(nil))
		same(t, "decisions on what is left", first(t)(r.DecisionsOn("r1#erased")), []record.Decision{left})
		return nil
	})
}
