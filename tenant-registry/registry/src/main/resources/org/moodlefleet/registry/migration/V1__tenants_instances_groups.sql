-- Written in the SQL that H2 (MODE=PostgreSQL) and PostgreSQL share.

-- One row: grows by one with every change. Taking it first lets writers go one after the other, on any engine,
-- and its value becomes the version of what is written, so that a removed and recreated row never repeats one.
create table registry_revision (
    id integer primary key check (id = 1),
    revision bigint not null
);
insert into registry_revision (id, revision) values (1, 0);

create table tenant (
    id varchar(63) primary key,
    name varchar(200) not null,
    language varchar(8) not null,
    version bigint not null
);

create table instance (
    tenant varchar(63) not null references tenant (id),
    id varchar(63) not null,
    name varchar(200) not null,
    base_url varchar(255) not null,
    host varchar(128) not null constraint instance_host_unique unique,
    db_engine varchar(16) not null,
    db_host varchar(255) not null,
    db_port integer not null,
    db_name varchar(64) not null,
    db_schema varchar(64),
    db_user varchar(128) not null,
    db_tls varchar(16) not null,
    -- sealed:BASE64, env:NAME or file:PATH; never the password itself
    db_password varchar(8192) not null,
    prefix varchar(20) not null,
    timezone varchar(64),
    enabled boolean not null,
    -- JSON
    tags varchar(100000) not null,
    settings varchar(100000) not null,
    version bigint not null,
    primary key (tenant, id)
);

create table instance_group (
    tenant varchar(63) not null references tenant (id),
    id varchar(63) not null,
    name varchar(200) not null,
    -- JSON: {"instances": [...]} or {"tag": ...}
    members varchar(1000000) not null,
    version bigint not null,
    primary key (tenant, id)
);
