-- what an agent of outbox version 3 left behind: four ratings and an unmapped key, none acknowledged
PRAGMA journal_mode = WAL;
CREATE TABLE boot (
  boot TEXT PRIMARY KEY,
  anchor_mono INTEGER NOT NULL,
  anchor_wall INTEGER NOT NULL
) WITHOUT ROWID;
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
INSERT INTO "press" VALUES(1,1,'A03','panel','1',5,1795919032418,17162475,0,'rating','',NULL,NULL,NULL,NULL);
INSERT INTO "press" VALUES(1,2,'A03','panel','2',4,1795919035421,17165477,0,'rating','repeat',NULL,NULL,NULL,NULL);
INSERT INTO "press" VALUES(1,3,'A03','panel','9',NULL,1795919038424,17168480,0,'rating','unmapped',NULL,NULL,NULL,NULL);
INSERT INTO "press" VALUES(1,4,'A03','panel','3',3,1795919041439,17171496,0,'rating','',NULL,NULL,NULL,NULL);
INSERT INTO "press" VALUES(1,5,'A03','panel','1',5,1795919044440,17174497,0,'rating','repeat',NULL,NULL,NULL,NULL);
CREATE TABLE run (
  id INTEGER PRIMARY KEY,
  run TEXT NOT NULL UNIQUE,
  boot TEXT NOT NULL,
  next_at_least INTEGER NOT NULL
);
INSERT INTO "run" VALUES(1,'abze4a4nl8','eb3071f1f511492f',1);
CREATE TABLE session (
  window TEXT PRIMARY KEY,
  session TEXT,
  case_number TEXT,
  staff TEXT,
  opened INTEGER NOT NULL
) WITHOUT ROWID;
CREATE INDEX run_boot ON run (boot);
PRAGMA user_version = 3;
