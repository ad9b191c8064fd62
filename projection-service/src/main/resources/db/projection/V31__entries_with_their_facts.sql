-- The entries of a posting stand with its fact, in the same row; those of each line once more with every 256th fact of a stream, together. An entry
-- has neither a row nor a key of its own. ADR 104.
drop view facts, postings, entries;
alter table stored_facts rename to facts_before;

create table stored_facts (
    position     bigint      not null,
    recorded_at  timestamptz not null,
    sequence     bigint      not null,
    block        bigint,  -- null, as begins, length and entries: of a fact of another shard's department
    amount       bigint,  -- fen that come to accounts, as much as leaves others; null, as effective_on, document_no and entries: it is no posting
    reverses     bigint,  -- 冲销: the sequence of the posting that it takes back
    begins       int,     -- from 0
    length       int,     -- in bytes
    effective_on date,
    entries      bigint[], -- 分录 in order, of each what it moves and fen; the view of that name says how it is read
    stream       text        not null,
    type         text        not null,
    posted_by    text        not null,
    document_no  text,
    leaf_hash    bytea       not null,
    counterparts text[],  -- 往来: of each entry the stream of the other budget; null where all are of this one
    check (num_nulls(block, begins, length) in (0, 3)),
    check (num_nulls(amount, effective_on, document_no, entries) in (0, 4)),
    check (reverses is null or amount is not null),
    check (cardinality(entries) > 0 and cardinality(entries) % 2 = 0 and array_ndims(entries) = 1 and array_lower(entries, 1) = 1
        and array_position(entries, null) is null),
    check (counterparts is null or (array_ndims(counterparts) = 1 and array_lower(counterparts, 1) = 1
        and 2 * cardinality(counterparts) = cardinality(entries)))
);

insert into stored_facts
select position, f.recorded_at, f.sequence, f.block, f.amount, f.reverses, f.begins, f.length, f.effective_on, e.entries, f.stream, f.type,
    f.posted_by, f.document_no, f.leaf_hash, e.counterparts
from facts_before f left join (
    select position, array_agg(number order by ordinal, which) as entries,
        case when count(counterpart) > 0 then array_agg(counterpart order by ordinal) filter (where which = 1) end as counterparts
    from stored_entries cross join lateral (values
        (1, case
            when line is not null then line << 5 | kind
            else ~((array_position(array['GENERAL_PUBLIC', 'GOVERNMENT_FUND', 'STATE_CAPITAL', 'FISCAL_SPECIAL_ACCOUNT', 'INSTITUTION',
                'INSTITUTION_BUSINESS', 'SUPERIOR_SUBSIDY', 'SUBORDINATE_REMITTANCE', 'OTHER'], source) - 1)::bigint << 5 | kind)
        end),
        (2, amount)) as n (which, number)
    group by position) e using (position)
order by position;

drop table facts_before, stored_entries;

alter table stored_facts
    add constraint facts_pkey primary key (position),
    add constraint facts_stream_sequence_key unique (stream, sequence);
create index facts_by_recorded_at on stored_facts (recorded_at, position);
-- The postings of a budget in order, and those of a 文号.
create index postings_in_order on stored_facts (stream, position) where amount is not null;
create index postings_by_document on stored_facts (stream, document_no collate "C") where amount is not null;
create index reversals on stored_facts (stream, reverses) where reverses is not null;

create trigger facts_are_append_only before update or delete or truncate on stored_facts
    for each statement execute function refuse_to_change_history();

-- Those of a line among 256 facts of its stream. They follow from the facts alone, whatever batches these came in.
create table line_entries (
    line     bigint not null,
    position bigint not null, -- of the last of these facts
    entries  bytea  not null,
    primary key (line, position)
);

-- They are read whole, and no general packer makes them smaller.
alter table line_entries alter column entries set storage external;

create trigger line_entries_are_append_only before update or delete or truncate on line_entries
    for each statement execute function refuse_to_change_history();

-- Of what an earlier release received they are made at the next start. Until then, entries of a line are looked for among all of its stream.
update summarised set complete = not exists (select from stored_facts);

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

-- 分录. What is moved is a line, 32 times its id, or the source of a fund, 32 times its number and all bits the other way; and the kind: four times
-- the operation, 2 if a reversal posted it, 1 if it is of the frozen account.
create view entries as
select f.position, e.ordinal, f.effective_on,
    case when e.moved >= 0 then e.moved >> 5 end as line,
    case when e.moved < 0 then (array['GENERAL_PUBLIC', 'GOVERNMENT_FUND', 'STATE_CAPITAL', 'FISCAL_SPECIAL_ACCOUNT', 'INSTITUTION',
        'INSTITUTION_BUSINESS', 'SUPERIOR_SUBSIDY', 'SUBORDINATE_REMITTANCE', 'OTHER'])[(~e.moved >> 5) + 1] end as source,
    e.amount, e.kind,
    (array['ALLOCATION', 'TRANSFER', 'ADJUSTMENT', 'CARRY_OUT', 'CARRY_IN', 'FREEZE'])[(e.kind >> 2) + 1] as operation,
    (e.kind & 2) <> 0 as reversal, (e.kind & 1) <> 0 as frozen, e.counterpart
from stored_facts f cross join lateral (
    select i::smallint as ordinal, f.entries[2 * i + 1] as moved, f.entries[2 * i + 2] as amount, f.counterparts[i + 1] as counterpart,
        ((case when f.entries[2 * i + 1] < 0 then ~f.entries[2 * i + 1] else f.entries[2 * i + 1] end) & 31)::smallint as kind
    from generate_series(0, greatest((cardinality(f.entries) + 1) / 2, cardinality(f.counterparts)) - 1) i) e;
