-- What was wrong, and is; one row from its opening on.
create table alarm (
    id ${id},
    kind text not null,
    -- empty where it is the gateway's own
    hall text not null,
    subject text not null,
    detail text not null,
    -- of kinds that count cases: how many, and up to which somebody has acknowledged them
    number bigint not null,
    noted bigint not null,
    since_millis bigint not null,
    -- null while it is open
    closed_millis bigint,
    opened_times integer not null,
    -- 0 nothing, 1 its opening, 2 its closing
    told integer not null,
    acknowledged_by text,
    acknowledged_millis bigint,
    muted_until_millis bigint
);

create index alarm_subject on alarm (kind, hall, subject, id);
create index alarm_open on alarm (id) where closed_millis is null;

-- What people did about them and said.
create table alarm_note (
    id ${id},
    alarm_id bigint not null,
    at_millis bigint not null,
    who text not null,
    what text not null,
    note text not null
);

create index alarm_note_alarm on alarm_note (alarm_id, id);

-- What is to be sent to people and programs elsewhere; it goes once they have it.
create table alarm_delivery (
    id ${id},
    -- hook or mail
    way text not null,
    -- by which a receiver tells what comes twice
    message text not null,
    created_millis bigint not null,
    body text not null
);
