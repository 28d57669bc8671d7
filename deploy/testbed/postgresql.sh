#!/usr/bin/env bash
# A PostgreSQL 15 of our own on 127.0.0.1, for tests and the demo: fast, small, and careless with its data.
#   postgresql.sh up|down|status|reset        (reset: empty again, and up)
# Settings:
#   TESTBED_POSTGRESQL_DIR       folder (/var/tmp/moodle-fleet/postgresql)
#   TESTBED_POSTGRESQL_PORT      TCP port (25432)
#   TESTBED_POSTGRESQL_PASSWORD  password of the superuser `testbed` (testbed)
#   TESTBED_USER                 user to run as when root calls (moodle-fleet)
# `up` writes DIR/endpoint.env with TESTBED_POSTGRESQL_HOST, _PORT, _USER, _PASSWORD and _TLS: the folder of its
# certificates. Unencrypted clients are served too.
# There is a database `testbed`, and pg_stat_statements is loaded (CREATE EXTENSION where it is wanted).
NAME=postgresql
. "$(dirname "${BASH_SOURCE[0]}")/lib.sh"
. "$(dirname "${BASH_SOURCE[0]}")/lib-postgresql.sh"
. "$(dirname "${BASH_SOURCE[0]}")/lib-tls.sh"

PG_BIN=/usr/lib/postgresql/15/bin
PG_PORT=${TESTBED_POSTGRESQL_PORT:-25432}
PG_USER=testbed
PG_PASSWORD=${TESTBED_POSTGRESQL_PASSWORD:-testbed}
own_folder "${TESTBED_POSTGRESQL_DIR:-/var/tmp/moodle-fleet/postgresql}"

pg_extra() {
  cat <<CONF
max_connections = 200
ssl = on
ssl_cert_file = '$DIR/tls/server.crt'
ssl_key_file = '$DIR/tls/server.key'
shared_preload_libraries = 'pg_stat_statements'
CONF
}

make_data() {
  pg_make "$1"
  pg_start "$1"
  pg_sql -d postgres -c 'CREATE DATABASE testbed'
  pg_down >/dev/null
}

answers() {
  PGPASSWORD=$PG_PASSWORD "$PG_BIN/psql" -qtAX -h 127.0.0.1 -p "$PG_PORT" -U "$PG_USER" -d testbed -c 'SELECT 1'
}

up() {
  [[ -x $PG_BIN/postgres ]] || fail "PostgreSQL 15 is missing: run deploy/testbed/packages.sh postgresql"
  make_tls
  pg_up make_data TESTBED_POSTGRESQL_PORT
  # the account over TCP; its password may be another than at the last start
  answers >/dev/null 2>&1 || pg_password
  ready postgres 30 answers
  endpoint TESTBED_POSTGRESQL_HOST 127.0.0.1 TESTBED_POSTGRESQL_PORT "$PG_PORT" TESTBED_POSTGRESQL_USER "$PG_USER" \
    TESTBED_POSTGRESQL_PASSWORD "$PG_PASSWORD" TESTBED_POSTGRESQL_TLS "$DIR/tls"
  step "ready on 127.0.0.1:$PG_PORT"
}

down() { pg_down; }

status() { report postgres; }

dispatch "$@"
