-- The tree over what was received (RFC 9162): a leaf is of the envelope's bytes, and a root over each 256, 65536 …
-- leaves is kept.
alter table facts add column leaf_hash bytea;

-- What was received before there was a tree gets its hashes now; nothing else of it changes.
alter table facts disable trigger facts_are_append_only;
update facts set leaf_hash = sha256('\x00'::bytea || envelope);
alter table facts enable trigger facts_are_append_only;

alter table facts alter column leaf_hash set not null;

create table subtrees (
    level  int    not null, -- over 256^level leaves
    number bigint not null, -- from 0 along its level
    hash   bytea  not null,
    primary key (level, number)
);

-- 检查点: the signed heads of the log that agree with what was received, each later one larger.
create table checkpoints (
    size bigint primary key,
    root bytea  not null,
    note text   not null
);

create trigger subtrees_are_append_only before update or delete or truncate on subtrees
    for each statement execute function refuse_to_change_history();
create trigger checkpoints_are_append_only before update or delete or truncate on checkpoints
    for each statement execute function refuse_to_change_history();

-- Heads that came with a watermark and have not been compared: what they are over has not all been received.
create table announced_checkpoints (
    size bigint not null,
    note text   not null,
    primary key (size, note)
);

-- Over how many facts the tree stands. The first run after this migration takes in what is there.
create table tree (
    only_row boolean primary key default true check (only_row),
    size     bigint  not null
);
insert into tree (size) values (0);
