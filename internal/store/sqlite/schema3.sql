-- Less beside the raw text. Names of persons stand by the numbers of reports, keys take 32 bits.
CREATE TABLE name(
  n INTEGER PRIMARY KEY, report INTEGER NOT NULL REFERENCES report(n), told TEXT NOT NULL,
  person INTEGER NOT NULL, -- the row of the first of all names of the person
  country TEXT NOT NULL DEFAULT '', sector TEXT NOT NULL DEFAULT '', role TEXT NOT NULL DEFAULT '',
  keys BLOB NOT NULL DEFAULT x'' -- 4 bytes each, as in name_key
);
INSERT INTO name(report, told, person, country, sector, role, keys)
  SELECT r.n, substr(p.name, instr(p.name, '#') + 1), 0, p.country, p.sector, p.role,
    coalesce((SELECT unhex(group_concat(printf('%02x%02x%02x%02x', k.key & 255, k.key >> 8 & 255, k.key >> 16 & 255, k.key >> 24 & 255), '')) FROM person_key k WHERE k.name = p.name), x'')
  FROM person p JOIN report r ON r.id = substr(p.name, 1, instr(p.name, '#') - 1);
CREATE INDEX name_report ON name(report);
UPDATE name SET person = coalesce((SELECT o.n FROM report r JOIN person p ON p.name = r.id || '#' || name.told
  JOIN report q ON q.id = substr(p.person, 1, instr(p.person, '#') - 1) JOIN name o ON o.report = q.n AND o.told = substr(p.person, instr(p.person, '#') + 1)
  WHERE r.n = name.report), n);
CREATE INDEX name_person ON name(person) WHERE person <> n;
CREATE TABLE name_key(key INTEGER NOT NULL, name INTEGER NOT NULL, PRIMARY KEY(key, name)) WITHOUT ROWID;
INSERT OR IGNORE INTO name_key(key, name) SELECT k.key & 4294967295, n.n FROM person_key k JOIN report r ON r.id = substr(k.name, 1, instr(k.name, '#') - 1)
  JOIN name n ON n.report = r.n AND n.told = substr(k.name, instr(k.name, '#') + 1);
DROP TABLE person_key;
DROP TABLE person;

-- the first four of every eight bytes
CREATE TEMP TABLE eighth(at INTEGER PRIMARY KEY);
WITH RECURSIVE i(at) AS (SELECT 0 UNION ALL SELECT at + 1 FROM i WHERE at < 4095) INSERT INTO eighth SELECT at FROM i;
UPDATE account SET keys = (SELECT unhex(group_concat(substr(hex(keys), 16 * at + 1, 8), '')) FROM (SELECT at FROM eighth WHERE 8 * at < length(account.keys) ORDER BY at)) WHERE length(keys) > 0;
UPDATE reading SET copy_keys = (SELECT unhex(group_concat(substr(hex(copy_keys), 16 * at + 1, 8), '')) FROM (SELECT at FROM eighth WHERE 8 * at < length(reading.copy_keys) ORDER BY at)) WHERE length(copy_keys) > 0;
DROP TABLE eighth;

CREATE TABLE short_key(key INTEGER NOT NULL, account INTEGER NOT NULL, PRIMARY KEY(key, account)) WITHOUT ROWID;
INSERT OR IGNORE INTO short_key SELECT key & 4294967295, account FROM account_key ORDER BY 1, 2;
DROP TABLE account_key;
ALTER TABLE short_key RENAME TO account_key;
CREATE TABLE short_key(key INTEGER NOT NULL, report INTEGER NOT NULL, PRIMARY KEY(key, report)) WITHOUT ROWID;
INSERT OR IGNORE INTO short_key SELECT key & 4294967295, report FROM copy_key ORDER BY 1, 2;
DROP TABLE copy_key;
ALTER TABLE short_key RENAME TO copy_key;

-- why two accounts tell one event follows from them, and is found again when somebody asks
UPDATE edge SET reasons = '' WHERE kind = '';
DELETE FROM crowd; -- it is made again from the keys

-- how finely the neighbourhood of an event was cut when it was drawn, and a sum of what it was drawn from
ALTER TABLE event ADD COLUMN cut INTEGER NOT NULL DEFAULT 0;
ALTER TABLE event ADD COLUMN mark INTEGER NOT NULL DEFAULT 0;

-- what lists look up along the order of time
DROP INDEX event_act;
CREATE INDEX event_act ON event(act, coalesce(started, -62135596800) DESC);
DROP INDEX event_country;
CREATE INDEX event_country ON event(country, coalesce(started, -62135596800) DESC);
DROP INDEX account_event;
CREATE INDEX account_event ON account(event, report);
CREATE INDEX account_told ON account(report, event);
