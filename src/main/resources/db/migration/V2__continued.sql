-- A try may go on with an answer that another one began.

alter table attempt_record add column continues boolean default false not null;
