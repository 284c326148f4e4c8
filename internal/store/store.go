// Package store is the contract of a ledger on disk: reports, readings, accounts with their links, events, and the log of
// decisions. Package sqlite keeps it in one file; package storetest is the suite that every dialect must pass.
//
// Reports and decisions are the ledger; readings, accounts, links and events can be made from them again.
// Nothing here says when or in what order things came: what is read back comes in the order of ids unless said otherwise.
package store

import (
	"errors"
	"time"

	"dateline/internal/record"
	"dateline/internal/text"
)

// The errors that callers tell apart. Others are faults of the machine, named with the file.
var (
	ErrMissing = errors.New("not in the ledger")
	ErrNewer   = errors.New("the ledger was written by a newer program")
	ErrBusy    = errors.New("another process is writing to the ledger")
	ErrDamaged = errors.New("the ledger is damaged")
	ErrFull    = errors.New("the disk is full")
	ErrLocked  = errors.New("the ledger cannot be written to")
)

// Ledger is one ledger. It is safe for many goroutines: one writes at a time, readers do not wait for it.
type Ledger interface {
	// Write runs f in one transaction: all of it is on disk when Write returns without an error, or none of it.
	Write(f func(Writer) error) error
	// Read runs f on a state of the ledger that does not change meanwhile.
	Read(f func(Reader) error) error
	// Check looks at every byte and calls found for each fault: hashes of raw bytes, the chain of decisions, the file itself.
	Check(found func(Finding)) error
	// Scrub leaves no byte in the file of what was taken out: not in free pages, not in the index of words, not in the journal. Others must not read
	// meanwhile (ErrBusy).
	Scrub() error
	// Backup writes a whole copy to a new file while others go on.
	Backup(file string) error
	Close() error
}

// Finding is a fault that Check found, with the name of the object.
type Finding struct{ Object, Fault string }

// State says how far an item has come.
type State string

// The states of an item. A quarantined item keeps its raw bytes and a reason; ingesting it again tries again.
const (
	Stored      State = "stored"
	Coded       State = "coded"
	Linked      State = "linked"
	Quarantined State = "quarantined"
)

// Report is a report with its raw bytes as they came.
type Report struct {
	text.Report        // ID names it in the ledger
	Raw         []byte // as they came; Hash is theirs
	Hash        string // SHA-256 of Raw, in hexadecimal
	Format      string // of Raw, as package ingest names it
	Closed      bool   // from a source that must never be released
	State       State
	Reason      string // why it is quarantined
	Coder       string // version of what made its reading; empty when there is none
}

// Account is what the linker keeps of an account: its own compact view and the keys under which others may find it.
type Account struct {
	ID      record.AccountID
	Report  string
	Founds  record.EventID // the event that it would found
	Telling []byte         // package link's view of the account
	Keys    []uint64       // two accounts that may tell one event share a key; below 2^32, for a store keeps no more of each
	Day     int32          // since 1970: accounts that share a key lie in the order of their days, those of one day by a hash of their names
}

// Edge is a scored link between two accounts, A before B: of one event, or of events that are related.
type Edge struct {
	A, B    record.AccountID
	Kind    string          // empty: of one event; else how the event of A stands to that of B, as record.Relation says
	Score   float64         // 0 to 1
	Reasons []record.Reason // none where they follow from the tellings of both
}

// Pin is an id that an event keeps, and the decision since which it does.
type Pin struct {
	ID    record.EventID
	Since int64
}

// Copy says that two reports have one text, or nearly.
type Copy struct {
	A, B  string // report ids, A before B
	Kind  string // exact, near, wire, translation
	Score float64
}

// Name is a person as a report names them.
type Name struct {
	ID           string // the report's id, "#", and Told
	Told         string
	Country      string // ISO 3166-1 alpha-3, where the report says
	Sector, Role string
	Person       string   // the person that it names: the first ID of all names of that person
	Keys         []uint64 // two names of one person share a key; they are not read back
}

// Row is an event with what lists, the map and the timeline ask of it.
type Row struct {
	record.Event             // Questions are never kept in a ledger
	From, To       time.Time // half-open; zero when no report says
	Precision      string
	Lat, Lon       float64
	Placed         bool // Lat and Lon mean something
	Place          string
	PlacePrecision string
	Country        string // ISO 3166-1 alpha-2
	Realisation    string
	Outlets        []string
	Harm           map[string]record.Value // by kind
	Differs        bool                    // some question has claims that differ
	Line           string                  // one sentence: what, who, when, where, how many
	Doubt          float64                 // how likely the program is wrong that no other event is this one: of the most doubtful link to another, 0 to 0.5
	Cut            int                     // for those who link: how finely its neighbourhood was cut when it was drawn
	Mark           uint64                  // for those who link: what it was drawn from
}

// Told is an event with the accounts that tell it.
type Told struct {
	Row
	Accounts []Account // in the order of its members; ID, Report and Telling alone
	Place    int       // where it stands among all events in the order "-when", from 0
}

// Query asks for events. The zero value asks for all, newest first.
type Query struct {
	Words             string   // the first 32 must stand in a report that tells it, the last may be cut short; never read as a language of queries
	Acts, Outlets     []string // any of them; an outlet is that of a report that tells it
	Country, Place    string   // Place: how its name begins, in letters of any case
	Series            string
	From, To          time.Time // meets this half-open interval
	Box               *Box
	Realisation, Harm string // Harm: has a figure of this kind
	Review            record.Review
	Differs           bool
	Open              bool     // for those who may not read closed reports: what these tell alone is left out, and their words are not found
	ClosedOutlets     []string // with Open: all reports of these are closed too
	Sort              string   // "when" (default), "-when", "reports", "confidence", "id", "useful" (to judge: unsure or perhaps told by another event too, told by many, differing, with harm)
	After             string   // the cursor of the last page; empty for the first
	Limit             int      // 0 means 50
}

// Box is a part of the map, in degrees. West may be greater than East: then it crosses the antimeridian.
type Box struct{ South, West, North, East float64 }

// MostCounted is how many events of a query are counted: no reader needs to know more closely, and to count them all takes longer than to find
// those of the page.
const MostCounted = 1000

// Page is one page of events. Next is empty on the last one; Total counts all, or, with More, says what they are more than.
type Page struct {
	Rows  []Row
	Next  string
	Total int
	More  bool
}

// Dot is an event on the map or the timeline.
type Dot struct {
	ID       record.EventID
	Act      string
	Lat, Lon float64
	Placed   bool
	Precise  string // precision of the place
	From, To time.Time
	Reports  int
}

// Totals counts what a ledger holds.
type Totals struct {
	Reports, Accounts, Events, Decisions int
	States                               map[State]int
	Outlets, Acts, Languages             map[string]int
	Reasons                              map[string]int // why items are quarantined
	First, Last                          text.Day       // days of publication
	Bytes                                int64          // of the file
}

// Reader reads one state of the ledger. A thing that is not there is ErrMissing.
type Reader interface {
	Report(id string) (Report, error) // without Raw
	Raw(id string) ([]byte, error)    // as it came
	Body(id string) (string, error)   // of its reading
	Reading(id string) (*record.Reading, error)
	Reports(after string, limit int) ([]Report, error) // by id, without Raw
	InState(s State, limit int) ([]string, error)      // ids, in their order
	Holds(hash string) (id string, err error)          // the report of these raw bytes

	Account(id record.AccountID) (Account, error)
	AccountsOf(report string) ([]Account, error)
	Edges(id record.AccountID) ([]Edge, error)
	CopyKeys(keys []uint64) (reports []string, err error) // reports that share a key of their text
	Copies(report string) ([]Copy, error)

	Event(id record.EventID) (Row, error) // also by an id that leads to it
	EventOf(account record.AccountID) (record.EventID, error)
	CutOf(account record.AccountID) (int, error)                          // the Cut of the event that it tells
	MarkOf(id record.EventID) (uint64, error)                             // by its own id alone
	Pinned(accounts []record.AccountID) (map[record.AccountID]Pin, error) // which of them name an event for good
	Leads(accounts []record.AccountID) ([]Pin, error)                     // the ids that Lead lets lead to them
	Resolve(id record.AccountID) (record.AccountID, error)                // itself if it is there, else the one it was moved to
	Events(q Query) (Page, error)
	Dots(q Query, most int) ([]Dot, error) // of events that have a place or a time, by id; the first where there are more than most
	// EachTold goes through all events, those that one report tells one after the other, so that who opens reports opens each about once.
	EachTold(f func(Told) error) error

	Decisions(after int64, limit int) ([]record.Decision, error) // by Seq
	DecisionsOn(subject string) ([]record.Decision, error)       // and on accounts that were moved to it
	Person(name string) (string, error)                          // the person that a name as told (report#name) belongs to
	// NamesNear gives names that share a key with n, no more than most, those of its own report first. Of names that other reports tell alike of one
	// person one stands for all, by the ID of the person.
	NamesNear(n Name, most int) ([]Name, error)
	Totals() (Totals, error)
	Setting(key string) (string, error) // empty when it was never set
}

// Writer writes within one transaction, and reads what it wrote.
type Writer interface {
	Reader
	PutReport(r Report) error // a report that is there already keeps its raw bytes, and whether it is closed
	SetClosed(id string, closed bool) error
	// PutFile notes that a report was found in this file too. The first in the order of names is kept.
	PutFile(id, file string) error
	PutReading(id string, coder string, r *record.Reading, copyKeys []uint64) error
	PutAccounts(report string, accounts []Account) error // all accounts of a report, in place of those before
	// Near gives the accounts that share a key with a, by id: of each key no more than most of those before it and most of those after it,
	// the nearest. a need not be there; its Telling is not asked for.
	Near(a Account, most int) ([]Account, error)
	// Around gives the pairs of accounts, one before and one after a in the order of a key, that lie more than most and no more than
	// most+more steps apart with a between them: those that may be near each other no longer when a has come, and again when it goes. With linked it
	// gives those of them alone that an edge links.
	Around(a Account, most, more int, linked bool) (pairs [][2]record.AccountID, err error)
	PutEdges(of record.AccountID, edges []Edge) error // all edges of an account, in place of those before
	PutCopies(report string, copies []Copy) error
	SetState(id string, s State, reason string) error
	// PutEvent keeps an event but for its Questions, which are drawn when somebody asks, and Related, which follows from edges. It
	// takes its members from the events that held them; an event left without members is gone.
	PutEvent(r Row) error
	// Pin makes the event that an account founds keep its id, whatever accounts come to be before it: a person decided on it, or
	// it was released. The first pin of an account stays.
	Pin(account record.AccountID, p Pin) error
	// Lead lets an id lead to the event of an account, beside the one that is pinned: the account on which it was pinned is gone.
	Lead(account record.AccountID, p Pin) error
	// Move lets the decisions on an account stand for another: a later coder tells the same at other words.
	Move(from, to record.AccountID) error
	PutName(n Name) error // a name that is there already keeps its person
	PutPerson(name, person string) error
	JoinPersons(from, to string) error                 // all names of the person from become names of the person to
	Append(d record.Decision) (record.Decision, error) // sets Seq, Previous and Hash
	// Conceal takes out of a decision what an erased report must not be known by: its subjects, field, values and reason become those given, and all
	// else stays, its hash too. Check finds it altered unless a later decision that erases says so: see Concealed.
	Conceal(d record.Decision) error
	Erase(report, reason string) error // of redaction: takes out raw bytes, reading and accounts, keeps the hash
	Set(key, value string) error
}
