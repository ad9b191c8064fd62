-- Carry-forward, freezing, reversal, and money between budgets.

alter table entries
    -- 冲销: the mirror of an earlier entry; operation says of what.
    add column reversal    boolean not null default false,
    -- 冻结: of the frozen account of the line, not of its free money.
    add column frozen      boolean not null default false,
    -- 往来: the stream of the other budget, of whose fund source then tells.
    add column counterpart text,
    drop constraint entries_operation_check,
    add constraint entries_operation_check
        check (operation in ('ALLOCATION', 'TRANSFER', 'ADJUSTMENT', 'CARRY_OUT', 'CARRY_IN', 'FREEZE')),
    -- Frozen money is a line's, and only freezing, release and their reversals move it.
    add constraint entries_frozen_check check (not frozen or (line is not null and operation = 'FREEZE')),
    -- Money goes to or comes from another budget, or a source; frozen money stays where it is.
    add constraint entries_counterpart_check check (
        case operation
            when 'ALLOCATION' then counterpart is null
            when 'ADJUSTMENT' then counterpart is null
            when 'TRANSFER' then (source is null) = (counterpart is null)
            when 'CARRY_OUT' then (source is null) = (counterpart is null)
            when 'CARRY_IN' then (source is null) = (counterpart is null)
            when 'FREEZE' then source is null and counterpart is null
        end);

-- What is written from now on says so itself.
alter table entries
    alter column reversal drop default,
    alter column frozen drop default;

-- Balance, what was carried out and what is frozen, of a line as of (effective_on, position), from the index alone.
drop index entries_by_line;
create index entries_by_line on entries (line, effective_on, position) include (amount, operation, frozen)
    where line is not null;
