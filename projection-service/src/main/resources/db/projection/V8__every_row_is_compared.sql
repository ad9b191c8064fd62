-- Which of the kept heads it is, from 1 without a gap: one that is gone leaves one.
alter table checkpoints add column number bigint;

alter table checkpoints disable trigger checkpoints_are_append_only;
update checkpoints c set number = n.number
    from (select size, row_number() over (order by size) as number from checkpoints) n where n.size = c.size;
alter table checkpoints enable trigger checkpoints_are_append_only;

alter table checkpoints alter column number set not null, add unique (number);

-- The rows of a stretch of the log, and those outside of it, in every table.
create index budgets_by_position on budgets (position);
create index classifications_in_order on classifications (position);
create index publications_by_position on publications (position);
