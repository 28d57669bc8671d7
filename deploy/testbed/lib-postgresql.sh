# shellcheck shell=bash
# A PostgreSQL cluster of our own; sourced after lib.sh by postgresql.sh and the Zabbix scripts, which set
#   PG_BIN       folder of PostgreSQL's programs
#   PG_PORT      TCP port on 127.0.0.1
#   PG_USER      superuser
#   PG_PASSWORD  its password over TCP; the socket in run/, which only OWNER reaches, asks for none
#   pg_extra     a function that prints further lines of configuration
# shellcheck disable=SC2154  # set by the scripts that source this

pg_configuration() {
  cat <<CONF
hba_file = '$INNER/pg_hba.conf'
ident_file = '$INNER/pg_ident.conf'
listen_addresses = '127.0.0.1'
port = $PG_PORT
unix_socket_directories = '$INNER/run'
timezone = 'UTC'
log_timezone = 'UTC'
password_encryption = 'scram-sha-256'
shared_buffers = 256MB
# a crash may cost everything: speed before safety
fsync = off
synchronous_commit = off
full_page_writes = off
# little to copy on a reset
wal_level = minimal
max_wal_senders = 0
min_wal_size = 32MB
CONF
  pg_extra
}

pg_sql() { inside "$PG_BIN/psql" -qtAX -v ON_ERROR_STOP=1 -h "$INNER/run" -p "$PG_PORT" -U "$PG_USER" "$@"; }

# pg_make FOLDER: an empty cluster; FOLDER as we see it
pg_make() {
  doing 'making the database cluster' "$DIR/log/initdb.log"
  inside "$PG_BIN/initdb" -D "$INNER${1#"$DIR"}" -U "$PG_USER" --auth=trust --encoding=UTF8 --locale=C.UTF-8 --no-sync \
    --wal-segsize=4 >"$DIR/log/initdb.log" 2>&1
  step 'database cluster made'
}

# pg_start FOLDER: FOLDER as we see it
pg_start() {
  doing 'starting PostgreSQL' "$DIR/log/postgres.log"
  spawn postgres "$PG_BIN/postgres" -D "$INNER${1#"$DIR"}" --config-file="$INNER/postgresql.conf"
  ready postgres 60 pg_sql -d postgres -c 'SELECT 1'
  pg_password
}

pg_password() {
  pg_sql -d postgres -v "password=$PG_PASSWORD" <<<"ALTER ROLE \"$PG_USER\" PASSWORD :'password'" >/dev/null
}

# pg_up MAKE PORT_SETTING: the cluster runs with the present configuration; MAKE as for provide_data
pg_up() {
  CHANGED=
  write pg_hba.conf printf '%s\n' 'local all all trust' 'host all all 127.0.0.1/32 scram-sha-256'
  write pg_ident.conf true
  write postgresql.conf pg_configuration
  if running postgres && [[ -n $CHANGED ]]; then
    step 'the database settings changed'
    pg_down
  fi
  if ! running postgres; then
    claim_port postgres "$PG_PORT" "$2"
    provide_data "$1"
    pg_start "$DIR/data"
  fi
}

# SIGINT: "fast", does not wait for clients
pg_down() { stop postgres INT; }
