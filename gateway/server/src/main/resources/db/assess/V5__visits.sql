-- That the visits of a round were drawn. The digest is over who visits whom, in canonical order.
create table visit_draw (
    round_id bigint not null primary key references round (id),
    at_millis bigint not null,
    digest text not null
);

-- A visit that a round wants.
create table visit (
    round_id bigint not null references round (id),
    source text not null,
    subject text not null,
    n int not null,
    way text not null,
    -- the login; null where nobody may make it, and then the reason says why
    inspector text,
    reason_zh text not null,
    reason_en text not null,
    -- the number of the fact that it came to; null until it is made
    fact bigint,
    note text not null,
    primary key (round_id, source, subject, n)
)${without_rowid};

create index visit_of_inspector on visit (round_id, inspector);

-- A photo of a visit, sealed by a key that is not in this database.
create table photo (
    round_id bigint not null references round (id),
    source text not null,
    subject text not null,
    n int not null,
    fact bigint not null,
    place int not null,
    -- SHA-256 of the picture
    digest text not null,
    sealed ${bytes} not null,
    primary key (round_id, fact, place)
);

-- An inspector whose severity was told to the auditor when the round was counted. It changed no score.
create table severity (
    round_id bigint not null references round (id),
    source text not null,
    inspector text not null,
    subjects int not null,
    -- a fraction; above zero where this one is milder than others
    mean text not null,
    primary key (round_id, source, inspector)
)${without_rowid};
