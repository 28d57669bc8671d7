#!/usr/bin/env bash
# A MySQL of our own on 127.0.0.1, for tests: fast, small, and careless with its data. Of Debian's suites only unstable has
# one, so it lives in a chroot made by debootstrap: this needs root or sudo. The server runs as the chroot's user `mysql`.
#   mysql.sh up|down|status|reset        (reset: empty again, and up)
# Settings:
#   TESTBED_MYSQL_DIR      folder (/var/tmp/moodle-fleet/mysql)
#   TESTBED_MYSQL_CHROOT   the chroot, made when missing; several folders may share it (/var/tmp/moodle-fleet-sid)
#   TESTBED_MYSQL_PORT     TCP port (23316)
#   TESTBED_MYSQL_PASSWORD password of the account `testbed`, which may do everything (testbed)
#   TESTBED_DEBIAN_MIRROR  mirror to bootstrap from (the one that this machine's apt uses)
# `up` writes DIR/endpoint.env with TESTBED_MYSQL_HOST, _PORT, _USER and _PASSWORD; DIR/state leads to what is in the chroot.
# shellcheck disable=SC2034  # read by the files sourced here
NAME=mysql
. "$(dirname "${BASH_SOURCE[0]}")/lib.sh"
. "$(dirname "${BASH_SOURCE[0]}")/lib-chroot.sh"
need_root "$@"

ROOT_USER=mysql
PORT=${TESTBED_MYSQL_PORT:-23316}
PASSWORD=${TESTBED_MYSQL_PASSWORD:-testbed}
FOLDER=${TESTBED_MYSQL_DIR:-/var/tmp/moodle-fleet/mysql}
CHROOT=${TESTBED_MYSQL_CHROOT:-/var/tmp/moodle-fleet-sid}
[[ $FOLDER == /* && $CHROOT == /* ]] || fail "the folders must be absolute paths: $FOLDER, $CHROOT"

make_mysql_chroot() {
  # the core packages hold the programs and nothing that starts them
  make_chroot sid 'Debian unstable' MySQL mysql-server-core mysql-client-core
}

# prepare_chroot FOLDER: the core packages make no user
prepare_chroot() {
  chroot "$1" /usr/sbin/useradd --system --user-group --no-create-home --home-dir /nonexistent \
    --shell /usr/sbin/nologin "$ROOT_USER"
}

configuration() {
  cat <<CONF
[mysqld]
datadir = $INNER/data
tmpdir = $INNER/tmp
socket = $INNER/run/mysql.sock
pid_file = $INNER/run/mysqld.own.pid
init_file = $INNER/accounts.sql
bind_address = 127.0.0.1
port = $PORT
mysqlx = 0
skip_name_resolve = 1
default_time_zone = +00:00
character_set_server = utf8mb4
collation_server = utf8mb4_unicode_ci
local_infile = 1
secure_file_priv = NULL
max_connections = 300
max_allowed_packet = 64M
performance_schema = 0
table_open_cache = 4000
innodb_buffer_pool_size = 256M
# a crash may cost everything: speed before safety
disable_log_bin
innodb_flush_method = nosync
innodb_flush_log_at_trx_commit = 0
innodb_doublewrite = 0
CONF
}

# Run at each start, so that a changed password counts at once. The server wants a statement a line.
accounts() {
  local quoted=${PASSWORD//\\/\\\\}
  quoted=${quoted//\'/\\\'}
  cat <<SQL
ALTER USER 'root'@'localhost' ACCOUNT LOCK;
CREATE USER IF NOT EXISTS 'testbed'@'%';
ALTER USER 'testbed'@'%' IDENTIFIED BY '$quoted';
GRANT ALL PRIVILEGES ON *.* TO 'testbed'@'%' WITH GRANT OPTION;
SQL
}

make_data() {
  doing 'making the data folder' "$DIR/log/install.log"
  inside mysqld --no-defaults --initialize-insecure --datadir="${1#"$ROOT"}" >"$DIR/log/install.log" 2>&1
  step 'data folder made'
}

answers() {
  inside mysql --no-defaults --protocol=tcp -h 127.0.0.1 -P "$PORT" -u testbed --password="$PASSWORD" -e 'SELECT 1'
}

up() {
  [[ -x $ROOT/usr/sbin/mysqld ]] || fail "there is no MySQL in $CHROOT: remove that folder, it is made anew"
  as mkdir -p tmp
  CHANGED=
  write my.cnf configuration
  write accounts.sql accounts
  if running mysqld && [[ -n $CHANGED ]]; then
    step 'the settings changed'
    down
  fi
  if ! running mysqld; then
    claim_port mysqld "$PORT" TESTBED_MYSQL_PORT
    provide_data make_data
    spawn mysqld mysqld --defaults-file="$INNER/my.cnf"
  fi
  ready mysqld 60 answers
  endpoint TESTBED_MYSQL_HOST 127.0.0.1 TESTBED_MYSQL_PORT "$PORT" TESTBED_MYSQL_USER testbed \
    TESTBED_MYSQL_PASSWORD "$PASSWORD"
  step "ready on 127.0.0.1:$PORT ($(inside mysqld --no-defaults --version | sed -n 's/.*Ver \([^ ]*\).*/\1/p'))"
}

down() { stop mysqld; }

status() { report mysqld; }

case ${1:-} in
  up | reset) make_mysql_chroot ;;
  down | status) no_chroot "$1" ;;
  *) dispatch ;;
esac
own_chroot_folder
dispatch "$@"
