-- One dialect for SQLite and PostgreSQL; what differs comes in by placeholder. Times are milliseconds since 1970, UTC.

create table setting (
    name text primary key,
    value text not null
);

-- every version of a hall, its windows, zone and rules, with the instant from which it was in force
create table hall_version (
    hall text not null,
    from_millis bigint not null,
    document text not null,
    primary key (hall, from_millis)
);

create table terminal (
    id ${id},
    hall text not null,
    terminal text not null,
    state text,
    heard_millis bigint,
    waiting_since_millis bigint,
    -- ids of the windows that its last status named, separated by spaces
    windows text not null default '',
    unique (hall, terminal)
);

-- what is known of the clocks of one boot of a terminal; the first accepted anchor stays for ever
create table boot (
    id ${id},
    terminal_id bigint not null references terminal (id),
    boot text not null,
    anchor_mono_millis bigint,
    anchor_wall_millis bigint,
    -- least (gateway time - mono) over live messages
    gateway_offset_millis bigint,
    synced_mono_millis bigint,
    synced_wall_millis bigint,
    unique (terminal_id, boot)
);

create table run (
    id ${id},
    terminal_id bigint not null references terminal (id),
    run text not null,
    boot_id bigint references boot (id),
    first_heard_millis bigint not null,
    low bigint not null,
    next bigint not null,
    unique (terminal_id, run)
);

create table received_range (
    run_id bigint not null,
    from_seq bigint not null,
    to_seq bigint not null,
    primary key (run_id, from_seq)
)${without_rowid};

create table press_state (code int primary key, word text not null);
insert into press_state (code, word) values
    (0, 'counted'), (1, 'flagged'), (2, 'superseded'), (3, 'timeout'), (4, 'test'), (5, 'invalid'), (6, 'unplaced');

-- raw and for ever: only state changes, and that is a function of the set of presses and the rules in force
create table press (
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
)${without_rowid};

create index press_supersedes on press (run_id, supersedes) where supersedes is not null;
create index press_unplaced on press (run_id, seq) where state = 6;

create table invalid_press (
    run_id bigint not null,
    seq bigint not null,
    reason text not null,
    raw text not null,
    primary key (run_id, seq)
);

-- a known identity that came again with other content; the press accepted first stays as it is
create table conflict (
    run_id bigint not null,
    seq bigint not null,
    -- SHA-256 of content
    digest text not null,
    received_millis bigint not null,
    content text not null,
    primary key (run_id, seq, digest)
);

-- counted presses; a bucket is an hour of the hall's clock, -1 where the time is uncertain
create table tally (
    hall text not null,
    window_id text not null,
    bucket_start_millis bigint not null,
    level int not null,
    n bigint not null,
    primary key (hall, window_id, bucket_start_millis, level)
)${without_rowid};

create table dead_letter (
    id ${id},
    received_millis bigint not null,
    topic text not null,
    reason text not null,
    -- its first 4 KiB
    payload ${bytes} not null
);
