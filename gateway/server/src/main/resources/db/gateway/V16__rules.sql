-- Every version of a hall's fraud rules. One is in force, one may be being worked out beside it; none is ever changed in what it says.
create table rule_set (
    id ${id},
    hall text not null,
    version bigint not null,
    -- a line a rule
    rules text not null,
    who text not null,
    entered_millis bigint not null,
    -- when it came in force; null until then
    from_millis bigint,
    -- building, in force, past (its figures are kept), dropped (it never came in force)
    state text not null,
    -- how many presses it has been applied to, and how many there were when that began
    done bigint not null,
    total bigint not null,
    -- the press up to which it was applied, by window and time
    window_id text not null,
    placed_millis bigint not null,
    run_id bigint not null,
    seq bigint not null,
    unique (hall, version)
);

-- what a press meets by a version, ids separated by spaces; withheld: it is not counted then
create table rule_hit (
    set_id bigint not null,
    run_id bigint not null,
    seq bigint not null,
    rules text not null,
    withheld int not null,
    primary key (set_id, run_id, seq)
)${without_rowid};

-- what a version takes from the tallies
create table rule_tally (
    set_id bigint not null,
    window_id text not null,
    bucket_start_millis bigint not null,
    level int not null,
    n bigint not null,
    late bigint not null,
    primary key (set_id, window_id, bucket_start_millis, level)
)${without_rowid};

-- ratings of a calendar month, and those of level 5 among them, as they were when a version first asked for them
create table rule_share (
    set_id bigint not null,
    month_millis bigint not null,
    top bigint not null,
    n bigint not null,
    primary key (set_id, month_millis)
);

-- when a hall is open, from an instant on: the hours of its week, and the days of the calendar
create table opening_version (
    hall text not null,
    from_millis bigint not null,
    zone text not null,
    hours text not null,
    days text not null,
    primary key (hall, from_millis)
);

-- what counts at a window in the order in which it was pressed; it has all that counting by window over time needs
drop index press_of_window;
create index press_of_window on press (window_id, placed_millis, run_id, seq, level, received_millis, staff) where state = 0;
