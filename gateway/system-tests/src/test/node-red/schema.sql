pragma journal_mode=wal;
create table press(run text not null, seq integer not null, win text, rating integer, at integer, primary key(run, seq)) without rowid;
create table agg(win text, minute integer, rating integer, n integer, primary key(win, minute, rating)) without rowid;
create trigger agg_ai after insert on press begin
  insert into agg values(new.win, new.at/60000, new.rating, 1) on conflict(win, minute, rating) do update set n=n+1;
end;
