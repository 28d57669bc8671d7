#!/usr/bin/env bash
# Zabbix 6.0 of Debian 12 on 127.0.0.1: server, front end, API and a PostgreSQL of its own.
#   zabbix-6.0.sh up|down|status|reset        (reset: as freshly installed, and up)
# Settings:
#   TESTBED_ZABBIX_DIR           folder (/var/tmp/moodle-fleet/zabbix-6.0)
#   TESTBED_ZABBIX_WEB_PORT      front end and API (28080)
#   TESTBED_ZABBIX_TRAPPER_PORT  trapper (21051)
#   TESTBED_ZABBIX_DB_PORT       PostgreSQL (25433)
#   TESTBED_ZABBIX_CACHE_UPDATE  seconds until the server knows of a new host or item (60, as Zabbix has it)
#   TESTBED_USER                 user to run as when root calls (moodle-fleet)
# `up` writes DIR/endpoint.env with, each with TESTBED_ZABBIX_ before it: URL (of the API), WEB_URL, TRAPPER_HOST,
# TRAPPER_PORT, USER, PASSWORD, VERSION (6.0.14), CONF (path of zabbix_server.conf), DB_PORT, DB_USER, DB_PASSWORD,
# TLS (folder of certificates: ca, server; for clients: client, expired, and stranger of other-ca).
# shellcheck disable=SC2034  # read by the files sourced here
NAME=zabbix-6.0
. "$(dirname "${BASH_SOURCE[0]}")/lib.sh"
. "$(dirname "${BASH_SOURCE[0]}")/lib-postgresql.sh"

PG_BIN=/usr/lib/postgresql/15/bin
DEFAULT_WEB_PORT=28080
DEFAULT_TRAPPER_PORT=21051
DEFAULT_DB_PORT=25433
DEFAULT_CACHE_UPDATE=60
. "$(dirname "${BASH_SOURCE[0]}")/lib-zabbix.sh"

own_folder "${TESTBED_ZABBIX_DIR:-/var/tmp/moodle-fleet/zabbix-6.0}"
PATH=$PATH:/usr/sbin

zabbix_installed() {
  if ! command -v zabbix_server php >/dev/null || [[ ! -f /usr/share/zabbix/api_jsonrpc.php ]]; then
    fail "Zabbix 6.0 is missing: run deploy/testbed/packages.sh zabbix-6.0"
  fi
}

dispatch "$@"
