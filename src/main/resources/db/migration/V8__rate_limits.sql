-- What calls may be made a minute, of a tenant, a team, a key or everybody, at some models or all. Lists have commas between.

create table rate_limit (
  id bigint primary key,
  tenant varchar(64) references tenant (id),
  team varchar(64),
  key_id varchar(16) references access_key (id),
  keys_team varchar(64),
  models varchar(2048) not null,
  requests_per_minute bigint,
  tokens_per_minute bigint,
  active boolean not null,
  created_at timestamp(6) with time zone not null,
  version bigint not null,
  foreign key (tenant, team) references team (tenant, id)
);
