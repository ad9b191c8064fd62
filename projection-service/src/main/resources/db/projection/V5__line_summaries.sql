-- 累计: what the entries of a line come to by kind and day, so that a sum as of two times costs the same however many
-- entries there are. Derived: they follow from the entries alone, and are the same on every instance.
create table line_summaries (
    line     bigint   not null references lines,
    position bigint   not null, -- over the entries up to and with this fact
    entries  bigint   not null, -- how many these are
    level    smallint not null check (level in (1, 2)), -- 2: over all of them, 1: over those since the last of level 2
    sums     bytea    not null,
    primary key (line, level, position)
);

-- A summary is read whole, so it stays beside its key, as it is, while it fits into a page.
alter table line_summaries alter column sums set storage external;
alter table line_summaries set (toast_tuple_target = 8160);

create trigger line_summaries_are_append_only before update or delete or truncate on line_summaries
    for each statement execute function refuse_to_change_history();

-- Whether there are summaries over all entries. Those of an earlier release get theirs at the next start.
create table summarised (
    only_row boolean primary key default true check (only_row),
    complete boolean not null
);
insert into summarised (complete) select not exists (select from entries);

-- Nothing is summed over days any more: one index in the order of the log, of the key alone, serves sums and pages.
drop index entries_by_line;
drop index entries_by_line_in_order;
create index entries_by_line on entries (line, position, ordinal) where line is not null;

-- An entry is written by the transaction that writes its fact and knows its line; asking again for each row cost a rebuild
-- more than writing it.
alter table entries drop constraint entries_position_fkey, drop constraint entries_line_fkey;

-- When the names of a year last changed.
create index classifications_by_position on classifications (fiscal_year, position);
