-- 科目名称: what a department calls codes in its own tables; a later name of a code corrects an earlier one from its position on.
create table own_names (
    stream   text   not null,
    type     text   not null,
    code     text   not null,
    name     text   not null,
    position bigint not null references facts,
    primary key (stream, position, type, code) -- every read asks for the last position of a stream
);

create index own_names_by_position on own_names (position);

create trigger own_names_are_append_only before update or delete or truncate on own_names
    for each statement execute function refuse_to_change_history();
