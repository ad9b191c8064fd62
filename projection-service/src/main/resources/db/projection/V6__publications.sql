-- 公开: which facts are publications of a budget; what they say is in their envelopes.
create table publications (
    stream   text   not null,
    number   bigint not null,
    position bigint not null references facts,
    primary key (stream, number)
);

create trigger publications_are_append_only before update or delete or truncate on publications
    for each statement execute function refuse_to_change_history();
