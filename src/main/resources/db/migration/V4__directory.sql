-- Who may call: tenants, their teams and applications, and the virtual keys of these. Every change counts the version up
-- first, so that changes come one after another and every server learns of them by that number alone.

create table directory_version (id integer primary key, version bigint not null);
insert into directory_version (id, version) values (1, 0);

create table tenant (
  id varchar(64) primary key,
  name varchar(128) not null,
  active boolean not null,
  created_at timestamp(6) with time zone not null,
  version bigint not null
);

create table team (
  tenant varchar(64) not null references tenant (id),
  id varchar(64) not null,
  name varchar(128) not null,
  active boolean not null,
  created_at timestamp(6) with time zone not null,
  version bigint not null,
  primary key (tenant, id)
);

create table application (
  tenant varchar(64) not null references tenant (id),
  id varchar(64) not null,
  team varchar(64),
  name varchar(128) not null,
  active boolean not null,
  created_at timestamp(6) with time zone not null,
  version bigint not null,
  primary key (tenant, id),
  foreign key (tenant, team) references team (tenant, id)
);

-- Lists have commas between. A key is kept as its HMAC alone; pepper says which pepper that was made with.
create table access_key (
  id varchar(16) primary key,
  prefix varchar(16) not null unique,
  hash varchar(64) not null,
  pepper varchar(16) not null,
  tenant varchar(64) not null references tenant (id),
  team varchar(64),
  application varchar(64),
  name varchar(128) not null,
  roles varchar(128) not null,
  models varchar(2048) not null,
  providers varchar(512) not null,
  networks varchar(1024) not null,
  requests_per_minute bigint,
  tokens_per_minute bigint,
  created_at timestamp(6) with time zone not null,
  created_by varchar(128) not null,
  expires_at timestamp(6) with time zone,
  revoked_at timestamp(6) with time zone,
  replaces varchar(16) references access_key (id),
  version bigint not null,
  foreign key (tenant, team) references team (tenant, id),
  foreign key (tenant, application) references application (tenant, id)
);

-- The audit says which key a call came with.
alter table usage_record add column key_id varchar(16);
