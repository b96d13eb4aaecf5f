-- What presses are placed by is kept for ever, so that placing them anew from the tables alone comes to the same.

-- an anchor that came while the gateway's own clock was not right, to be judged once it is
alter table boot add column held_mono_millis bigint;
alter table boot add column held_wall_millis bigint;
-- the first press that is still to be placed anew by what became known of the boot's clocks; null where none is
alter table boot add column replace_run_id bigint;
alter table boot add column replace_seq bigint;

-- the last believed reading of the boot's clocks when this run's first press came
alter table run add column before_mono_millis bigint;
alter table run add column before_wall_millis bigint;
-- when its terminal last told all its runs and this was none of them: all its presses are younger
alter table run add column after_millis bigint;
-- 1 while presses from low to next are missing
alter table run add column waits int not null default 0;

-- the runs of a boot, in the order in which they were first heard
create index run_boot on run (boot_id, id);
create index run_waits on run (terminal_id) where waits = 1;
create index boot_held on boot (id) where held_mono_millis is not null;
create index boot_replace on boot (id) where replace_run_id is not null;
-- by their neighbours, or not at all
create index press_by_neighbours on press (run_id, seq) where placed_by in (0, 4);
-- not yet: they came while the gateway's own clock was not right
create index press_pending on press (run_id, seq) where placed_by = 5;
