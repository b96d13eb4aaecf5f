-- Ratings with a name. The first is what the case is about; the second is given once, after what was done about it, and no score takes it.
create table named_rating (
    number text not null references matter (number),
    -- 1 or 2, the assessNumber of those whom such ratings are reported to
    n int not null,
    at_millis bigint not null,
    level int not null,
    -- on which the service was, in the window's hall
    day text not null,
    -- 1 where the writer says that the same was pressed on the window's keys that day
    pressed int not null,
    primary key (number, n)
)${without_rowid};

-- Presses that an appeal takes out of scores, and out of nothing else.
create table exclusion (
    number text not null primary key references matter (number),
    -- with its hall
    window_id text not null,
    day text not null,
    level int not null,
    at_millis bigint not null
)${without_rowid};

-- What an exclusion came to in a round that holds its day.
create table exclusion_round (
    round_id bigint not null references round (id),
    number text not null references exclusion (number),
    -- of the round: the window, or what it belonged to then
    subject text not null,
    -- excluded, absent (the tallies have no such press that is not excluded yet), late (the round was counted before)
    came text not null,
    primary key (round_id, number)
)${without_rowid};

${append_only_named_rating}

${append_only_exclusion}

${append_only_exclusion_round}
