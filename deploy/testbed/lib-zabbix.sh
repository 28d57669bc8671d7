# shellcheck shell=bash
# A Zabbix server with front end, API and database of its own, whatever its version; sourced after lib.sh and
# lib-postgresql.sh. The version's script calls own_folder and sets, besides PG_BIN,
#   DEFAULT_*            the defaults of the settings
#   WIDGETS              folder of widgets for the front end, where its version takes them
#   zabbix_installed     a function that fails when the packages are missing
# shellcheck disable=SC2034,SC2154  # read by lib-postgresql.sh, set by the version's script

WEB_PORT=${TESTBED_ZABBIX_WEB_PORT:-$DEFAULT_WEB_PORT}
TRAPPER_PORT=${TESTBED_ZABBIX_TRAPPER_PORT:-$DEFAULT_TRAPPER_PORT}
CACHE_UPDATE=${TESTBED_ZABBIX_CACHE_UPDATE:-$DEFAULT_CACHE_UPDATE}
PG_PORT=${TESTBED_ZABBIX_DB_PORT:-$DEFAULT_DB_PORT}
PG_USER=zabbix
PG_PASSWORD=zabbix
API=http://127.0.0.1:$WEB_PORT/api_jsonrpc.php

pg_extra() {
  cat <<'CONF'
max_connections = 150
# Zabbix's 7.0 package runs where there is no /dev/shm
dynamic_shared_memory_type = mmap
CONF
}

make_data() {
  pg_make "$1"
  pg_start "$1"
  local part
  pg_sql -d postgres -c 'CREATE DATABASE zabbix'
  for part in schema images data; do
    doing "importing Zabbix's $part" "$DIR/log/import.log"
    zcat "$ROOT/usr/share/zabbix-server-pgsql/$part.sql.gz" | pg_sql -d zabbix >"$DIR/log/import.log" 2>&1
  done
  pg_down >/dev/null
  step "Zabbix's tables, images and data imported"
}

# An authority, a certificate for the server, and those that clients try: a good one, one that has expired, and one of
# another authority. Unencrypted clients are served as before.
make_certificates() {
  [[ ! -d $DIR/tls ]] || return 0
  doing 'making certificates' "$DIR/log/openssl.log"
  as rm -rf "$DIR/tls.making"
  as mkdir "$DIR/tls.making"
  # shellcheck disable=SC2016  # expanded by the inner shell
  as bash -euc '
    cd "$1"
    authority() { openssl req -x509 -newkey rsa:2048 -nodes -keyout "$1.key" -out "$1.crt" -days 3650 -subj "$2"; }
    issue() { # NAME AUTHORITY DAYS
      openssl req -newkey rsa:2048 -nodes -keyout "$1.key" -out "$1.csr" -subj "/O=Moodle Fleet test bed/CN=$1"
      openssl x509 -req -in "$1.csr" -CA "$2.crt" -CAkey "$2.key" -CAcreateserial -days "$3" -out "$1.crt"
    }
    authority ca "/O=Moodle Fleet test bed/CN=authority"
    authority other-ca "/O=Moodle Fleet test bed/CN=another authority"
    issue server ca 3650
    issue client ca 3650
    issue expired ca -1
    issue stranger other-ca 3650' certificates "$DIR/tls.making" >"$DIR/log/openssl.log" 2>&1
  # tests of any user read them; they protect nothing
  as chmod -R a+rX "$DIR/tls.making"
  as mv "$DIR/tls.making" "$DIR/tls"
  step 'certificates made'
}

server_configuration() {
  cat <<CONF
ListenIP=127.0.0.1
ListenPort=$TRAPPER_PORT
LogType=console
PidFile=$INNER/run/zabbix_server.own.pid
SocketDir=$INNER/run
DBHost=127.0.0.1
DBPort=$PG_PORT
DBName=zabbix
DBUser=$PG_USER
DBPassword=$PG_PASSWORD
CacheUpdateFrequency=$CACHE_UPDATE
# the sizes that ship with 6.0 let 600,000 values crash the whole server
CacheSize=256M
HistoryCacheSize=128M
HistoryIndexCacheSize=32M
TrendCacheSize=64M
ValueCacheSize=256M
StartTrappers=5
StartPollers=2
StartPollersUnreachable=1
StartPingers=1
StartDiscoverers=0
StartHTTPPollers=1
StartLLDProcessors=2
StatsAllowedIP=127.0.0.1
Timeout=4
TLSCAFile=$INNER/tls/ca.crt
TLSCertFile=$INNER/tls/server.crt
TLSKeyFile=$INNER/tls/server.key
CONF
}

web_configuration() {
  cat <<CONF
<?php
\$DB['TYPE'] = 'POSTGRESQL';
\$DB['SERVER'] = '127.0.0.1';
\$DB['PORT'] = '$PG_PORT';
\$DB['DATABASE'] = 'zabbix';
\$DB['USER'] = '$PG_USER';
\$DB['PASSWORD'] = '$PG_PASSWORD';
\$DB['SCHEMA'] = '';
\$DB['ENCRYPTION'] = false;
\$DB['KEY_FILE'] = '';
\$DB['CERT_FILE'] = '';
\$DB['CA_FILE'] = '';
\$DB['VERIFY_HOST'] = false;
\$DB['CIPHER_LIST'] = '';
\$DB['VAULT'] = '';
\$DB['VAULT_URL'] = '';
\$DB['VAULT_PREFIX'] = '';
\$DB['VAULT_DB_PATH'] = '';
\$DB['VAULT_TOKEN'] = '';
\$DB['DOUBLE_IEEE754'] = true;
\$ZBX_SERVER = '127.0.0.1';
\$ZBX_SERVER_PORT = '$TRAPPER_PORT';
\$ZBX_SERVER_NAME = 'test bed';
\$IMAGE_FORMAT_DEFAULT = IMAGE_FORMAT_PNG;
CONF
}

# Debian's front end reads one configuration, /etc/zabbix/zabbix.conf.php; a copy of the front end reads ours.
copy_front_end() {
  [[ ! -d $DIR/ui ]] || return 0
  doing 'copying the front end'
  local reader=include/classes/core/CConfigFile.php
  as rm -rf "$DIR/ui.copy"
  inside cp -rL /usr/share/zabbix "$INNER/ui.copy"
  as sed -i "s#'/etc/zabbix/zabbix.conf.php'#'$INNER/zabbix.conf.php'#" "$DIR/ui.copy/$reader"
  grep -q "$INNER/zabbix.conf.php" "$DIR/ui.copy/$reader" || fail "the front end keeps its configuration elsewhere: see $reader"
  as mv "$DIR/ui.copy" "$DIR/ui"
  step 'front end copied'
}

# The API registers what is there. As an archive, since the owner may be unable to read where this checkout is.
copy_widgets() {
  [[ -n ${WIDGETS:-} ]] || return 0
  (cd "$WIDGETS" && tar -c moodle_*) | as tar -C "$DIR/ui/modules" -x --no-same-owner --no-same-permissions
}

# Without en_US every page shows an error; in a folder of our own the system's locales stay as they are.
make_locales() {
  local language
  for language in en_US fr_FR; do
    [[ ! -d $DIR/locale/$language.UTF-8 ]] || continue
    doing "making the locale $language" "$DIR/log/localedef.log"
    as mkdir -p "$DIR/locale"
    inside localedef --no-archive -i "$language" -f UTF-8 "$INNER/locale/$language.UTF-8" >"$DIR/log/localedef.log" 2>&1
  done
}

spawn_web() {
  spawn web env "LOCPATH=$INNER/locale" PHP_CLI_SERVER_WORKERS=4 php -q -S "127.0.0.1:$WEB_PORT" -t "$INNER/ui" \
    -d post_max_size=64M -d upload_max_filesize=64M -d memory_limit=512M -d max_execution_time=300 \
    -d max_input_time=300 -d date.timezone=UTC -d display_errors=0 -d "session.save_path=$INNER/run"
}

api_version() {
  curl -fsS --noproxy '*' --max-time 5 -H 'Content-Type: application/json-rpc' \
    -d '{"jsonrpc":"2.0","method":"apiinfo.version","params":[],"id":1}' "$API" | jq -er .result
}

up() {
  zabbix_installed
  make_certificates
  # read anew at each request
  write zabbix.conf.php web_configuration
  CHANGED=
  write zabbix_server.conf server_configuration
  if running zabbix_server && [[ -n $CHANGED ]]; then
    step 'the settings changed'
    stop zabbix_server
  fi
  pg_up make_data TESTBED_ZABBIX_DB_PORT
  if ! running zabbix_server; then
    claim_port zabbix_server "$TRAPPER_PORT" TESTBED_ZABBIX_TRAPPER_PORT
    spawn zabbix_server zabbix_server -c "$INNER/zabbix_server.conf" -f
  fi
  CHANGED=
  write web.port echo "$WEB_PORT"
  [[ -z $CHANGED ]] || stop web
  if ! running web; then
    copy_front_end
    make_locales
    claim_port web "$WEB_PORT" TESTBED_ZABBIX_WEB_PORT
    spawn_web
  fi
  copy_widgets
  ready zabbix_server 60 listens "$TRAPPER_PORT"
  ready web 60 api_version
  local version
  version=$(api_version)
  endpoint TESTBED_ZABBIX_URL "$API" TESTBED_ZABBIX_WEB_URL "http://127.0.0.1:$WEB_PORT" \
    TESTBED_ZABBIX_TRAPPER_HOST 127.0.0.1 TESTBED_ZABBIX_TRAPPER_PORT "$TRAPPER_PORT" \
    TESTBED_ZABBIX_USER Admin TESTBED_ZABBIX_PASSWORD zabbix TESTBED_ZABBIX_VERSION "$version" \
    TESTBED_ZABBIX_CONF "$DIR/zabbix_server.conf" TESTBED_ZABBIX_DB_PORT "$PG_PORT" \
    TESTBED_ZABBIX_DB_USER "$PG_USER" TESTBED_ZABBIX_DB_PASSWORD "$PG_PASSWORD" \
    TESTBED_ZABBIX_TLS "$DIR/tls"
  step "ready: Zabbix $version, http://127.0.0.1:$WEB_PORT (Admin / zabbix), trapper 127.0.0.1:$TRAPPER_PORT"
}

down() {
  stop web
  # it writes its caches to the database before it ends
  stop zabbix_server
  pg_down
}

status() { report postgres zabbix_server web; }
