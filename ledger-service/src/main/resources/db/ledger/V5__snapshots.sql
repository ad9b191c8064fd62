-- What the first facts of a stream add up to, so that a long one need not be read from its beginning. Follows from the facts
-- alone: any row, or all of them, may be deleted at any time.
create table snapshots (
    stream   text   primary key,
    sequence bigint not null, -- of the last fact in it
    version  int    not null, -- of the code that made it
    state    bytea  not null,
    seal     bytea  not null  -- over all of this and the hash of that fact, with the ledger's key
);

grant select, insert, update, delete on snapshots to ledger_service;
