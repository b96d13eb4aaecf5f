-- Ratings of other channels than the keys, as they were sent: rows are added, and never changed or taken away.
create table channel_rating (
    id ${id},
    -- the login that sent it; empty for the gateway's own page
    sender text not null,
    -- by which that sender tells its ratings apart
    idempotency_key text not null,
    channel text not null,
    hall text not null,
    window_id text not null,
    level int not null,
    -- codes separated by spaces; null for none
    reasons text,
    case_number text,
    -- when it was given, as the sender says
    at_millis bigint not null,
    -- when it came, by the gateway's clock
    received_millis bigint not null,
    unique (sender, idempotency_key)
);

create index channel_rating_at on channel_rating (hall, at_millis);
