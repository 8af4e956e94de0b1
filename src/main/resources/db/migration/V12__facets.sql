-- Summaries of times that begin elsewhere than a day of UTC, or of hours, read far too many sums, because these knew all that there
-- is to a call. Beside those there are now sums of the columns that are asked for together, by quarter of an hour, too.

-- What is not added to the sums below yet: a row for each quarter of an hour, dimension and job of a batch of calls, written in
-- its transaction. Whoever reads sums reads these as well. They are taken from here and added there in one transaction.
create table usage_delta (
  id bigint generated always as identity primary key,
  start_at timestamp(6) with time zone not null,
  dimension_id integer not null,
  job_id varchar(128) not null,
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
  first_event varchar(65536) not null
);

-- Who has locked its row may take deltas away; nobody waits for it.
create table usage_fold (id smallint primary key);
insert into usage_fold (id) values (1);

drop table usage_hour;
drop table usage_day;

-- A facet is some of a dimension's columns: 0 none of them, 1 the operation, 2 tenant and team, 3 both models and the provider,
-- 4 tenant, team, key and caller, 5 all. The dimension of a row has those, and is empty otherwise.
create table usage_quarter (
  facet smallint not null,
  start_at timestamp(6) with time zone not null,
  dimension_id integer not null,
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
  primary key (facet, start_at, dimension_id)
);

create table usage_hour (
  facet smallint not null,
  start_at timestamp(6) with time zone not null,
  dimension_id integer not null,
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
  primary key (facet, start_at, dimension_id)
);
create index usage_hour_dimension on usage_hour (dimension_id, start_at);

create table usage_day (
  facet smallint not null,
  start_at timestamp(6) with time zone not null,
  dimension_id integer not null,
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
  primary key (facet, start_at, dimension_id)
);
create index usage_day_dimension on usage_day (dimension_id, start_at);

-- By job and day; an empty job is that of the calls that have none.
create table usage_job (
  start_at timestamp(6) with time zone not null,
  job_id varchar(128) not null,
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
  primary key (start_at, job_id)
);

-- Calls from before become deltas, which the server adds up once it runs.
insert into usage_delta (start_at, dimension_id, job_id, calls, completed, failed, cancelled, refused, lost, fallbacks,
    input, cache_read, cache_write5m, cache_write1h, output, reasoning, audio_input, audio_output, image_input, image_output,
    estimated, unpriced, latency_ms, cost, latency, first_event)
  select start_at, dimension_id, job_id,
    sum(calls), sum(completed), sum(failed), sum(cancelled), sum(refused), sum(lost), sum(fallbacks),
    sum(input), sum(cache_read), sum(cache_write5m), sum(cache_write1h), sum(output), sum(reasoning),
    sum(audio_input), sum(audio_output), sum(image_input), sum(image_output), sum(estimated), sum(unpriced),
    sum(latency_ms), sum(cost),
    coalesce(string_agg(case when completed > 0 then latency_bucket || ':' || completed || ' ' end, ''), ''),
    coalesce(string_agg(case when first_bucket is not null then first_bucket || ':' || calls || ' ' end, ''), '')
  from (
    select start_at, dimension_id, job_id, latency_bucket, first_bucket,
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
      select u.dimension_id, coalesce(u.job_id, '') as job_id, u.outcome, u.fallback, u.estimated, u.cost, u.latency_ms,
        u.input, u.cache_read, u.cache_write5m, u.cache_write1h, u.output, u.reasoning, u.audio_input, u.audio_output,
        u.image_input, u.image_output,
        timestamp with time zone '1970-01-01 00:00:00+00'
          + cast(floor(extract(epoch from u.started_at) / 900) as integer) * interval '15' minute as start_at,
        cast(case when latency_ms < 1 then 0
          else 1 + floor(ln(cast(latency_ms as double precision)) / ln(cast(1.1 as double precision))) end as bigint) as latency_bucket,
        cast(case when first_event_ms < 1 then 0
          else 1 + floor(ln(cast(first_event_ms as double precision)) / ln(cast(1.1 as double precision))) end as bigint) as first_bucket
      from usage_record u
    ) calls
    group by start_at, dimension_id, job_id, latency_bucket, first_bucket
  ) buckets
  group by start_at, dimension_id, job_id
  order by start_at;
