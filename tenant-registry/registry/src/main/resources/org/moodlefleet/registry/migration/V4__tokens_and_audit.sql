create table access_token (
    id varchar(16) primary key,
    name varchar(200) not null,
    role varchar(32) not null,
    -- null: all tenants
    tenant varchar(63),
    -- SHA-256 of the whole token, in hexadecimal digits
    digest varchar(64) not null,
    created timestamp with time zone not null,
    expires timestamp with time zone not null,
    last_used timestamp with time zone
);

-- Outlives what it tells of, so nothing refers to the other tables.
create table audit (
    revision bigint not null,
    position integer not null,
    at timestamp with time zone not null,
    caller varchar(255) not null,
    role varchar(32) not null,
    action varchar(16) not null,
    type varchar(16) not null,
    -- null for a token of all tenants
    tenant varchar(63),
    object varchar(63) not null,
    -- JSON without secrets; null before it was there and after it is gone
    before_change varchar(1040000),
    after_change varchar(1040000),
    primary key (revision, position)
);
create index audit_tenant on audit (tenant, revision, position);
