-- Keys that came lately stand apart until they are many. Keys are scattered, so that each transaction would write most of the large tables anew.
CREATE TABLE late_account_key(key INTEGER NOT NULL, account INTEGER NOT NULL, PRIMARY KEY(key, account)) WITHOUT ROWID;
CREATE TABLE late_copy_key(key INTEGER NOT NULL, report INTEGER NOT NULL, PRIMARY KEY(key, report)) WITHOUT ROWID;

-- an account comes before its event: it need not be moved within these
DROP INDEX account_event;
CREATE INDEX account_event ON account(event, report) WHERE event IS NOT NULL;
DROP INDEX account_told;
CREATE INDEX account_told ON account(report, event) WHERE event IS NOT NULL;

-- What lists and maps ask for is found in the indexes, and rows are fetched for what is shown.
DROP INDEX event_newest;
CREATE INDEX event_newest ON event(coalesce(started, -62135596800) DESC, id, ended);
DROP INDEX event_oldest;
CREATE INDEX event_oldest ON event(coalesce(started, 253402300800), id, ended);
DROP INDEX event_act;
CREATE INDEX event_act ON event(act, coalesce(started, -62135596800) DESC, country);
-- the few events whose time is known to no better than 400 days: all others that meet a period begin soon before its end
CREATE INDEX event_long ON event(coalesce(started, -62135596800) DESC, id, ended) WHERE ended - started > 34560000;
CREATE INDEX event_told ON event(reports DESC, id) WHERE reports > 1; -- most are told once
-- the map and the timeline
CREATE INDEX event_dot ON event(id, act, country, lat, lon, place_precision, started, ended, reports) WHERE lat IS NOT NULL OR started IS NOT NULL;
CREATE INDEX report_language ON report(language, published); -- counted for every page
CREATE INDEX report_closed ON report(n) WHERE closed; -- what those who only view may not find

-- how far it is in doubt that no other event is the same, which raises an event in the queue of review
ALTER TABLE event ADD COLUMN doubt REAL NOT NULL DEFAULT 0;
DROP INDEX event_useful;
CREATE INDEX event_useful ON event(review, (1.0 - confidence + doubt) * (reports + 2 * differs + (harm <> '')) DESC, id);

-- of a decision only what would name people of an erased report may be taken out: the chain says what was
DROP TRIGGER decision_stays;
CREATE TRIGGER decision_stays BEFORE UPDATE OF seq, at, by, verb, undoes, previous, hash ON decision BEGIN SELECT RAISE(ABORT, 'a decision is never altered'); END;
