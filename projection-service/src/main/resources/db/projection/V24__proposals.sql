-- 提请: a row of each fact that proposes, approves, sends back, takes back or posts what was proposed; all else that they say is in their
-- envelopes. What became of a proposal by some position is its last row up to there. ADR 89.
create table proposals (
    position     bigint primary key,
    proposal     bigint not null, -- the sequence of the fact that proposed
    effective_on date,            -- 业务日期 of what is proposed, of PROPOSED alone
    expires_on   date,            -- 有效期, of PROPOSED alone
    stream       text   not null,
    step         text   not null  -- PROPOSED, APPROVED, REJECTED, WITHDRAWN, POSTED
);

-- What an earlier release received, out of the very bytes of its facts. The other half of a posting says the proposal too, in another stream.
insert into proposals
select position,
    case when type = 'PostingProposed' then sequence else substring(proposal from '[0-9]+$')::bigint end,
    (fact #>> '{proposed,effectiveOn}')::date, (fact ->> 'expiresOn')::date, stream,
    case type
        when 'PostingProposed' then 'PROPOSED'
        when 'ProposalApproved' then 'APPROVED'
        when 'ProposalRejected' then 'REJECTED'
        when 'ProposalWithdrawn' then 'WITHDRAWN'
        else 'POSTED'
    end
from (select position, stream, sequence, type, fact, coalesce(fact ->> 'proposal', fact #>> '{posting,approval,proposal}') as proposal
        from (select position, stream, sequence, type, convert_from(envelope, 'UTF8')::jsonb -> 'fact' as fact
            from facts where type = 'PostingProposed' or position('"proposal"'::bytea in envelope) > 0) f) p
where type = 'PostingProposed' or regexp_replace(proposal, '-[0-9]+$', '') = stream;

-- What became of one; those of a budget in order; those of all budgets.
create index proposal_steps on proposals (stream, proposal, position);
create index proposals_in_order on proposals (stream, position) where step = 'PROPOSED';
create index proposals_of_all on proposals (position) where step = 'PROPOSED';

create trigger proposals_are_append_only before update or delete or truncate on proposals
    for each statement execute function refuse_to_change_history();
