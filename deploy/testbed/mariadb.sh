#!/usr/bin/env bash
# A MariaDB of our own on 127.0.0.1, for tests and the demo: fast, small, and careless with its data.
#   mariadb.sh up|down|status|reset        (reset: empty again, and up)
# Settings:
#   TESTBED_MARIADB_DIR                 folder (/var/tmp/moodle-fleet/mariadb)
#   TESTBED_MARIADB_PORT                TCP port (23306)
#   TESTBED_MARIADB_PASSWORD            password of the account `testbed`, which may do everything (testbed)
#   TESTBED_MARIADB_PERFORMANCE_SCHEMA  1 switches the performance schema on (0)
#   TESTBED_USER                        user to run as when root calls (moodle-fleet)
# `up` writes DIR/endpoint.env with TESTBED_MARIADB_HOST, _PORT, _USER, _PASSWORD, _SOCKET and _TLS: the folder of its
# certificates. Unencrypted clients are served too.
# shellcheck disable=SC2034  # read by the files sourced here
NAME=mariadb
. "$(dirname "${BASH_SOURCE[0]}")/lib.sh"
. "$(dirname "${BASH_SOURCE[0]}")/lib-mysql.sh"
. "$(dirname "${BASH_SOURCE[0]}")/lib-tls.sh"

SERVER=mariadbd
CLIENT=mariadb
PREFIX=TESTBED_MARIADB
PORT=${TESTBED_MARIADB_PORT:-23306}
PASSWORD=${TESTBED_MARIADB_PASSWORD:-testbed}
PERFORMANCE_SCHEMA=${TESTBED_MARIADB_PERFORMANCE_SCHEMA:-0}
own_folder "${TESTBED_MARIADB_DIR:-/var/tmp/moodle-fleet/mariadb}"
TLS=$DIR/tls
PATH=$PATH:/usr/sbin

my_extra() {
  cat <<CONF
performance_schema = $PERFORMANCE_SCHEMA
ssl_cert = $DIR/tls/server.crt
ssl_key = $DIR/tls/server.key
innodb_log_file_size = 64M
CONF
}

first_accounts() {
  cat <<SQL
DELETE FROM mysql.global_priv WHERE User = '';
FLUSH PRIVILEGES;
SQL
}

make_data() {
  doing 'making the data folder' "$DIR/log/install.log"
  as mariadb-install-db --no-defaults --datadir="$1" --skip-test-db --skip-name-resolve --innodb-log-file-size=64M \
    --auth-root-authentication-method=socket --auth-root-socket-user="${OWNER%:*}" >"$DIR/log/install.log" 2>&1
  step 'data folder made'
}

up() {
  command -v mariadbd >/dev/null || fail "MariaDB is missing: run deploy/testbed/packages.sh mariadb"
  make_tls
  my_up
  step "ready on 127.0.0.1:$PORT"
}

dispatch "$@"
