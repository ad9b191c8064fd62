-- The bytes of envelopes stand in blocks, some side by side, which PostgreSQL compresses: what they say alike is kept once. A fact knows its
-- block and its place in it. What is read is called facts as ever. ADR 96.
create table envelopes (
    block   bigint primary key, -- the position of its first fact
    content bytea  not null     -- the very bytes of each envelope, one after the other
);

create table stored_facts (
    position    bigint      not null,
    recorded_at timestamptz not null,
    sequence    bigint      not null,
    block       bigint,  -- null, as the next two: of a fact of another shard's department
    begins      int,     -- from 0
    length      int,     -- in bytes
    stream      text        not null,
    type        text        not null,
    posted_by   text        not null,
    leaf_hash   bytea       not null,
    check (num_nulls(block, begins, length) in (0, 3))
);

-- What an earlier release received, byte for byte.
insert into envelopes
select min(position), string_agg(envelope, ''::bytea order by position) from facts where envelope is not null group by (position - 1) / 16;

insert into stored_facts
select position, recorded_at, sequence,
    case when envelope is not null then min(position) filter (where envelope is not null) over block end,
    case when envelope is not null then sum(length(envelope)) over (block order by position) - length(envelope) end,
    length(envelope), stream, type, posted_by, leaf_hash
from facts window block as (partition by (position - 1) / 16)
order by position;

-- Other tables no longer refer to it: their rows are written by the transaction that writes the fact, as its entries are. What else does, a view
-- of somebody's own, is not dropped with it: then this fails and says which.
alter table budgets drop constraint if exists budgets_position_fkey;
alter table classifications drop constraint if exists classifications_position_fkey;
alter table publications drop constraint if exists publications_position_fkey;
alter table forms drop constraint if exists forms_position_fkey;
alter table units drop constraint if exists units_position_fkey;
alter table projects drop constraint if exists projects_position_fkey;
alter table own_names drop constraint if exists own_names_position_fkey;
alter table statements drop constraint if exists statements_position_fkey;
drop table facts;

alter table stored_facts
    add constraint facts_pkey primary key (position),
    add constraint facts_stream_sequence_key unique (stream, sequence);
create index facts_by_recorded_at on stored_facts (recorded_at, position);

create trigger envelopes_are_append_only before update or delete or truncate on envelopes
    for each statement execute function refuse_to_change_history();
create trigger facts_are_append_only before update or delete or truncate on stored_facts
    for each statement execute function refuse_to_change_history();

-- Who does not ask for the envelope does not look into its block.
create view facts as
select position, recorded_at, stream, sequence, type, posted_by, substring(content from begins + 1 for greatest(length, 0)) as envelope, leaf_hash
from stored_facts left join envelopes using (block);
