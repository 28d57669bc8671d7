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
# `up` writes DIR/endpoint.env with TESTBED_MYSQL_HOST, _PORT, _USER, _PASSWORD and _SOCKET; DIR/state leads to what is in the chroot.
# shellcheck disable=SC2034  # read by the files sourced here
NAME=mysql
. "$(dirname "${BASH_SOURCE[0]}")/lib.sh"
. "$(dirname "${BASH_SOURCE[0]}")/lib-chroot.sh"
. "$(dirname "${BASH_SOURCE[0]}")/lib-mysql.sh"
need_root "$@"

ROOT_USER=mysql
SERVER=mysqld
CLIENT=mysql
PREFIX=TESTBED_MYSQL
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

my_extra() {
  cat <<CONF
mysqlx = 0
secure_file_priv = NULL
performance_schema = 0
disable_log_bin
CONF
}

first_accounts() { echo "ALTER USER 'root'@'localhost' ACCOUNT LOCK;"; }

make_data() {
  doing 'making the data folder' "$DIR/log/install.log"
  inside mysqld --no-defaults --initialize-insecure --datadir="${1#"$ROOT"}" >"$DIR/log/install.log" 2>&1
  step 'data folder made'
}

up() {
  [[ -x $ROOT/usr/sbin/mysqld ]] || fail "there is no MySQL in $CHROOT: remove that folder, it is made anew"
  my_up
  step "ready on 127.0.0.1:$PORT ($(inside mysqld --no-defaults --version | sed -n 's/.*Ver \([^ ]*\).*/\1/p'))"
}

case ${1:-} in
  up | reset) make_mysql_chroot ;;
  down | status) no_chroot "$1" ;;
  *) dispatch ;;
esac
own_chroot_folder
dispatch "$@"
