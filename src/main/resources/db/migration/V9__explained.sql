-- How a call came to whom it asked: by what its model id was resolved, and as JSON what the other columns do not tell, which
-- is mostly nothing. Rows from before have neither.

alter table usage_record add column resolution varchar(16);
alter table usage_record add column explained varchar(8000);
alter table intent add column resolution varchar(16);
alter table intent add column explained varchar(8000);
