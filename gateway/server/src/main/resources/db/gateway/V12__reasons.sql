-- A press of kind 3, a reason: the seq in its run that it belongs to, and its codes separated by spaces. Kind 4: it could not be done.
alter table press add column rates bigint;
alter table press add column reasons text;

insert into press_state (code, word) values (7, 'aside');
