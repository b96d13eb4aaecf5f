-- Who changed what: each entry holds the hash of the one before it, and none is ever changed or taken away.
create table audit (
    n bigint not null primary key,
    at_millis bigint not null,
    who text not null,
    role text not null,
    what text not null,
    object text not null,
    -- documents in JSON, or plain text; empty where the object was not there, or is no more
    before text not null,
    after text not null,
    previous text not null,
    hash text not null
)${without_rowid};

create index audit_at on audit (at_millis);

${append_only_audit}

-- Every version of a department, a category, a member of staff or a notice, with the instant from which it was in force.
create table directory_version (
    kind text not null,
    entry text not null,
    from_millis bigint not null,
    -- where it stands among those of its kind
    place int not null,
    -- null: it was taken out
    document text,
    primary key (kind, entry, from_millis)
);
