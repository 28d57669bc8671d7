#!/usr/bin/env bash
# Zabbix 7.0 of Debian 13 on 127.0.0.1: server, front end, API and a PostgreSQL of its own. It lives in a chroot made by
# debootstrap, so this needs root or sudo, and runs as the chroot's user `zabbix`. Nothing stays mounted.
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
. "$(dirname "${BASH_SOURCE[0]}")/lib-postgresql.sh"

PG_BIN=/usr/lib/postgresql/17/bin
DEFAULT_WEB_PORT=28081
DEFAULT_TRAPPER_PORT=21071
DEFAULT_DB_PORT=25471
DEFAULT_CACHE_UPDATE=10
. "$(dirname "${BASH_SOURCE[0]}")/lib-zabbix.sh"

if ((EUID != 0)); then
  command -v sudo >/dev/null || fail 'root or sudo is needed to work in a chroot'
  settings=()
  for setting in "${!TESTBED_@}"; do settings+=("$setting=${!setting}"); done
  exec sudo env "${settings[@]}" bash "${BASH_SOURCE[0]}" "$@"
fi

FOLDER=${TESTBED_ZABBIX_DIR:-/var/tmp/moodle-fleet/zabbix-7.0}
CHROOT=${TESTBED_ZABBIX_CHROOT:-/var/tmp/moodle-fleet-trixie}
[[ $FOLDER == /* && $CHROOT == /* ]] || fail "the folders must be absolute paths: $FOLDER, $CHROOT"

# The mirror in apt's lists that calls itself Debian; before the first `apt-get update` only its address can tell.
mirror() {
  # shellcheck disable=SC2016  # a placeholder of apt's
  local uri='$(REPO_URI)'
  {
    apt-get indextargets --format "$uri" 'Created-By: Packages' 'Label: Debian'
    apt-get indextargets --format "$uri" 'Created-By: Packages' | grep '/debian/*$' || true
  } | sed -n 1p
}

# The chroot appears under its name when it is complete.
make_chroot() {
  local making=$CHROOT.making log=$CHROOT.log mirror lock
  mkdir -p "$(dirname "$CHROOT")"
  exec {lock}>"$CHROOT.lock"
  flock "$lock"
  [[ ! -d $CHROOT ]] || return 0
  command -v debootstrap >/dev/null || fail 'debootstrap is missing: run deploy/testbed/packages.sh zabbix-7.0'
  mirror=${TESTBED_DEBIAN_MIRROR:-$(mirror)}
  [[ -n $mirror ]] || fail "apt's configuration names no Debian mirror: set TESTBED_DEBIAN_MIRROR"

  step "making $CHROOT with Debian 13, about two minutes (log: $log)"
  doing 'debootstrap' "$log"
  rm -rf --one-file-system "$making"
  # in a mount namespace of its own: what is mounted goes with it
  unshare --mount debootstrap --variant=minbase --keyring=/usr/share/keyrings/debian-archive-keyring.gpg \
    trixie "$making" "$mirror" >"$log" 2>&1
  step 'Debian 13 is there'

  doing 'installing Zabbix 7.0' "$log"
  printf '#!/bin/sh\nexit 101\n' >"$making/usr/sbin/policy-rc.d"
  chmod 755 "$making/usr/sbin/policy-rc.d"
  mkdir -p "$making/etc/postgresql-common"
  echo 'create_main_cluster = false' >"$making/etc/postgresql-common/createcluster.conf"
  printf 'path-exclude=/usr/share/%s/*\n' doc man >"$making/etc/dpkg/dpkg.cfg.d/small"
  # this machine's apt may need a proxy, or know that its mirror is an old one
  apt-config dump Acquire | grep -E '::(Proxy|Check-)' >"$making/etc/apt/apt.conf.d/90machine" || true
  # a trailing minus keeps out what the front end's "php" would bring
  # shellcheck disable=SC2016  # expanded by the inner shell
  unshare --mount bash -c '
    mount -t proc proc "$0/proc" || exit
    export DEBIAN_FRONTEND=noninteractive PATH=/usr/sbin:/usr/bin:/sbin:/bin
    chroot "$0" apt-get -q update && chroot "$0" apt-get -q install -y --no-install-recommends "$@" &&
      chroot "$0" apt-get clean' \
    "$making" zabbix-server-pgsql zabbix-frontend-php zabbix-agent postgresql-17 php-cli php-cgi php-pgsql locales \
    libapache2-mod-php8.4- php8.4-fpm- >>"$log" 2>&1 </dev/null
  mv "$making" "$CHROOT"
  step 'Zabbix 7.0 installed'
}

zabbix_installed() {
  [[ -x $ROOT/usr/sbin/zabbix_server && -f $ROOT/usr/share/zabbix/api_jsonrpc.php ]] ||
    fail "there is no Zabbix in $CHROOT: remove that folder, it is made anew"
}

case ${1:-} in
  up | reset) make_chroot ;;
  down | status)
    if [[ ! -d $CHROOT ]]; then
      step "there is no $CHROOT, so nothing runs"
      [[ $1 == down ]] && exit 0 || exit 3
    fi
    ;;
  *) dispatch ;;
esac

# The servers see only the chroot, so their folder is in there, named after ours.
name=${FOLDER#/}
ROOT=$CHROOT
own_folder "$CHROOT/srv/${name//\//-}"
mkdir -p "$FOLDER"
ln -sfn "$DIR" "$FOLDER/state"
ln -sf state/endpoint.env "$FOLDER/endpoint.env"
dispatch "$@"
