-- 陈述: which facts are statements of a budget, and of what; what they say is in their envelopes. Of a part and key, as of two dates, the one
-- that is effective last counts, then the one that was recorded last.
create table statements (
    stream       text   not null,
    part         text   not null,
    key          text   not null, -- blank: of the budget as a whole
    effective_on date   not null,
    position     bigint not null references facts,
    primary key (stream, part, key, effective_on, position)
);

create index statements_by_position on statements (position);

create trigger statements_are_append_only before update or delete or truncate on statements
    for each statement execute function refuse_to_change_history();
