-- What goes up to the province: each rating of a service once, in this order.
create table upstream (
    id ${id},
    -- its identity, which the province is told with it
    rating text not null unique,
    -- of a press: the row of its run, and its seq
    run_id bigint,
    seq bigint,
    -- of a rating of another channel: its row
    channel_rating_id bigint,
    hall text not null,
    case_number text not null,
    -- the profile and the area that the record is written for
    target text not null,
    -- as it is posted, JSON; null where none could be written
    record text,
    -- queued, sent or refused
    state text not null,
    -- why it was refused
    answer text,
    -- when it came to that state
    since_millis bigint not null
);

create unique index upstream_press on upstream (run_id, seq) where run_id is not null;
create unique index upstream_channel on upstream (channel_rating_id) where channel_rating_id is not null;
create index upstream_queued on upstream (id) where state = 'queued';
create index upstream_refused on upstream (id) where state = 'refused';
-- What may go up.
create index press_case on press (received_millis, run_id, seq) where case_number is not null and state = 0;
create index channel_rating_case on channel_rating (received_millis, id) where case_number is not null;
-- Services that nobody rated, and whether somebody did after all.
create index press_unrated on press (received_millis, run_id, seq) where case_number is not null and state = 3;
create index press_case_number on press (case_number) where case_number is not null and state = 0;
create index channel_rating_case_number on channel_rating (case_number) where case_number is not null;
create index upstream_case_number on upstream (case_number);
