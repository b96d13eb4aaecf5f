-- Who was on duty at a window by the gateway's own word, from an instant on: until the next row of that window, at most to the end of that
-- day. No row is ever changed or taken away.
create table duty (
    hall text not null,
    window_id text not null,
    from_millis bigint not null,
    ends_millis bigint not null,
    -- null: nobody from then on
    staff text,
    who text not null,
    primary key (hall, window_id, from_millis)
)${without_rowid};

-- What is counted of presses that name nobody, by window over time: an index that has it all.
create index press_of_window on press (window_id, placed_millis, level, received_millis) where staff is null and state = 0;
