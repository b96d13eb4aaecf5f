-- The account counts presses without reading them all: most are counted, and what is left stands in these two.
create index press_not_counted on press (run_id, state) where state <> 0;
create index press_uncertain on press (run_id) where placed_by = 0 and state <> 5;

-- the last status that said online, as it came, and when
alter table terminal add column status text;
alter table terminal add column status_millis bigint;

-- those of n that were received over five minutes after they happened
alter table tally add column late bigint not null default 0;
