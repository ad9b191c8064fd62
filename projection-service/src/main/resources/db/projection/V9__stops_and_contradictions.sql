-- Where the intake stands before a record that must not be applied, for every instance to see. A row counts for as long as its
-- partition has not gone past its record.
create table intake_stops (
    topic         text        not null,
    partition     int         not null,
    record_offset bigint      not null,
    topic_id      text        not null, -- a topic made anew is another one
    reason        text        not null,
    digest        text        not null, -- of the whole record, as who acknowledges it must name it
    says_position bigint,               -- the position of the log that it says to be, if it says any
    said_by_other boolean     not null, -- whether a record after it that can be read says to be that position
    alike_through bigint      not null, -- the last of the records after it that cannot be read either, without one between
    seen_through  bigint      not null, -- the last record of the partition that was looked at
    ledger_end    bigint      not null, -- the last position of the log that watermarks after it tell of
    since         timestamptz not null default now(),
    primary key (topic, partition)
);

-- 分叉: a head that the ledger signed is not that of what was received. What lies after the last head below it is not served.
create table contradictions (
    size         bigint      primary key, -- of that head
    good_through bigint      not null,    -- the last head below it that agrees with what was received
    reason       text        not null,
    noticed_at   timestamptz not null default now()
);
