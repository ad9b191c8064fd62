-- 行政区划代码: of the place whose forms the tables of a budget have, if it was opened with one.
alter table budgets add column jurisdiction text;

-- 公开表样: a later form of an id replaces an earlier one from its position on. What it says is in its fact.
create table forms (
    id           text    not null,
    position     bigint  not null references facts,
    jurisdiction text    not null,
    level        text    not null,
    document     text    not null, -- 预算 or 决算
    from_year    integer not null,
    through_year integer,          -- null: all that follow
    primary key (id, position)
);

create index forms_by_id on forms (id collate "C", position);

create index forms_by_place on forms (jurisdiction, level, document, id, position);
create index forms_by_position on forms (position);

create trigger forms_are_append_only before update or delete or truncate on forms
    for each statement execute function refuse_to_change_history();
