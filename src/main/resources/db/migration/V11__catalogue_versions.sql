-- The prices of each version of the catalogue that rows name, as JSON, so that calls can be priced again. Versions from before
-- are not there.

create table catalogue_version (
    version varchar(64) primary key,
    first_seen timestamp with time zone not null,
    prices text not null
);
