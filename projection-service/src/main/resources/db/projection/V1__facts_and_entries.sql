-- The bitemporal store. Everything but intake_offsets is only ever added to.

-- The log as it came: the very bytes of each envelope.
create table facts (
    position    bigint      primary key,
    recorded_at timestamptz not null,
    stream      text        not null,
    sequence    bigint      not null,
    type        text        not null,
    posted_by   text        not null,
    envelope    bytea       not null,
    unique (stream, sequence)
);

-- The last position that was recorded by an instant.
create index facts_by_recorded_at on facts (recorded_at, position);

-- 预算指标: the key of a line, once.
create sequence line_ids;

create table lines (
    id       bigint primary key,
    stream   text   not null,
    fund     text   not null,
    origin   text   not null,
    function text,
    kind     text   not null,
    economic text,
    project  text,
    -- A comparative budget may leave codes out: two absences are the same absence.
    unique nulls not distinct (stream, fund, origin, function, kind, economic, project)
);

-- 分录, both sides: an entry is of a line or of the source of a fund.
create table entries (
    position     bigint      not null references facts,
    ordinal      int         not null,
    recorded_at  timestamptz not null,
    effective_on date        not null,
    line         bigint      references lines,
    source       text,
    amount       bigint      not null, -- fen
    operation    text        not null,
    primary key (position, ordinal),
    check ((line is null) <> (source is null)),
    check (operation in ('ALLOCATION', 'TRANSFER', 'ADJUSTMENT'))
);

-- The sum of a line as of (effective_on, position), from the index alone.
create index entries_by_line on entries (line, effective_on, position) include (amount, operation)
    where line is not null;

-- 部门预算 that have been opened.
create table budgets (
    stream          text    primary key,
    department      text    not null,
    department_name text    not null,
    fiscal_year     int     not null,
    comparative     boolean not null,
    position        bigint  not null references facts
);

-- 科目: a later name of a code corrects an earlier one from its position on.
create table classifications (
    fiscal_year int    not null,
    type        text   not null,
    code        text   not null,
    name        text   not null,
    position    bigint not null references facts,
    primary key (fiscal_year, type, code, position)
);

-- How far each partition has been applied; changes in the transaction of the rows it speaks of.
create table intake_offsets (
    topic              text        not null,
    partition          int         not null,
    next_offset        bigint      not null,
    complete_through   bigint      not null,
    watermark_position bigint      not null,
    known_at           timestamptz not null,
    primary key (topic, partition)
);

create function refuse_to_change_history() returns trigger language plpgsql as $$
begin
    raise exception '% on % is refused: what was recorded stays recorded', tg_op, tg_table_name
        using errcode = 'insufficient_privilege';
end
$$;

create trigger facts_are_append_only before update or delete or truncate on facts
    for each statement execute function refuse_to_change_history();
create trigger entries_are_append_only before update or delete or truncate on entries
    for each statement execute function refuse_to_change_history();
create trigger lines_are_append_only before update or delete or truncate on lines
    for each statement execute function refuse_to_change_history();
create trigger budgets_are_append_only before update or delete or truncate on budgets
    for each statement execute function refuse_to_change_history();
create trigger classifications_are_append_only before update or delete or truncate on classifications
    for each statement execute function refuse_to_change_history();
