-- Every version of a scheme as it was uploaded. What it says never changes once a round has used it.
create table scheme (
    scheme text not null,
    version int not null,
    -- checked, in-force, retired
    state text not null,
    digest text not null,
    file text not null,
    uploaded_by text not null,
    uploaded_millis bigint not null,
    primary key (scheme, version)
);

-- A run of a scheme over a period. Digests, seed and reason are empty until there are any.
create table round (
    id ${id},
    scheme text not null,
    period text not null,
    version int not null,
    state text not null,
    since_millis bigint not null,
    scheme_digest text not null,
    subjects_digest text not null,
    seed text not null,
    calendar_version text not null,
    program text not null,
    tallies_digest text not null,
    counted_millis bigint,
    cards_digest text not null,
    reason text not null,
    unique (scheme, period)
);

-- Who signed a step of a scheme or a round, one person a place. What they saw is the detail: a digest, a reason.
create table signature (
    object text not null,
    step text not null,
    place int not null,
    role text not null,
    who text not null,
    at_millis bigint not null,
    detail text not null,
    primary key (object, step, place)
);

-- A round's frozen copy of the directory.
create table subject (
    round_id bigint not null references round (id),
    subject text not null,
    category text not null,
    unit text not null,
    zh text not null,
    en text not null,
    services bigint not null,
    contacts bigint not null,
    -- flows of which it holds a standing, separated by spaces
    held text not null,
    primary key (round_id, subject)
)${without_rowid};

create table post (
    round_id bigint not null references round (id),
    subject text not null,
    post text not null,
    person text not null,
    primary key (round_id, subject, post)
)${without_rowid};

-- A file of facts that was imported; its digest tells it again.
create table batch (
    round_id bigint not null references round (id),
    digest text not null,
    who text not null,
    at_millis bigint not null,
    facts int not null,
    primary key (round_id, digest)
)${without_rowid};

-- What was stated. Nothing is edited: a fact that names another one strikes it.
create table fact (
    round_id bigint not null references round (id),
    n bigint not null,
    source text not null,
    -- null for a ballot about many and for a fact that strikes another one
    subject text,
    -- a document in JSON
    value text not null,
    day text not null,
    recorder text not null,
    recorded_millis bigint not null,
    batch text,
    -- SHA-256 of a file
    proof text,
    strikes bigint,
    reason text not null,
    primary key (round_id, n),
    unique (round_id, strikes)
)${without_rowid};

-- Whose second look made a fact count, where its source wants one.
create table verification (
    round_id bigint not null references round (id),
    n bigint not null,
    who text not null,
    role text not null,
    at_millis bigint not null,
    primary key (round_id, n)
)${without_rowid};

create table scorecard (
    round_id bigint not null references round (id),
    subject text not null,
    -- canonical JSON
    card text not null,
    primary key (round_id, subject)
)${without_rowid};

-- Who changed what here: each entry holds the hash of the one before it, and none is ever changed or taken away.
create table audit (
    n bigint not null primary key,
    at_millis bigint not null,
    who text not null,
    role text not null,
    what text not null,
    object text not null,
    before text not null,
    after text not null,
    previous text not null,
    hash text not null
)${without_rowid};

${append_only_audit}

${append_only_fact}

${append_only_verification}

${append_only_scorecard}
