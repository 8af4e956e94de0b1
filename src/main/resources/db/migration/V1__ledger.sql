-- One file for H2 and PostgreSQL. Rows of these tables are inserted and never changed.

create sequence usage_record_seq start with 1 increment by 100;
create sequence attempt_record_seq start with 1 increment by 100;

create table usage_record (
  id bigint primary key,
  request_id varchar(64) not null,
  job_id varchar(128),
  operation varchar(128),
  caller varchar(128) not null,
  team varchar(128),
  tenant varchar(128),
  requested_model varchar(256),
  served_model varchar(256),
  provider varchar(128),
  outcome varchar(16) not null,
  streamed boolean not null,
  input bigint not null,
  cache_read bigint not null,
  cache_write5m bigint not null,
  cache_write1h bigint not null,
  output bigint not null,
  reasoning bigint not null,
  audio_input bigint not null,
  audio_output bigint not null,
  estimated boolean not null,
  cost numeric(30, 18),
  price_version varchar(128),
  started_at timestamp(6) with time zone not null,
  started_on date not null,
  latency_ms bigint not null,
  first_event_ms bigint,
  attempts integer not null,
  error_code varchar(64)
);

create table attempt_record (
  id bigint primary key,
  usage_record_id bigint not null references usage_record (id),
  n integer not null,
  provider varchar(128) not null,
  model varchar(256) not null,
  started_at timestamp(6) with time zone not null,
  took_ms bigint not null,
  first_event_ms bigint,
  error_code varchar(64),
  input bigint,
  cache_read bigint,
  cache_write5m bigint,
  cache_write1h bigint,
  output bigint,
  reasoning bigint,
  audio_input bigint,
  audio_output bigint,
  estimated boolean
);

-- The order of every page, and of every window of time.
create index usage_record_started_at on usage_record (started_at, id);
-- What an auditor asks for by name. Provider, operation and requested model have few values each and go by time.
create index usage_record_request_id on usage_record (request_id);
create index usage_record_job_id on usage_record (job_id, started_at);
create index usage_record_caller on usage_record (caller, started_at);
create index usage_record_served_model on usage_record (served_model, started_at);
create index attempt_record_usage_record_id on attempt_record (usage_record_id);
