-- 记账: what postings are looked for by; all else that they say is in their envelopes, and their lines are in entries. ADR 79.
create table postings (
    position     bigint primary key,
    amount       bigint not null, -- fen that come to accounts, as much as leaves others
    reverses     bigint,          -- 冲销: the sequence of the posting that it takes back
    effective_on date   not null,
    recorded_on  date   not null, -- the day of recorded_at in China
    stream       text   not null,
    type         text   not null,
    document_no  text   not null,
    posted_by    text   not null
);

-- What an earlier release received, out of the very bytes of its facts.
insert into postings
select f.position, e.amount,
    case when f.type = 'PostingReversed' then substring(f.fact ->> 'reverses' from '[0-9]+$')::bigint end,
    e.effective_on, (f.recorded_at at time zone 'UTC' + interval '8 hours')::date, f.stream,
    case f.type
        when 'FundsAllocated' then 'ALLOCATE'
        when 'BudgetAdjusted' then 'ADJUST'
        when 'FundsTransferred' then 'TRANSFER'
        when 'FundsFrozen' then 'FREEZE'
        when 'FundsReleased' then 'RELEASE'
        when 'FundsCarriedForward' then 'CARRY_FORWARD'
        when 'PostingReversed' then 'REVERSE'
    end,
    f.fact -> 'posting' ->> 'documentNo', f.posted_by
from (select position, min(effective_on) as effective_on, sum(amount) filter (where amount > 0) as amount
        from entries group by position) e
    join (select position, recorded_at, stream, type, posted_by, convert_from(envelope, 'UTF8')::jsonb -> 'fact' as fact
        from facts) f using (position);

-- The postings of a budget in order, and those of a 文号.
create index postings_in_order on postings (stream, position);
create index postings_by_document on postings (stream, document_no collate "C");
create index reversals on postings (stream, reverses) where reverses is not null;

create trigger postings_are_append_only before update or delete or truncate on postings
    for each statement execute function refuse_to_change_history();
