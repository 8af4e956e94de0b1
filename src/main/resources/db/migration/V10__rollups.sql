-- What summaries read in place of the calls themselves: sums by hour and by day (UTC), for each dimension. They are written
-- with the calls, in the same transaction.

-- What calls have in common that can be asked for. The digest is that of all the rest.
create table usage_dimension (
  id integer generated always as identity primary key,
  digest varchar(64) not null unique,
  tenant varchar(128),
  team varchar(128),
  key_id varchar(16),
  caller varchar(128) not null,
  requested_model varchar(256),
  served_model varchar(256),
  provider varchar(128),
  operation varchar(128)
);
create index usage_dimension_caller on usage_dimension (caller);

alter table usage_record add column dimension_id integer;
alter table usage_record add column fallback boolean default false not null;

-- Latency (of completed calls) and first event (of streams) are counted in buckets, "bucket:calls " each: bucket 0 is 0 ms, and
-- bucket n has what is at least 1.1^(n-1) ms and less than 1.1^n ms. Each lane has one writer at a time, so that nobody waits.
create table usage_hour (
  start_at timestamp(6) with time zone not null,
  dimension_id integer not null,
  lane uuid not null,
  calls bigint not null,
  completed bigint not null,
  failed bigint not null,
  cancelled bigint not null,
  refused bigint not null,
  lost bigint not null,
  fallbacks bigint not null,
  input bigint not null,
  cache_read bigint not null,
  cache_write5m bigint not null,
  cache_write1h bigint not null,
  output bigint not null,
  reasoning bigint not null,
  audio_input bigint not null,
  audio_output bigint not null,
  image_input bigint not null,
  image_output bigint not null,
  estimated bigint not null,
  unpriced bigint not null,
  latency_ms bigint not null,
  cost numeric(30, 18) not null,
  latency varchar(65536) not null,
  first_event varchar(65536) not null,
  primary key (start_at, dimension_id, lane)
);

create table usage_day (
  start_at timestamp(6) with time zone not null,
  dimension_id integer not null,
  lane uuid not null,
  calls bigint not null,
  completed bigint not null,
  failed bigint not null,
  cancelled bigint not null,
  refused bigint not null,
  lost bigint not null,
  fallbacks bigint not null,
  input bigint not null,
  cache_read bigint not null,
  cache_write5m bigint not null,
  cache_write1h bigint not null,
  output bigint not null,
  reasoning bigint not null,
  audio_input bigint not null,
  audio_output bigint not null,
  image_input bigint not null,
  image_output bigint not null,
  estimated bigint not null,
  unpriced bigint not null,
  latency_ms bigint not null,
  cost numeric(30, 18) not null,
  latency varchar(65536) not null,
  first_event varchar(65536) not null,
  primary key (start_at, dimension_id, lane)
);
create index usage_day_dimension on usage_day (dimension_id, start_at);

-- Calls from before get theirs here. A dimension of theirs is not found by its digest, and made once more by the next such call.
insert into usage_dimension (digest, tenant, team, key_id, caller, requested_model, served_model, provider, operation)
  select 'before ' || row_number() over (order by caller), tenant, team, key_id, caller, requested_model, served_model, provider, operation
  from (select distinct tenant, team, key_id, caller, requested_model, served_model, provider, operation from usage_record) d;

update usage_record set
  dimension_id = (select d.id from usage_dimension d
    where d.caller = usage_record.caller
      and d.tenant is not distinct from usage_record.tenant
      and d.team is not distinct from usage_record.team
      and d.key_id is not distinct from usage_record.key_id
      and d.requested_model is not distinct from usage_record.requested_model
      and d.served_model is not distinct from usage_record.served_model
      and d.provider is not distinct from usage_record.provider
      and d.operation is not distinct from usage_record.operation),
  fallback = outcome = 'COMPLETED' and attempts > 1 and exists (select 1 from attempt_record a
    where a.usage_record_id = usage_record.id and a.n = 1
      and (a.provider <> usage_record.provider or a.model <> usage_record.served_model));

insert into usage_hour
  select start_at, dimension_id, cast('00000000-0000-0000-0000-000000000000' as uuid),
    sum(calls), sum(completed), sum(failed), sum(cancelled), sum(refused), sum(lost), sum(fallbacks),
    sum(input), sum(cache_read), sum(cache_write5m), sum(cache_write1h), sum(output), sum(reasoning),
    sum(audio_input), sum(audio_output), sum(image_input), sum(image_output), sum(estimated), sum(unpriced),
    sum(latency_ms), sum(cost),
    coalesce(string_agg(case when completed > 0 then latency_bucket || ':' || completed || ' ' end, ''), ''),
    coalesce(string_agg(case when first_bucket is not null then first_bucket || ':' || calls || ' ' end, ''), '')
  from (
    select start_at, dimension_id, latency_bucket, first_bucket,
      count(*) as calls,
      sum(case when outcome = 'COMPLETED' then 1 else 0 end) as completed,
      sum(case when outcome = 'FAILED' then 1 else 0 end) as failed,
      sum(case when outcome = 'CANCELLED' then 1 else 0 end) as cancelled,
      sum(case when outcome = 'REFUSED' then 1 else 0 end) as refused,
      sum(case when outcome = 'UNKNOWN' then 1 else 0 end) as lost,
      sum(case when fallback then 1 else 0 end) as fallbacks,
      sum(input) as input, sum(cache_read) as cache_read, sum(cache_write5m) as cache_write5m,
      sum(cache_write1h) as cache_write1h, sum(output) as output, sum(reasoning) as reasoning,
      sum(audio_input) as audio_input, sum(audio_output) as audio_output,
      sum(image_input) as image_input, sum(image_output) as image_output,
      sum(case when estimated then 1 else 0 end) as estimated,
      sum(case when cost is null and input + cache_read + cache_write5m + cache_write1h + output + audio_input
        + audio_output + image_input + image_output > 0 then 1 else 0 end) as unpriced,
      sum(latency_ms) as latency_ms, sum(coalesce(cost, 0)) as cost
    from (
      select u.*, date_trunc('hour', started_at at time zone 'UTC') at time zone 'UTC' as start_at,
        cast(case when latency_ms < 1 then 0
          else 1 + floor(ln(cast(latency_ms as double precision)) / ln(cast(1.1 as double precision))) end as bigint) as latency_bucket,
        cast(case when first_event_ms < 1 then 0
          else 1 + floor(ln(cast(first_event_ms as double precision)) / ln(cast(1.1 as double precision))) end as bigint) as first_bucket
      from usage_record u
    ) calls
    group by start_at, dimension_id, latency_bucket, first_bucket
  ) buckets
  group by start_at, dimension_id;

insert into usage_day
  select day_at, dimension_id, lane,
    sum(calls), sum(completed), sum(failed), sum(cancelled), sum(refused), sum(lost), sum(fallbacks),
    sum(input), sum(cache_read), sum(cache_write5m), sum(cache_write1h), sum(output), sum(reasoning),
    sum(audio_input), sum(audio_output), sum(image_input), sum(image_output), sum(estimated), sum(unpriced),
    sum(latency_ms), sum(cost), string_agg(latency, ''), string_agg(first_event, '')
  from (select h.*, date_trunc('day', start_at at time zone 'UTC') at time zone 'UTC' as day_at from usage_hour h) hours
  group by day_at, dimension_id, lane;

-- By dimension in place of by caller and by model: one tree less to write for each call.
drop index usage_record_caller;
drop index usage_record_served_model;
create index usage_record_dimension on usage_record (dimension_id, started_at, id);
