-- Ballots that anybody may cast. No column tells a person, an address, a device or a time, no number runs up, and no row refers to one that
-- does: all keys are drawn at random, and rows are laid down anew in their order, so that the order in which they came is not kept.
-- Votes of rounds that are open; gone when the round closes.
create table envelope (
    -- 32 hexadecimal digits that the voter's phone drew
    id text not null,
    round_id bigint not null references round (id),
    source text not null,
    -- a document in JSON
    answers text not null,
    primary key (round_id, id)
)${without_rowid};

-- SHA-256 of each envelope of a closed round, for its voter to find.
create table receipt (
    round_id bigint not null references round (id),
    source text not null,
    receipt text not null,
    primary key (round_id, source, receipt)
)${without_rowid};

-- What was in the envelopes and on the sheets of paper, under another key.
create table ballot (
    id text not null primary key,
    round_id bigint not null references round (id),
    source text not null,
    -- web, paper
    way text not null,
    -- a document in JSON
    answers text not null,
    -- why it does not count; empty where it does
    invalid text not null,
    -- 1 where everything is answered alike, which changes nothing
    alike int not null
)${without_rowid};

create index ballot_of_round on ballot (round_id, source, way, id);

-- Hints for the discipline, apart from the ballots that they came with.
create table tip (
    id text not null primary key,
    round_id bigint not null references round (id),
    hint text not null
)${without_rowid};

-- How many ballots came in bursts of equal ones.
create table ballot_burst (
    round_id bigint not null references round (id),
    source text not null,
    ballots bigint not null,
    primary key (round_id, source)
)${without_rowid};

-- Sheets that were printed with serials, those of one printing in a row.
create table paper_issue (
    round_id bigint not null references round (id),
    source text not null,
    first_serial bigint not null,
    last_serial bigint not null,
    primary key (round_id, source, first_serial)
)${without_rowid};

-- A pile of sheets that came back. Clerks are logins; empty until there is one.
create table paper_batch (
    round_id bigint not null references round (id),
    n int not null,
    source text not null,
    sheets int not null,
    first_clerk text not null,
    second_clerk text not null,
    third_clerk text not null,
    -- 1 once the clerk has keyed all that is there
    first_done int not null,
    second_done int not null,
    -- keying, accepted (both clerks say the same), counted
    state text not null,
    primary key (round_id, n)
)${without_rowid};

-- What a clerk keyed, by the place in the pile.
create table paper_sheet (
    round_id bigint not null references round (id),
    n int not null,
    place int not null,
    -- 1, 2 or 3
    clerk int not null,
    serial bigint not null,
    -- a document in JSON
    answers text not null,
    primary key (round_id, n, place, clerk)
)${without_rowid};

-- Sheets that are missing and were struck.
create table paper_struck (
    round_id bigint not null references round (id),
    n int not null,
    place int not null,
    who text not null,
    reason text not null,
    primary key (round_id, n, place)
)${without_rowid};

-- Serials of sheets that were accepted, whatever came of them.
create table paper_serial (
    round_id bigint not null references round (id),
    source text not null,
    serial bigint not null,
    primary key (round_id, source, serial)
)${without_rowid};

${append_only_ballot}

${append_only_receipt}
