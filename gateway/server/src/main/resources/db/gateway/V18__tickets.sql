-- What a hall's queue machine says: how many tickets were closed at a window in an hour.
create table ticket_count (
    hall text not null,
    window_id text not null,
    -- the hour by the hall's clock: a bucket of its tallies
    from_millis bigint not null,
    closed int not null,
    -- the login that sent it
    sender text not null,
    -- when it came, by the gateway's clock
    received_millis bigint not null,
    primary key (hall, window_id, from_millis)
)${without_rowid};
