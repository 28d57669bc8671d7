#!/usr/bin/env bash
# A MariaDB of our own on 127.0.0.1, for tests and the demo: fast, small, and careless with its data.
#   mariadb.sh up|down|status|reset        (reset: empty again, and up)
# Settings:
#   TESTBED_MARIADB_DIR                 folder (/var/tmp/moodle-fleet/mariadb)
#   TESTBED_MARIADB_PORT                TCP port (23306)
#   TESTBED_MARIADB_PASSWORD            password of the account `testbed`, which may do everything (testbed)
#   TESTBED_MARIADB_PERFORMANCE_SCHEMA  1 switches the performance schema on (0)
#   TESTBED_USER                        user to run as when root calls (moodle-fleet)
# `up` writes DIR/endpoint.env with TESTBED_MARIADB_HOST, _PORT, _USER, _PASSWORD and _SOCKET.
NAME=mariadb
. "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

PORT=${TESTBED_MARIADB_PORT:-23306}
PASSWORD=${TESTBED_MARIADB_PASSWORD:-testbed}
PERFORMANCE_SCHEMA=${TESTBED_MARIADB_PERFORMANCE_SCHEMA:-0}
own_folder "${TESTBED_MARIADB_DIR:-/var/tmp/moodle-fleet/mariadb}"
PATH=$PATH:/usr/sbin

# The system's own configuration (/etc/mysql) is not read: --defaults-file is always given.
configuration() {
  cat <<CONF
[mariadbd]
datadir = $DIR/data
tmpdir = $DIR/tmp
socket = $DIR/run/mariadb.sock
pid_file = $DIR/run/mariadbd.own.pid
init_file = $DIR/accounts.sql
bind_address = 127.0.0.1
port = $PORT
skip_name_resolve = 1
default_time_zone = +00:00
character_set_server = utf8mb4
collation_server = utf8mb4_unicode_ci
local_infile = 1
max_connections = 300
max_allowed_packet = 64M
performance_schema = $PERFORMANCE_SCHEMA
# hundreds of Moodles with 500 tables each
table_open_cache = 4000
innodb_buffer_pool_size = 256M
innodb_log_file_size = 64M
# a crash may cost everything: speed before safety
innodb_flush_method = nosync
innodb_flush_log_at_trx_commit = 0
innodb_doublewrite = 0
CONF
}

# Run at each start, so that a changed password counts at once.
accounts() {
  local quoted=${PASSWORD//\\/\\\\}
  quoted=${quoted//\'/\\\'}
  cat <<SQL
DELETE FROM mysql.global_priv WHERE User = '';
FLUSH PRIVILEGES;
CREATE USER IF NOT EXISTS 'testbed'@'%';
ALTER USER 'testbed'@'%' IDENTIFIED BY '$quoted';
GRANT ALL PRIVILEGES ON *.* TO 'testbed'@'%' WITH GRANT OPTION;
SQL
}

make_data() {
  doing 'making the data folder' "$DIR/log/install.log"
  as mariadb-install-db --no-defaults --datadir="$1" --skip-test-db --skip-name-resolve --innodb-log-file-size=64M \
    --auth-root-authentication-method=socket --auth-root-socket-user="${OWNER%:*}" >"$DIR/log/install.log" 2>&1
  step 'data folder made'
}

answers() {
  mariadb --no-defaults --protocol=tcp -h 127.0.0.1 -P "$PORT" -u testbed --password="$PASSWORD" -e 'SELECT 1'
}

up() {
  command -v mariadbd >/dev/null || fail "MariaDB is missing: run deploy/testbed/packages.sh mariadb"
  as mkdir -p tmp
  CHANGED=
  write my.cnf configuration
  write accounts.sql accounts
  if running mariadbd && [[ -n $CHANGED ]]; then
    step 'the settings changed'
    down
  fi
  if ! running mariadbd; then
    claim_port mariadbd "$PORT" TESTBED_MARIADB_PORT
    provide_data make_data
    spawn mariadbd mariadbd --defaults-file="$DIR/my.cnf"
  fi
  ready mariadbd 60 answers
  endpoint TESTBED_MARIADB_HOST 127.0.0.1 TESTBED_MARIADB_PORT "$PORT" TESTBED_MARIADB_USER testbed \
    TESTBED_MARIADB_PASSWORD "$PASSWORD" TESTBED_MARIADB_SOCKET "$DIR/run/mariadb.sock"
  step "ready on 127.0.0.1:$PORT"
}

down() { stop mariadbd; }

status() { report mariadbd; }

dispatch "$@"
