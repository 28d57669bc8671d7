-- Calls that a client may repeat without having them done again, for a day.
create table repeated_call (
    -- SHA-256 of the caller's name and its Idempotency-Key, in hexadecimal digits
    id varchar(64) primary key,
    -- HMAC-SHA256 of the request under that key: bodies may hold passwords
    fingerprint varchar(64) not null,
    at timestamp with time zone not null,
    -- null while it is being done
    status integer,
    -- JSON
    headers varchar(4000),
    body varchar(65536)
);
create index repeated_call_at on repeated_call (at);
