-- Every certificate that the site CA issued and that is still known. No private key stands here.
create table certificate (
    -- hexadecimal
    serial text primary key,
    -- terminal, or a part of the gateway
    kind text not null,
    -- the subject's common name: hall/terminal, or the part's
    name text not null,
    -- null where it is none of a terminal
    hall text,
    terminal text,
    -- accepted, retiring or revoked
    state text not null,
    issued_millis bigint not null,
    not_after_millis bigint not null,
    -- when the state last changed
    changed_millis bigint not null,
    -- SHA-256 of the public key with its algorithm, hexadecimal
    fingerprint text not null,
    pem text not null
);

create index certificate_name on certificate (name);
