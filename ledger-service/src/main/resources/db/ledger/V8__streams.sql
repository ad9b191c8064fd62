-- The tree over the streams (ADR 68) as it is at each 4096th position: all that changed since the one before, so that it is had again at any
-- size from fewer facts than that. It follows from the facts alone; what was recorded before is gone through once, when a head is signed.
create table stream_keys (
    bucket int   not null, -- the first 16 bits of the key
    key    bytea not null, -- SHA-256 of the stream's id
    primary key (bucket, key)
);

create table stream_ends (
    key   bytea  not null,
    size  bigint not null,
    facts bigint not null,
    last  bigint not null, -- the position of the last of them
    chain bytea  not null, -- of their positions
    primary key (key, size)
);

create table stream_subtrees (
    depth  int     not null, -- 0, 8 or 16 bits of the key
    prefix int     not null, -- these bits
    size   bigint  not null,
    hash   bytea   not null,
    single boolean not null, -- whether it is the leaf of the only stream
    primary key (depth, prefix, size)
);

create trigger stream_keys_are_append_only before update or delete or truncate on stream_keys
    for each statement execute function refuse_change();
create trigger stream_ends_are_append_only before update or delete or truncate on stream_ends
    for each statement execute function refuse_change();
create trigger stream_subtrees_are_append_only before update or delete or truncate on stream_subtrees
    for each statement execute function refuse_change();
grant select, insert on stream_keys, stream_ends, stream_subtrees to ledger_service;
