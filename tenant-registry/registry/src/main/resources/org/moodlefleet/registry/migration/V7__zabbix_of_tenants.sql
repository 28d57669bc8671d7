-- null: the default server
alter table tenant add column zabbix varchar(63);
