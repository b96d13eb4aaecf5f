-- What the public or the units see of a round. A row says where one stands; what it shows is its sheet.
create table publication (
    id ${id},
    round_id bigint not null references round (id),
    -- as the scheme calls it
    publication text not null,
    -- whose own rows it shows; empty for those of all
    unit text not null,
    -- 1 for the first, one more for each correction
    edition int not null,
    -- checked, approved, live, replaced, withdrawn
    state text not null,
    since_millis bigint not null,
    digest text not null,
    prepared_by text not null,
    -- before when the public does not see it
    hold_millis bigint not null,
    -- since when those see it whom it is for
    live_millis bigint,
    -- digest of the sheet that it corrects
    replaces text,
    -- why it corrects another, or why it was withdrawn
    reason text not null,
    unique (round_id, publication, unit, edition)
);

create index publication_of_digest on publication (digest);

-- What was drawn up, in canonical JSON. It never changes: what is drawn up anew is another sheet.
create table sheet (
    digest text not null primary key,
    content text not null
)${without_rowid};

-- The signature of an approved sheet, with the public key that it is checked by; both in Base64.
create table seal (
    digest text not null primary key references sheet (digest),
    signature text not null,
    public_key text not null,
    at_millis bigint not null
)${without_rowid};

${append_only_sheet}

${append_only_seal}
