-- How far the log has been relayed to Kafka. To publish is 公开, and nothing else.
alter table publication rename to outbox_cursor;

-- The closed timestamp: nothing will be recorded at or before it.
alter table promise rename to closed_timestamp;

-- Scripts of operators find them under the names that they had, until the next release.
create view publication as select topic, position, checkpoint from outbox_cursor;
grant select, insert, update on publication to ledger_service;
create view promise as select * from closed_timestamp;
grant select, update on promise to ledger_service;
