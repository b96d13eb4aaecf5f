-- Who wrote a case, as far as anybody can tell: the hash of what the writer's link holds, and how the writer is reached, sealed by a key that
-- is in no database. It is deleted some time after the case has ended.
create table contact (
    number text not null primary key,
    -- SHA-256
    token text not null unique,
    -- empty where the writer left no contact
    sealed text not null,
    wishes_call int not null
);

-- Tries to reach the writer of a case.
create table call_back (
    number text not null,
    n int not null,
    at_millis bigint not null,
    who text not null,
    reached int not null,
    primary key (number, n)
)${without_rowid};

-- The cases that bad ratings by the keys made: what they count, without a time.
create table bad_rating (
    hall text not null,
    window_id text not null,
    -- day, or week by its Sunday
    span text not null,
    day text not null,
    worst bigint not null,
    bad bigint not null,
    ratings bigint not null,
    number text not null,
    primary key (hall, window_id, span, day)
)${without_rowid};

-- Up to which day a hall's bad ratings are judged.
create table bad_rating_day (
    hall text not null primary key,
    day text not null
)${without_rowid};

-- All ratings of a window before the end of its last week that is judged, as they were known then.
create table bad_rating_week (
    hall text not null,
    window_id text not null,
    worst bigint not null,
    bad bigint not null,
    ratings bigint not null,
    primary key (hall, window_id)
)${without_rowid};
