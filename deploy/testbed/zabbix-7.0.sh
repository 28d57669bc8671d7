#!/usr/bin/env bash
# Zabbix 7.0 of Debian 13 on 127.0.0.1: server, front end, API and a PostgreSQL of its own. It lives in a chroot made by
# debootstrap, so this needs root or sudo, and runs as the chroot's user `zabbix`. Nothing stays mounted.
# Its front end has the widgets of templates/widgets in its folder modules, not registered.
#   zabbix-7.0.sh up|down|status|reset        (reset: as freshly installed, and up)
# Settings:
#   TESTBED_ZABBIX_DIR           folder (/var/tmp/moodle-fleet/zabbix-7.0)
#   TESTBED_ZABBIX_CHROOT        the chroot, made when missing; several folders may share it (/var/tmp/moodle-fleet-trixie)
#   TESTBED_ZABBIX_WEB_PORT      front end and API (28081)
#   TESTBED_ZABBIX_TRAPPER_PORT  trapper (21071)
#   TESTBED_ZABBIX_DB_PORT       PostgreSQL (25471)
#   TESTBED_ZABBIX_CACHE_UPDATE  seconds until the server knows of a new host or item (10, as Zabbix has it)
#   TESTBED_DEBIAN_MIRROR        mirror to bootstrap from (the one that this machine's apt uses)
# `up` writes DIR/endpoint.env with the keys that zabbix-6.0.sh documents; DIR/state leads to what is in the chroot.
# shellcheck disable=SC2034  # read by the files sourced here
NAME=zabbix-7.0
. "$(dirname "${BASH_SOURCE[0]}")/lib.sh"
. "$(dirname "${BASH_SOURCE[0]}")/lib-chroot.sh"
. "$(dirname "${BASH_SOURCE[0]}")/lib-postgresql.sh"

ROOT_USER=zabbix
PG_BIN=/usr/lib/postgresql/17/bin
DEFAULT_WEB_PORT=28081
DEFAULT_TRAPPER_PORT=21071
DEFAULT_DB_PORT=25471
DEFAULT_CACHE_UPDATE=10
WIDGETS=$(cd "$(dirname "${BASH_SOURCE[0]}")/../../templates/widgets" && pwd)
. "$(dirname "${BASH_SOURCE[0]}")/lib-zabbix.sh"

need_root "$@"

FOLDER=${TESTBED_ZABBIX_DIR:-/var/tmp/moodle-fleet/zabbix-7.0}
CHROOT=${TESTBED_ZABBIX_CHROOT:-/var/tmp/moodle-fleet-trixie}
[[ $FOLDER == /* && $CHROOT == /* ]] || fail "the folders must be absolute paths: $FOLDER, $CHROOT"

make_zabbix_chroot() {
  # a trailing minus keeps out what the front end's "php" would bring
  make_chroot trixie 'Debian 13' 'Zabbix 7.0' zabbix-server-pgsql zabbix-frontend-php zabbix-agent postgresql-17 \
    php-cli php-cgi php-pgsql locales libapache2-mod-php8.4- php8.4-fpm-
}

# prepare_chroot FOLDER: before the packages are installed
prepare_chroot() {
  mkdir -p "$1/etc/postgresql-common"
  echo 'create_main_cluster = false' >"$1/etc/postgresql-common/createcluster.conf"
}

zabbix_installed() {
  [[ -x $ROOT/usr/sbin/zabbix_server && -f $ROOT/usr/share/zabbix/api_jsonrpc.php ]] ||
    fail "there is no Zabbix in $CHROOT: remove that folder, it is made anew"
}

case ${1:-} in
  up | reset) make_zabbix_chroot ;;
  down | status) no_chroot "$1" ;;
  *) dispatch ;;
esac

own_chroot_folder
dispatch "$@"
