-- What was asked for in each second of the last minute, by whoever is limited: a locked row makes it exact on all servers.

create table rate_window (
  subject varchar(128) primary key,
  requests bytea not null,
  tokens bytea not null
);
