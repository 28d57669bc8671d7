-- By which what is made for this registry elsewhere is known to be its own; null until the first program has opened it.
alter table registry_revision add column identity varchar(16);
