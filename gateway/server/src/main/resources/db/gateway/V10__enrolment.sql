-- Codes by which terminals ask to be let in. A code itself stands nowhere.
create table invitation (
    -- SHA-256 of the code, hexadecimal
    hash text primary key,
    -- whom it is for; null where that is decided with the request
    hall text,
    terminal text,
    made_millis bigint not null,
    expires_millis bigint not null,
    -- the request whose key used it first; null before
    request text
);

-- What terminals asked by such codes, and what was decided.
create table enrolment_request (
    request text primary key,
    -- SHA-256 of the public key with its algorithm, hexadecimal
    fingerprint text not null,
    -- that key, base64
    public_key text not null,
    -- address that it came from
    origin text not null,
    since_millis bigint not null,
    -- pending, accepted or refused
    state text not null,
    -- as it was accepted, or as its code has it; else null
    hall text,
    terminal text,
    -- of the certificate that it was given
    serial text
);

-- Every version of the file that a terminal is wanted to run on; the last one is in force, or to be put in force.
create table terminal_config (
    hall text not null,
    terminal text not null,
    version bigint not null,
    config text not null,
    who text not null,
    role text not null,
    at_millis bigint not null,
    -- apply or rollback; null where it came down with the certificate
    action text,
    -- by which command it is sent, null likewise
    command text,
    -- 1: in force, 0: given up; null: not known yet
    applied int,
    -- why it was given up
    error text,
    primary key (hall, terminal, version)
);
