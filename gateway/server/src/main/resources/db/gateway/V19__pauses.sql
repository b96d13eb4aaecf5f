-- When nobody was served at a window, as somebody said. No row is taken away, and what changes of one is its end, to an earlier one.
create table window_pause (
    hall text not null,
    window_id text not null,
    -- by the gateway's clock, after all that was pressed there before
    from_millis bigint not null,
    -- the end of that day, until somebody ends it before
    ends_millis bigint not null,
    -- who had it begin
    who text not null,
    -- who ended it; null: the end of the day does
    ended_by text,
    primary key (hall, window_id, from_millis)
)${without_rowid};
