-- Pictures that are read and painted, where their vendor counts them apart, and the tier that served a call, in its
-- vendor's word. Rows from before have none of either; an attempt of which no usage is known has no columns of it at all.

alter table usage_record add column image_input bigint default 0 not null;
alter table usage_record add column image_output bigint default 0 not null;
alter table usage_record add column service_tier varchar(32) default '' not null;

alter table attempt_record add column image_input bigint;
alter table attempt_record add column image_output bigint;
alter table attempt_record add column service_tier varchar(32);
update attempt_record set image_input = 0, image_output = 0, service_tier = '' where input is not null;
