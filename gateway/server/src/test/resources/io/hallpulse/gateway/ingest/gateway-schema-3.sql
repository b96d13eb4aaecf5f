-- what a gateway of schema 3 left behind: a press of every kind, three placed late, and two that waited to be placed
BEGIN TRANSACTION;
CREATE TABLE boot (
    id integer primary key,
    terminal_id bigint not null references terminal (id),
    boot text not null,
    anchor_mono_millis bigint,
    anchor_wall_millis bigint,
    -- least (gateway time - mono) over live messages
    gateway_offset_millis bigint,
    synced_mono_millis bigint,
    synced_wall_millis bigint, held_mono_millis bigint, held_wall_millis bigint, replace_run_id bigint, replace_seq bigint,
    unique (terminal_id, boot)
);
INSERT INTO "boot" VALUES(1,1,'boot-1',7200000,1795341845000,1795341844000,1000,1795341785000,NULL,NULL,NULL,NULL);
CREATE TABLE conflict (
    run_id bigint not null,
    seq bigint not null,
    -- SHA-256 of content
    digest text not null,
    received_millis bigint not null,
    content text not null,
    primary key (run_id, seq, digest)
);
INSERT INTO "conflict" VALUES(1,9,'6449a204fb8d2ca770ed1a78edae11c81725d42c1fdb9cd09eda46fb65cc322f',1795341845000,'{"seq":9,"window":"A03","input":"panel","key":"1","level":2,"at":"2026-11-22T10:03:05.000Z","mono":1000}');
INSERT INTO "conflict" VALUES(1,9,'7f988556b646ae57ac41485e6f95e9ac31b185c80f60314384af6661da965829',1795341845000,'{"seq":9,"window":"A03","input":"panel","key":"1","level":1,"at":"2026-11-22T10:03:05.000Z","mono":1000}');
CREATE TABLE dead_letter (
    id integer primary key,
    received_millis bigint not null,
    topic text not null,
    reason text not null,
    -- its first 4 KiB
    payload blob not null
);
INSERT INTO "dead_letter" VALUES(1,1795341845000,'hallpulse/v1/terminals/north/n-03/presses','Unrecognized token ''no'': was expecting (JSON String, Number, Array, Object or token ''null'', ''true'' or ''false'')',X'6E6F206D657373616765');
INSERT INTO "dead_letter" VALUES(2,1795341845000,'hallpulse/v1/terminals/south/s-01/presses','hall south is not this gateway''s',X'');
CREATE TABLE "flyway_schema_history" (
    "installed_rank" INT NOT NULL PRIMARY KEY,
    "version" VARCHAR(50),
    "description" VARCHAR(200) NOT NULL,
    "type" VARCHAR(20) NOT NULL,
    "script" VARCHAR(1000) NOT NULL,
    "checksum" INT,
    "installed_by" VARCHAR(100) NOT NULL,
    "installed_on" TEXT NOT NULL DEFAULT (strftime('%Y-%m-%d %H:%M:%f','now')),
    "execution_time" INT NOT NULL,
    "success" BOOLEAN NOT NULL
);
INSERT INTO "flyway_schema_history" VALUES(1,'1','presses','SQL','V1__presses.sql',-1394680865,'','2026-11-29 02:23:06.497',26,1);
INSERT INTO "flyway_schema_history" VALUES(2,'2','account','SQL','V2__account.sql',-1069542310,'','2026-11-29 02:23:06.526',4,1);
INSERT INTO "flyway_schema_history" VALUES(3,'3','placing','SQL','V3__placing.sql',-615631209,'','2026-11-29 02:23:06.557',10,1);
CREATE TABLE hall_version (
    hall text not null,
    from_millis bigint not null,
    document text not null,
    primary key (hall, from_millis)
);
INSERT INTO "hall_version" VALUES('north',1795341845000,'{"name":{"zh":"北区政务大厅","en":"North Hall"},"timeZone":"Asia/Shanghai","minimumRatings":1,"publishStep":1,"staleAfterMillis":60000,"neutral":[],"windows":[{"id":"A03","name":{"zh":"窗口","en":"Window A03"},"department":"","category":""},{"id":"A04","name":{"zh":"窗口","en":"Window A04"},"department":"","category":""}]}');
CREATE TABLE invalid_press (
    run_id bigint not null,
    seq bigint not null,
    reason text not null,
    raw text not null,
    primary key (run_id, seq)
);
INSERT INTO "invalid_press" VALUES(1,7,'level is not 1 to 5','{"seq":7,"window":"A03","input":"panel","key":"1","level":9,"at":"2026-11-22T10:03:05Z","mono":1000}');
CREATE TABLE press (
    run_id bigint not null,
    seq bigint not null,
    state int not null,
    -- how its time was found: 0 uncertain, 1 wall clock, 2 anchor of its boot, 3 the gateway's own anchor
    placed_by int not null,
    placed_millis bigint,
    received_millis bigint not null,
    -- null from here on where the press was invalid; it is in invalid_press as it came
    window_id text,
    input text,
    raw_key text,
    level int,
    -- 0 rating, 1 timeout, 2 test
    kind int,
    -- words separated by spaces
    flags text,
    at_millis bigint,
    mono_millis bigint,
    synced int,
    supersedes bigint,
    session text,
    case_number text,
    staff text,
    primary key (run_id, seq)
) without rowid;
INSERT INTO "press" VALUES(1,2,2,2,1795334646000,1795341845000,'A03','panel','1',5,0,'',1795341785000,1000,1,NULL,NULL,NULL,NULL);
INSERT INTO "press" VALUES(1,3,0,2,1795334646000,1795341845000,'A03','panel','1',1,0,'',1795341785000,1000,1,2,NULL,NULL,NULL);
INSERT INTO "press" VALUES(1,4,1,2,1795334646000,1795341845000,'A03','panel','1',4,0,'repeat',1795341785000,1000,1,NULL,NULL,NULL,NULL);
INSERT INTO "press" VALUES(1,5,3,2,1795334646000,1795341845000,'A03','panel','1',NULL,1,'',1795341785000,1000,1,NULL,NULL,NULL,NULL);
INSERT INTO "press" VALUES(1,6,4,2,1795334646000,1795341845000,'A03','panel','1',3,2,'',1795341785000,1000,1,NULL,NULL,NULL,NULL);
INSERT INTO "press" VALUES(1,7,5,0,NULL,1795341845000,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL);
INSERT INTO "press" VALUES(1,8,6,2,1795334646000,1795341845000,'Z99','panel','1',3,0,'',1795341785000,1000,1,NULL,NULL,NULL,NULL);
INSERT INTO "press" VALUES(1,9,0,2,1795334646000,1795341845000,'A03','panel','1',4,0,'',1795341785000,1000,1,NULL,NULL,NULL,NULL);
INSERT INTO "press" VALUES(1,10,0,2,1795334646000,1795341845000,'A03','panel','1',5,0,'',1795341785000,1000,1,NULL,NULL,NULL,NULL);
INSERT INTO "press" VALUES(2,1,0,0,NULL,1795341845000,'A03','panel','1',5,0,'',1795341785000,1000,0,NULL,NULL,NULL,NULL);
INSERT INTO "press" VALUES(2,2,0,0,NULL,1795341845000,'A03','panel','1',5,0,'',1795341785000,1000,0,NULL,NULL,NULL,NULL);
INSERT INTO "press" VALUES(4,1,0,2,1795334646000,1795341845000,'A03','panel','1',5,0,'',0,1000,0,NULL,NULL,NULL,NULL);
INSERT INTO "press" VALUES(4,2,0,2,1795338245000,1795341845000,'A03','panel','1',5,0,'',0,3600000,0,NULL,NULL,NULL,NULL);
INSERT INTO "press" VALUES(4,3,0,2,1795341745000,1795341845000,'A03','panel','1',5,0,'',1795341745000,7100000,1,NULL,NULL,NULL,NULL);
INSERT INTO "press" VALUES(5,1,0,5,NULL,1795341845000,'A03','panel','1',5,0,'',0,1000,0,NULL,NULL,NULL,NULL);
INSERT INTO "press" VALUES(5,2,0,5,NULL,1795341845000,'A03','panel','1',5,0,'',1795341845000,2000,1,NULL,NULL,NULL,NULL);
CREATE TABLE press_state (code int primary key, word text not null);
INSERT INTO "press_state" VALUES(0,'counted');
INSERT INTO "press_state" VALUES(1,'flagged');
INSERT INTO "press_state" VALUES(2,'superseded');
INSERT INTO "press_state" VALUES(3,'timeout');
INSERT INTO "press_state" VALUES(4,'test');
INSERT INTO "press_state" VALUES(5,'invalid');
INSERT INTO "press_state" VALUES(6,'unplaced');
CREATE TABLE received_range (
    run_id bigint not null,
    from_seq bigint not null,
    to_seq bigint not null,
    primary key (run_id, from_seq)
) without rowid;
INSERT INTO "received_range" VALUES(1,2,10);
INSERT INTO "received_range" VALUES(2,1,2);
INSERT INTO "received_range" VALUES(4,1,3);
INSERT INTO "received_range" VALUES(5,1,2);
CREATE TABLE run (
    id integer primary key,
    terminal_id bigint not null references terminal (id),
    run text not null,
    boot_id bigint references boot (id),
    first_heard_millis bigint not null,
    low bigint not null,
    next bigint not null, before_mono_millis bigint, before_wall_millis bigint, after_millis bigint, waits int not null default 0,
    unique (terminal_id, run)
);
INSERT INTO "run" VALUES(1,1,'run1',1,1795341845000,2,13,NULL,NULL,NULL,1);
INSERT INTO "run" VALUES(2,1,'other',NULL,1795341845000,1,3,NULL,NULL,NULL,0);
INSERT INTO "run" VALUES(3,1,'unheard',NULL,1795341845000,4,6,NULL,NULL,NULL,1);
INSERT INTO "run" VALUES(4,1,'run2',1,1795341845000,1,4,1000,1795341785000,1795341725000,0);
INSERT INTO "run" VALUES(5,1,'run3',1,1795341845000,1,3,NULL,NULL,1795341725000,0);
CREATE TABLE setting (
    name text primary key,
    value text not null
);
CREATE TABLE tally (
    hall text not null,
    window_id text not null,
    bucket_start_millis bigint not null,
    level int not null,
    n bigint not null, late bigint not null default 0,
    primary key (hall, window_id, bucket_start_millis, level)
) without rowid;
INSERT INTO "tally" VALUES('north','A03',-1,5,4,0);
INSERT INTO "tally" VALUES('north','A03',1795334400000,1,1,1);
INSERT INTO "tally" VALUES('north','A03',1795334400000,4,1,1);
INSERT INTO "tally" VALUES('north','A03',1795334400000,5,2,2);
INSERT INTO "tally" VALUES('north','A03',1795338000000,5,1,1);
INSERT INTO "tally" VALUES('north','A03',1795341600000,1,0,0);
INSERT INTO "tally" VALUES('north','A03',1795341600000,4,0,0);
INSERT INTO "tally" VALUES('north','A03',1795341600000,5,1,0);
CREATE TABLE terminal (
    id integer primary key,
    hall text not null,
    terminal text not null,
    state text,
    heard_millis bigint,
    waiting_since_millis bigint,
    -- ids of the windows that its last status named, separated by spaces
    windows text not null default '', status text, status_millis bigint,
    unique (hall, terminal)
);
INSERT INTO "terminal" VALUES(1,'north','n-03','online',1795341845000,1795341845000,'','{"v":1,"state":"online","refused":3,"runs":[{"run":"run1","low":2,"next":13},{"run":"other","low":1,"next":3},{"run":"unheard","low":4,"next":6}]}',1795341845000);
CREATE INDEX "flyway_schema_history_s_idx" ON "flyway_schema_history" ("success");
CREATE INDEX press_supersedes on press (run_id, supersedes) where supersedes is not null;
CREATE INDEX press_unplaced on press (run_id, seq) where state = 6;
CREATE INDEX press_not_counted on press (run_id, state) where state <> 0;
CREATE INDEX press_uncertain on press (run_id) where placed_by = 0 and state <> 5;
CREATE INDEX run_boot on run (boot_id, id);
CREATE INDEX run_waits on run (terminal_id) where waits = 1;
CREATE INDEX boot_held on boot (id) where held_mono_millis is not null;
CREATE INDEX boot_replace on boot (id) where replace_run_id is not null;
CREATE INDEX press_by_neighbours on press (run_id, seq) where placed_by in (0, 4);
CREATE INDEX press_pending on press (run_id, seq) where placed_by = 5;
COMMIT;
