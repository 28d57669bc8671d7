-- id of the token that this one was made with, which takes it along when it is revoked; null: the operator's of the
-- configuration, or a signed one. No foreign key: rows are moved one by one
alter table access_token add column parent varchar(16);
create index access_token_parent on access_token (parent);
create index access_token_tenant on access_token (tenant);
