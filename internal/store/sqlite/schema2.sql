-- Keys that many accounts share, in the order in which accounts are compared: day, then a hash of the account's name.
ALTER TABLE account ADD COLUMN day INTEGER NOT NULL DEFAULT 0; -- since 1970
CREATE TABLE lead(id TEXT PRIMARY KEY, since INTEGER NOT NULL, account INTEGER NOT NULL) WITHOUT ROWID; -- ids that lead on, beside those that are pinned
CREATE INDEX lead_account ON lead(account);
UPDATE edge SET kind = CASE WHEN a < b THEN 'followed-by' ELSE 'follow-up' END WHERE kind = 'follow-up'; -- until they are linked anew
CREATE TABLE crowd(key INTEGER NOT NULL, place INTEGER NOT NULL, account INTEGER NOT NULL, PRIMARY KEY(key, place, account)) WITHOUT ROWID; -- all accounts of a key, or none
