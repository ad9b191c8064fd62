-- The tree over the log (RFC 9162). A leaf is of the envelope's bytes; a root over each 256, 65536 … leaves is kept, so
-- that roots and proofs read a few hundred hashes, never the log.
alter table facts add column leaf_hash bytea;

-- What was recorded before there was a tree gets its hashes now; nothing else of it changes.
alter table facts disable trigger facts_are_append_only;
update facts set leaf_hash = sha256('\x00'::bytea || envelope);
alter table facts enable trigger facts_are_append_only;

alter table facts
    alter column leaf_hash set not null,
    add check (octet_length(leaf_hash) = 32);

create table subtrees (
    level  int    not null, -- over 256^level leaves
    number bigint not null, -- from 0 along its level
    hash   bytea  not null,
    primary key (level, number),
    check (level > 0),
    check (octet_length(hash) = 32)
);

do $$
declare
    below  bytea[];
    lvl    int := 1;
    amount bigint := (select count(*) / 256 from facts);
begin
    while amount > 0 loop
        for n in 0 .. amount - 1 loop
            if lvl = 1 then
                below := array(select leaf_hash from facts
                    where position > n * 256 and position <= (n + 1) * 256 order by position);
            else
                below := array(select hash from subtrees
                    where level = lvl - 1 and number >= n * 256 and number < (n + 1) * 256 order by number);
            end if;
            while cardinality(below) > 1 loop
                below := array(select sha256('\x01'::bytea || below[2 * i - 1] || below[2 * i])
                    from generate_series(1, cardinality(below) / 2) as i order by i);
            end loop;
            insert into subtrees values (lvl, n, below[1]);
        end loop;
        lvl := lvl + 1;
        amount := amount / 256;
    end loop;
end $$;

create trigger subtrees_are_append_only before update or delete or truncate on subtrees
    for each statement execute function refuse_change();
grant select, insert on subtrees to ledger_service;

-- The signed head that readers were given last.
alter table publication add column checkpoint text;
