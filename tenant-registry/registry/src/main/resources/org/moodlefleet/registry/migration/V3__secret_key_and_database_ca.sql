-- Id of the key that the sealed passwords are encrypted with; null until the first program has opened the registry.
alter table registry_revision add column secret_key varchar(16);

-- Path of a PEM file: who may vouch for the database server's certificate; null: whom Java trusts.
alter table instance add column db_ca varchar(1024);
