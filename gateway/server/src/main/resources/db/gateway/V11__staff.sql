-- What is counted by who served, over time: an index that has it all.
create index press_staff on press (placed_millis, staff, window_id, level, received_millis) where staff is not null and state = 0;
