-- The ledger in one file. Numbers named n are rows, given as things come; nothing that leaves the ledger holds them.
CREATE TABLE setting(key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;

CREATE TABLE report(
  n INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE,
  hash BLOB NOT NULL, -- SHA-256 of its raw bytes
  file TEXT NOT NULL, url TEXT NOT NULL, outlet TEXT NOT NULL, title TEXT NOT NULL, byline TEXT NOT NULL, -- byline: a JSON list
  published TEXT NOT NULL, language TEXT NOT NULL, truncated INTEGER NOT NULL, format TEXT NOT NULL, closed INTEGER NOT NULL,
  state TEXT NOT NULL, reason TEXT NOT NULL, coder TEXT NOT NULL
);
CREATE TABLE raw(report INTEGER PRIMARY KEY REFERENCES report(n), bytes BLOB NOT NULL); -- as they came (zstd); none when they were erased
CREATE TABLE layout(n INTEGER PRIMARY KEY, text TEXT NOT NULL UNIQUE); -- of readings, as package packed writes it
CREATE TABLE reading(report INTEGER PRIMARY KEY REFERENCES report(n), layout INTEGER NOT NULL REFERENCES layout(n),
  copy_keys BLOB NOT NULL, bytes BLOB NOT NULL); -- copy_keys: 8 bytes each, as in copy_key; bytes: body, then reading, packed (zstd)
CREATE INDEX report_hash ON report(hash);
CREATE INDEX report_outlet ON report(outlet);
CREATE INDEX report_state ON report(state, id);

CREATE TABLE account(
  n INTEGER PRIMARY KEY, report INTEGER NOT NULL REFERENCES report(n), local TEXT NOT NULL, -- local: its id within the reading
  founds TEXT NOT NULL, -- the event that it would found
  event INTEGER, -- the row of the event that it tells
  origin INTEGER NOT NULL DEFAULT 0, score REAL NOT NULL DEFAULT 0, reasons TEXT NOT NULL DEFAULT '', -- as a member: record.Member
  telling BLOB NOT NULL, keys BLOB NOT NULL, -- keys: 8 bytes each, as in account_key
  pinned INTEGER, pin TEXT, -- the decision since which the event keeps an id, and that id
  UNIQUE(report, local)
);
CREATE INDEX account_founds ON account(founds);
CREATE INDEX account_event ON account(event);
CREATE INDEX account_pin ON account(pin) WHERE pin IS NOT NULL;
CREATE TABLE account_key(key INTEGER NOT NULL, account INTEGER NOT NULL, PRIMARY KEY(key, account)) WITHOUT ROWID;
-- edges stand here both ways, with their reasons where a < b
CREATE TABLE edge(a INTEGER NOT NULL, b INTEGER NOT NULL, kind TEXT NOT NULL, score REAL NOT NULL, reasons TEXT NOT NULL, PRIMARY KEY(a, b)) WITHOUT ROWID;

CREATE TABLE copy_key(key INTEGER NOT NULL, report INTEGER NOT NULL, PRIMARY KEY(key, report)) WITHOUT ROWID;
CREATE TABLE copy(a INTEGER NOT NULL, b INTEGER NOT NULL, kind TEXT NOT NULL, score REAL NOT NULL, PRIMARY KEY(a, b)) WITHOUT ROWID; -- both ways

CREATE TABLE event(
  n INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, also TEXT NOT NULL, -- also: a JSON list
  act TEXT NOT NULL, realisation TEXT NOT NULL, started INTEGER, ended INTEGER, precision TEXT NOT NULL, -- seconds since 1970, half-open
  lat REAL, lon REAL, place TEXT NOT NULL, place_precision TEXT NOT NULL, country TEXT NOT NULL,
  outlets TEXT NOT NULL, harm TEXT NOT NULL, reports INTEGER NOT NULL, origins INTEGER NOT NULL, -- outlets, harm: JSON
  series TEXT NOT NULL, review TEXT NOT NULL, differs INTEGER NOT NULL, confidence REAL NOT NULL, line TEXT NOT NULL
);
-- the orders of lists by time; events without a date come last in both
CREATE INDEX event_newest ON event(coalesce(started, -62135596800) DESC, id);
CREATE INDEX event_oldest ON event(coalesce(started, 253402300800), id);
CREATE INDEX event_act ON event(act, started);
CREATE INDEX event_country ON event(country, started);
CREATE INDEX event_useful ON event(review, (1.0 - confidence) * (reports + 2 * differs + (harm <> '')) DESC, id); -- the queue of review
CREATE INDEX event_series ON event(series) WHERE series <> '';
CREATE VIRTUAL TABLE event_box USING rtree(n, south, north, west, east, +x);

CREATE VIRTUAL TABLE words USING fts5(title, body, content='', contentless_delete=1, detail=column, tokenize='unicode61 remove_diacritics 2');

CREATE TABLE person(name TEXT PRIMARY KEY, person TEXT NOT NULL, told TEXT NOT NULL DEFAULT '', country TEXT NOT NULL DEFAULT '', sector TEXT NOT NULL DEFAULT '', role TEXT NOT NULL DEFAULT '') WITHOUT ROWID;
CREATE INDEX person_person ON person(person);
CREATE TABLE person_key(key INTEGER NOT NULL, name TEXT NOT NULL, PRIMARY KEY(key, name)) WITHOUT ROWID;
CREATE INDEX person_key_name ON person_key(name);

CREATE TABLE decision(
  seq INTEGER PRIMARY KEY, at TEXT NOT NULL, by TEXT NOT NULL, verb TEXT NOT NULL, subjects TEXT NOT NULL, field TEXT NOT NULL,
  old TEXT NOT NULL, new TEXT NOT NULL, why TEXT NOT NULL, undoes INTEGER NOT NULL, previous TEXT NOT NULL, hash TEXT NOT NULL
);
CREATE TABLE decision_subject(subject TEXT NOT NULL, seq INTEGER NOT NULL, PRIMARY KEY(subject, seq)) WITHOUT ROWID;
CREATE TABLE moved(was TEXT PRIMARY KEY, now TEXT NOT NULL) WITHOUT ROWID; -- accounts whose decisions stand for another
CREATE INDEX moved_now ON moved(now);
CREATE TRIGGER decision_stays BEFORE UPDATE ON decision BEGIN SELECT RAISE(ABORT, 'a decision is never altered'); END;
CREATE TRIGGER decision_remains BEFORE DELETE ON decision BEGIN SELECT RAISE(ABORT, 'a decision is never removed'); END;
