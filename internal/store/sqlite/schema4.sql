-- Keys that came lately stand apart until they are many. Keys are scattered, so that each transaction would write most of the large tables anew.
CREATE TABLE late_account_key(key INTEGER NOT NULL, account INTEGER NOT NULL, PRIMARY KEY(key, account)) WITHOUT ROWID;
CREATE TABLE late_copy_key(key INTEGER NOT NULL, report INTEGER NOT NULL, PRIMARY KEY(key, report)) WITHOUT ROWID;

-- an account comes before its event: it need not be moved within these
DROP INDEX account_event;
CREATE INDEX account_event ON account(event, report) WHERE event IS NOT NULL;
DROP INDEX account_told;
CREATE INDEX account_told ON account(report, event) WHERE event IS NOT NULL;
