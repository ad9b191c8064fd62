-- What a posting is looked for by stands with its fact, in the same row, and an entry says in numbers of two bytes what it said in words. Both are
-- read by the names that they had. ADR 97.
drop view facts;
alter table stored_facts rename to facts_before;

create table stored_facts (
    position     bigint      not null,
    recorded_at  timestamptz not null,
    sequence     bigint      not null,
    block        bigint,  -- null, as begins and length: of a fact of another shard's department
    amount       bigint,  -- fen that come to accounts, as much as leaves others; null, as effective_on and document_no: it is no posting
    reverses     bigint,  -- 冲销: the sequence of the posting that it takes back
    begins       int,     -- from 0
    length       int,     -- in bytes
    effective_on date,
    stream       text        not null,
    type         text        not null,
    posted_by    text        not null,
    document_no  text,
    leaf_hash    bytea       not null,
    check (num_nulls(block, begins, length) in (0, 3)),
    check (num_nulls(amount, effective_on, document_no) in (0, 3)),
    check (reverses is null or amount is not null)
);

create table stored_entries (
    position     bigint   not null,
    amount       bigint   not null, -- fen
    line         bigint,            -- null: of the source of a fund
    effective_on date     not null,
    ordinal      smallint not null, -- its place in the posting, from 0
    kind         smallint not null, -- four times the operation, 2 if a reversal posted it, 1 if it is of the frozen account
    source       text,
    counterpart  text,              -- 往来: the stream of the other budget, of whose fund source then tells
    check ((line is null) <> (source is null)),
    check (kind between 0 and 23),
    -- Frozen money is a line's, and only freezing, release and their reversals move it.
    check ((kind & 1) = 0 or (line is not null and kind >= 20)),
    -- Money goes to or comes from another budget, or a source; frozen money stays where it is.
    check (case kind >> 2
        when 0 then counterpart is null
        when 2 then counterpart is null
        when 5 then source is null and counterpart is null
        else (source is null) = (counterpart is null)
    end)
);

insert into stored_facts
select f.position, f.recorded_at, f.sequence, f.block, p.amount, p.reverses, f.begins, f.length, p.effective_on, f.stream, f.type, f.posted_by,
    p.document_no, f.leaf_hash
from facts_before f left join postings p using (position)
order by f.position;

insert into stored_entries
select position, amount, line, effective_on, ordinal,
    4 * (array_position(array['ALLOCATION', 'TRANSFER', 'ADJUSTMENT', 'CARRY_OUT', 'CARRY_IN', 'FREEZE'], operation) - 1)
        + 2 * reversal::int + frozen::int,
    source, counterpart
from entries
order by position, ordinal;

drop table facts_before, postings, entries;

alter table stored_facts
    add constraint facts_pkey primary key (position),
    add constraint facts_stream_sequence_key unique (stream, sequence);
create index facts_by_recorded_at on stored_facts (recorded_at, position);
-- The postings of a budget in order, and those of a 文号.
create index postings_in_order on stored_facts (stream, position) where amount is not null;
create index postings_by_document on stored_facts (stream, document_no collate "C") where amount is not null;
create index reversals on stored_facts (stream, reverses) where reverses is not null;

alter table stored_entries add constraint entries_pkey primary key (position, ordinal);
-- What is behind the snapshots of a line is read from the index alone: its entries lie side by side there.
create index entries_by_line on stored_entries (line, position, ordinal) include (kind, effective_on, amount) where line is not null;

create trigger facts_are_append_only before update or delete or truncate on stored_facts
    for each statement execute function refuse_to_change_history();
create trigger entries_are_append_only before update or delete or truncate on stored_entries
    for each statement execute function refuse_to_change_history();

-- Who does not ask for the envelope does not look into its block. Of one table each, so that all but what is computed can be written, too.
create view facts as
select position, recorded_at, stream, sequence, type, posted_by,
    (select substring(content from begins + 1 for greatest(length, 0)) from envelopes e where e.block = f.block) as envelope,
    leaf_hash
from stored_facts f;

-- 记账.
create view postings as
select position, amount, reverses, effective_on,
    (recorded_at at time zone 'UTC' + interval '8 hours')::date as recorded_on, -- in China
    stream,
    case type
        when 'FundsAllocated' then 'ALLOCATE'
        when 'BudgetAdjusted' then 'ADJUST'
        when 'FundsTransferred' then 'TRANSFER'
        when 'FundsFrozen' then 'FREEZE'
        when 'FundsReleased' then 'RELEASE'
        when 'FundsCarriedForward' then 'CARRY_FORWARD'
        when 'PostingReversed' then 'REVERSE'
    end as type,
    document_no, posted_by
from stored_facts where amount is not null;

-- 分录.
create view entries as
select position, ordinal, effective_on, line, source, amount, kind,
    (array['ALLOCATION', 'TRANSFER', 'ADJUSTMENT', 'CARRY_OUT', 'CARRY_IN', 'FREEZE'])[(kind >> 2) + 1] as operation,
    (kind & 2) <> 0 as reversal, (kind & 1) <> 0 as frozen, counterpart
from stored_entries;
