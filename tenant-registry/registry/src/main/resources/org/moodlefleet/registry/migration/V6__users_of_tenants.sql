alter table tenant add column timezone varchar(64);
-- JSON
alter table tenant add column users varchar(100000) default '[]' not null;
