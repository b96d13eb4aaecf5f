-- what an agent of outbox version 1 left behind: two runs, of the older one the first press is deleted already
PRAGMA journal_mode = WAL;
CREATE TABLE boot (
  boot TEXT PRIMARY KEY,
  anchor_mono INTEGER NOT NULL,
  anchor_wall INTEGER NOT NULL
) WITHOUT ROWID;
CREATE TABLE run (
  id INTEGER PRIMARY KEY,
  run TEXT NOT NULL UNIQUE,
  boot TEXT NOT NULL,
  next INTEGER NOT NULL
);
CREATE TABLE press (
  run_id INTEGER NOT NULL,
  seq INTEGER NOT NULL,
  window TEXT NOT NULL,
  input TEXT NOT NULL,
  key TEXT NOT NULL,
  level INTEGER,
  at INTEGER NOT NULL,
  mono INTEGER NOT NULL,
  synced INTEGER NOT NULL,
  kind TEXT NOT NULL,
  flags TEXT NOT NULL,
  session TEXT,
  case_number TEXT,
  staff TEXT,
  supersedes INTEGER,
  PRIMARY KEY (run_id, seq)
) WITHOUT ROWID;
CREATE TABLE session (
  window TEXT PRIMARY KEY,
  session TEXT,
  case_number TEXT,
  staff TEXT,
  opened INTEGER NOT NULL
) WITHOUT ROWID;
INSERT INTO boot VALUES ('00000000000000aa', 1000, 1795000000000);
INSERT INTO run VALUES (1, 'aaaaaaaaaa', '00000000000000aa', 4), (2, 'bbbbbbbbbb', '00000000000000bb', 2);
INSERT INTO press VALUES
  (1, 2, 'A', 'panel', '0', 5, 1795000001000, 2000, 1, 'rating', '', NULL, NULL, NULL, NULL),
  (1, 3, 'A', 'panel', '3', 2, 1795000002000, 3000, 1, 'rating', '', NULL, NULL, NULL, 2),
  (2, 1, 'A', 'panel', '9', NULL, 0, 1000, 0, 'rating', 'unmapped', 's-1', 'c-1', 'Li', NULL);
PRAGMA user_version = 1;
