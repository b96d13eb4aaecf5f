-- People who may sign in, and their roles. The operators' file stands beside it and is not copied here.
create table person (
    name text primary key,
    -- bcrypt of the password
    hash text not null,
    -- words separated by spaces
    roles text not null,
    unit text,
    staff text,
    -- declared interests, KIND:ID separated by spaces
    interests text not null default '',
    since_millis bigint not null
);
