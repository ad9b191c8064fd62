-- Answers are found by a short hash of their key, which the envelopes of new facts carry: what was answered to a key then
-- follows from the log. An answer that was rebuilt from it has no key of its own to show, and the short hash of what was asked.
alter table answers add column key_hash bytea;

alter table answers disable trigger answers_are_append_only;
update answers set key_hash = substring(sha256(convert_to(idempotency_key, 'UTF8')) from 1 for 12);
alter table answers enable trigger answers_are_append_only;

alter table answers drop constraint answers_pkey;
alter table answers
    alter column idempotency_key drop not null,
    alter column key_hash set not null,
    add primary key (key_hash),
    add check (octet_length(key_hash) = 12);
