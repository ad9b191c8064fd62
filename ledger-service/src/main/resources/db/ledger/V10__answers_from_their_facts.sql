-- What was accepted is answered again out of the facts that carry its key: where they begin is enough. What was refused is no fact, so it is kept
-- whole, as is what an earlier release answered.
alter table answers
    alter column request_hash drop not null,
    alter column answer drop not null,
    add column position bigint,
    add check ((position is null) = (answer is not null and request_hash is not null)),
    add check (position is null or idempotency_key is null);
