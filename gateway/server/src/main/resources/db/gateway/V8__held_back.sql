-- What the published figures hold back of the tallies, so that nobody who watches them learns what one person pressed. No row: nothing.
create table held_back (
    hall text not null,
    window_id text not null,
    bucket_start_millis bigint not null,
    level int not null,
    -- changes of tally.n that no published figure shows
    n bigint not null,
    -- changes that the published figures of the day show, but not those of the hour
    hourless bigint not null,
    -- changes of tally.late that are not published
    late bigint not null,
    primary key (hall, window_id, bucket_start_millis, level)
)${without_rowid};

-- The last day, in days since 1970 by the hall's calendar, whose beginning published all that earlier ones had left.
create table published_day (
    hall text primary key,
    day bigint not null
);
