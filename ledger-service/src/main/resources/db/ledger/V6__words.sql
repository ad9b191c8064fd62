-- How far the log has been relayed to Kafka. To publish is 公开, and nothing else.
alter table publication rename to outbox_cursor;

-- The closed timestamp: nothing will be recorded at or before it.
alter table promise rename to closed_timestamp;
