-- A line says whose money it is, its class in the government's budget too, and what it is followed by. Lines of before say nothing of these.
alter table lines
    add column unit                text,
    add column government_economic text,
    add column tag                 text,
    drop constraint lines_stream_fund_origin_function_kind_economic_project_key,
    add unique nulls not distinct
        (stream, fund, origin, unit, function, kind, economic, government_economic, project, tag);

-- 单位: a later fact corrects what an earlier one said of the same code from the same day on, from its position on.
create table units (
    stream     text   not null,
    code       text   not null,
    valid_from date   not null, -- -infinity: from the beginning
    name       text   not null,
    nature     text   not null,
    position   bigint not null references facts,
    primary key (stream, code, valid_from, position)
);

-- 项目: a later name of a code corrects an earlier one from its position on.
create table projects (
    stream   text   not null,
    code     text   not null,
    name     text   not null,
    category text,
    unit     text,
    position bigint not null references facts,
    primary key (stream, code, position)
);

create index units_by_position on units (position);
create index projects_by_position on projects (position);

create trigger units_are_append_only before update or delete or truncate on units
    for each statement execute function refuse_to_change_history();
create trigger projects_are_append_only before update or delete or truncate on projects
    for each statement execute function refuse_to_change_history();
