-- Summaries of a month by what only the widest facet has read it day by day: there are sums by week, too. And sums by job knew
-- nothing but the day, so that those of a tenant, or of a day elsewhere than in UTC, were read from the calls.

-- Which sums a row is to be added to: 0 all, 1 all but those by job and of calls without, 2 these alone.
alter table usage_delta add part smallint default 0 not null;
update usage_delta set part = 1 where exists (select 1 from usage_day);

-- Weeks begin on Thursdays in UTC, as 1970 did. A day of an interval would be one of the session's zone.
create table usage_week (
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

insert into usage_week (facet, start_at, dimension_id,
    calls, completed, failed, cancelled, refused, lost, fallbacks, input, cache_read, cache_write5m, cache_write1h,
    output, reasoning, audio_input, audio_output, image_input, image_output, estimated, unpriced, latency_ms, cost,
    latency, first_event)
  select facet, week_at, dimension_id,
    sum(calls), sum(completed), sum(failed), sum(cancelled), sum(refused), sum(lost), sum(fallbacks), sum(input),
    sum(cache_read), sum(cache_write5m), sum(cache_write1h), sum(output), sum(reasoning), sum(audio_input),
    sum(audio_output), sum(image_input), sum(image_output), sum(estimated), sum(unpriced), sum(latency_ms), sum(cost),
    string_agg(latency, ''), string_agg(first_event, '')
  from (
    select d.*, timestamp with time zone '1970-01-01 00:00:00+00'
        + cast(floor(extract(epoch from start_at) / 604800) as integer) * 672 * interval '15' minute as week_at
    from usage_day d
  ) days
  group by facet, week_at, dimension_id;

-- By hour, of calls that have a job.
drop table usage_job;
create table usage_job (
  job_id varchar(128) not null,
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
  primary key (job_id, start_at, dimension_id)
);
create index usage_job_calls on usage_job (start_at, dimension_id, job_id, calls);

-- By day and facet, of calls that have none.
create table usage_jobless (
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

-- The calls that are there become deltas for these two, which the server adds up once it runs; unless no sums are there either,
-- and so all calls are deltas already.
insert into usage_delta (start_at, dimension_id, job_id, calls, completed, failed, cancelled, refused, lost, fallbacks,
    input, cache_read, cache_write5m, cache_write1h, output, reasoning, audio_input, audio_output, image_input, image_output,
    estimated, unpriced, latency_ms, cost, latency, first_event, part)
  select start_at, dimension_id, job_id,
    sum(calls), sum(completed), sum(failed), sum(cancelled), sum(refused), sum(lost), sum(fallbacks),
    sum(input), sum(cache_read), sum(cache_write5m), sum(cache_write1h), sum(output), sum(reasoning),
    sum(audio_input), sum(audio_output), sum(image_input), sum(image_output), sum(estimated), sum(unpriced),
    sum(latency_ms), sum(cost),
    coalesce(string_agg(case when completed > 0 then latency_bucket || ':' || completed || ' ' end, ''), ''),
    coalesce(string_agg(case when first_bucket is not null then first_bucket || ':' || calls || ' ' end, ''), ''), 2
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
      where exists (select 1 from usage_day)
    ) calls
    group by start_at, dimension_id, job_id, latency_bucket, first_bucket
  ) buckets
  group by start_at, dimension_id, job_id
  order by start_at;
