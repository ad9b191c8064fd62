-- 提请: which other budget one moves money of, so that both can be told as if it were posted; of PROPOSED alone. ADR 93.
alter table proposals add column other text;      -- the stream of that budget: of a 划转, and of a 结转
alter table proposals add column reverses bigint; -- 冲销: the sequence of the posting, whose entries say if it was of two

-- What an earlier release received, out of the very bytes of its facts.
alter table proposals disable trigger proposals_are_append_only;
update proposals p set other = f.other, reverses = f.reverses
from (select position,
        case said ->> 'operation'
            when 'TRANSFER' then nullif((said ->> 'toDepartment') || right(stream, 5), stream)
            when 'CARRY_FORWARD' then case when right(stream, 4) < '9999' then left(stream, -4) || (right(stream, 4)::int + 1) end
        end as other,
        case when said ->> 'operation' = 'REVERSE' and regexp_replace(said ->> 'postingId', '-[0-9]+$', '') = stream
            then substring(said ->> 'postingId' from '[0-9]+$')::bigint end as reverses
        from (select position, stream, convert_from(envelope, 'UTF8')::jsonb #> '{fact,proposed}' as said
            from facts where type = 'PostingProposed') e) f
where f.position = p.position and (f.other is not null or f.reverses is not null);
alter table proposals enable trigger proposals_are_append_only;

-- Those of a budget that may be open, those of others that move its money, and those that reverse.
create index proposals_by_expiry on proposals (stream, expires_on) where step = 'PROPOSED';
create index proposals_from_others on proposals (other, expires_on) where other is not null;
create index proposals_that_reverse on proposals (expires_on) where reverses is not null;
