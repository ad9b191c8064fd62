-- What the facts of a stream add up to, line by line, kept with every 256th of them: a budget is read from some of these rows and fewer
-- than 256 facts, however many lines it has. They follow from the facts alone, whatever batches these came in.
create table stream_snapshots (
    stream   text   not null,
    facts    bigint not null, -- with that many facts of the stream
    position bigint not null, -- of the last of them
    base     bigint not null, -- the last row over all facts from the first, this one if it equals facts; 0: there is none
    day_sums bigint not null, -- how many there are in sums
    sums     bytea  not null, -- of all facts if it is a base, else of the last 4,096 where these are full, else of the last 256
    primary key (stream, facts),
    unique (stream, position)
);

-- What is read whole stays as it is, and beside its key while it fits into a page.
alter table stream_snapshots alter column sums set storage external;
alter table stream_snapshots set (toast_tuple_target = 8160);

create trigger stream_snapshots_are_append_only before update or delete or truncate on stream_snapshots
    for each statement execute function refuse_to_change_history();

-- A line is read with its budget. What an earlier release received is summed up by stream at the next start.
drop table line_snapshots;
update summarised set complete = not exists (select from facts);
