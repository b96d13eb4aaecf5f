-- A case: something that somebody has to do by a date, or an honour that is held. What it came from and whom it is about stay as they were when it was opened.
create table matter (
    -- such as 2026-0412: the year and a number in it
    number text not null primary key,
    year int not null,
    n int not null,
    -- @gateway for a flow that the gateway itself has
    scheme text not null,
    version int not null,
    flow text not null,
    subject_kind text not null,
    -- empty where it is about the scheme as a whole
    subject text not null,
    unit text not null,
    category text not null,
    zh text not null,
    en text not null,
    -- rule, fact, person, channel
    cause_kind text not null,
    cause text not null,
    -- the fact that a rule opened it for
    fact_round bigint,
    fact_n bigint,
    opened_millis bigint not null,
    post text not null,
    holder text not null,
    -- the role that sees to it, where the rule names one
    seen_by text not null,
    title text not null,
    text text not null,
    -- what is proposed, where people decide a measure
    measure text not null,
    -- that the subject had, of an honour
    grade text not null,
    -- its number elsewhere
    external text,
    state text not null,
    since_millis bigint not null,
    due_millis bigint,
    -- whether days of a year without a calendar were counted
    provisional int not null,
    -- the date that it bears itself
    own text,
    extended int not null,
    told int not null,
    late int not null,
    waiting text,
    waiting_who text,
    waiting_millis bigint,
    calendar_version text not null,
    ended_millis bigint,
    unique (year, n),
    unique (flow, external, scheme)
);

create index matter_due on matter (due_millis) where ended_millis is null;

create index matter_subject on matter (flow, subject);

-- What happened to a case, and who did it.
create table matter_log (
    number text not null references matter (number),
    n int not null,
    at_millis bigint not null,
    who text not null,
    role text not null,
    kind text not null,
    -- the transition that was taken, or the rule that moved it
    step text not null,
    text text not null,
    -- SHA-256 of a file
    proof text,
    -- what was done for it, of what the transition wants; separated by spaces
    attested text not null,
    from_state text not null,
    to_state text not null,
    -- roles that are told of it, separated by spaces
    told text not null,
    primary key (number, n)
)${without_rowid};

-- What rules have done: each does it once for a round, a fact, a case or a week, and a subject.
create table effect (
    once text not null primary key,
    at_millis bigint not null,
    effects int not null
)${without_rowid};

-- Points that rules gave. A fact tells where a ledger here has them; else they are exported.
create table points_given (
    -- null where no round of the scheme ran
    round_id bigint references round (id),
    cause text not null,
    rule text not null,
    place int not null,
    ledger text not null,
    post text not null,
    holder text not null,
    -- fractions
    sum text not null,
    given text not null,
    fact text not null,
    primary key (cause, rule, place)
)${without_rowid};

${append_only_matter_log}

${append_only_effect}

${append_only_points_given}
