-- The log: one row a fact, appended for ever. `envelope` is the canonical JSON that is hashed, published and exported;
-- the other columns repeat what is in it for the indexes.
create table facts (
    position    bigint      primary key,
    recorded_at timestamptz not null,
    stream      text        not null,
    sequence    bigint      not null,
    type        text        not null,
    envelope    bytea       not null,
    unique (stream, sequence),
    check (position > 0),
    check (sequence >= 0)
);

-- The first answer to every idempotency key, in the same commit as the facts it speaks of.
create table answers (
    idempotency_key text  primary key,
    request_hash    bytea not null,
    answer          bytea not null
);

create function refuse_change() returns trigger language plpgsql as $$
begin
    raise exception '% is append-only', tg_table_name using errcode = 'insufficient_privilege';
end $$;

create trigger facts_are_append_only before update or delete or truncate on facts
    for each statement execute function refuse_change();
create trigger answers_are_append_only before update or delete or truncate on answers
    for each statement execute function refuse_change();

-- The latest instant for which readers were told that nothing more will be recorded at or before it.
create table promise (
    only_row boolean     primary key default true check (only_row),
    known_at timestamptz not null
);
insert into promise (known_at) values ('epoch');

-- How far the log has been published.
create table publication (
    topic    text   primary key,
    position bigint not null
);

grant usage on schema public to ledger_service;
grant select, insert on facts, answers to ledger_service;
grant select, update on promise to ledger_service;
grant select, insert, update on publication to ledger_service;
