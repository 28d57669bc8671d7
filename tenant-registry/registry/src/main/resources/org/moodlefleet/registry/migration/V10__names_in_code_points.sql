-- Names are bounded in code points, as PostgreSQL and Zabbix count them; H2 counts two for each emoji.
alter table tenant alter column name set data type varchar(400);
alter table instance alter column name set data type varchar(400);
alter table instance alter column base_url set data type varchar(510);
alter table instance alter column db_user set data type varchar(256);
alter table instance_group alter column name set data type varchar(400);
alter table access_token alter column name set data type varchar(400);
alter table audit alter column caller set data type varchar(510);
