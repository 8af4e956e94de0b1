-- What may be spent, and what is. Sums of money are US dollars.

-- Read under a lock by whoever changes its balances; that lock is what two servers wait for. Lists have commas between.
create table budget (
  id bigint primary key,
  tenant varchar(64) references tenant (id),
  team varchar(64),
  key_id varchar(16) references access_key (id),
  keys_team varchar(64),
  models varchar(2048) not null,
  period varchar(8) not null,
  zone varchar(64) not null,
  amount numeric(30, 18) not null,
  soft varchar(64) not null,
  active boolean not null,
  created_at timestamp(6) with time zone not null,
  version bigint not null,
  foreign key (tenant, team) references team (tenant, id)
);

-- A period of a budget. Spent is the sum of what calls were charged with, reserved of what is set aside for open ones.
create table balance (
  budget_id bigint not null references budget (id),
  period_start timestamp(6) with time zone not null,
  spent numeric(30, 18) not null,
  reserved numeric(30, 18) not null,
  soft_told integer not null,
  primary key (budget_id, period_start)
);

-- A call that may have been dispatched and has no row yet. Deleted when its row is written.
create table intent (
  call_id uuid primary key,
  server_id uuid not null,
  request_id varchar(64) not null,
  caller varchar(128) not null,
  team varchar(128),
  tenant varchar(128),
  key_id varchar(16),
  requested_model varchar(256),
  price_version varchar(128),
  started_at timestamp(6) with time zone not null
);
create index intent_server_id on intent (server_id);

-- What a balance bears of a call: set aside before, charged (if it is settled) after.
create table charge (
  call_id uuid not null,
  budget_id bigint not null,
  period_start timestamp(6) with time zone not null,
  reserved numeric(30, 18) not null,
  charged numeric(30, 18),
  primary key (call_id, budget_id),
  foreign key (budget_id, period_start) references balance (budget_id, period_start)
);
create index charge_balance on charge (budget_id, period_start);

-- The servers that write intents, and whether they live.
create table server (
  id uuid primary key,
  name varchar(128) not null,
  beat bigint not null,
  started_at timestamp(6) with time zone not null
);

-- What was set aside for the call, and what budgets were charged with; empty where none applied.
alter table usage_record add column reserved numeric(30, 18);
alter table usage_record add column charged numeric(30, 18);
