-- What tells a call from all others, so that its row is written once, whoever writes it and however often it is tried.
-- Rows from before have none.

alter table usage_record add column call_id uuid;
create unique index usage_record_call_id on usage_record (call_id);
