-- 1 where the terminal said goodbye before it stopped, 0 where it vanished or is there
alter table terminal add column stopped int not null default 0;
