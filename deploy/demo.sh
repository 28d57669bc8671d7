#!/usr/bin/env bash
# The whole of it on one machine: Zabbix, six generated Moodles of three tenants, and the service between them.
#   demo.sh [up]             root, or sudo where packages are missing; a second call finds what runs
#   demo.sh status           what runs, and the table read back from Zabbix
#   demo.sh down [--purge]   stops everything; --purge removes the folder as well
# Settings:
#   DEMO_ZABBIX     6.0 or 7.0; the latter needs root or sudo (6.0)
#   DEMO_DIR        folder of all of it (/var/tmp/moodle-fleet-demo, for 7.0 /var/tmp/moodle-fleet-demo-7.0)
#   DEMO_PORT_BASE  first port: MariaDB +3306, PostgreSQL +5432, Zabbix web +8080, trapper +1051, database +5433,
#                   config API +8480, management +8481; nothing listens on +3999 (20000, for 7.0 21000)
#   TESTBED_USER    user to run as when root calls (moodle-fleet)
NAME=demo
. "$(dirname "${BASH_SOURCE[0]}")/testbed/lib.sh"
. "$(dirname "${BASH_SOURCE[0]}")/lib-build.sh"
. "$CHECKOUT/deploy/testbed/lib-demo.sh"
exec </dev/null

version=${DEMO_ZABBIX:-6.0}
case $version in
  6.0) folder=/var/tmp/moodle-fleet-demo base=20000 ;;
  7.0) folder=/var/tmp/moodle-fleet-demo-7.0 base=21000 ;;
  *) fail "DEMO_ZABBIX is $version: 6.0 or 7.0" ;;
esac
folder=${DEMO_DIR:-$folder}
base=${DEMO_PORT_BASE:-$base}
((${#folder} <= 59)) || fail "the folder's path is too long for the sockets in it (59 characters at most): $folder"
servers=(mariadb postgresql "zabbix-$version")
nothing_listens=$((base + 3999))

# Settings of another test bed that the caller's shell may still hold shall not reach the servers.
for setting in "${!TESTBED_@}"; do
  [[ $setting == TESTBED_@(STARTED|USER|DEBIAN_MIRROR|ZABBIX_CHROOT) ]] || unset "$setting"
done
export TESTBED_MARIADB_DIR=$folder/mariadb TESTBED_MARIADB_PORT=$((base + 3306))
export TESTBED_POSTGRESQL_DIR=$folder/postgresql TESTBED_POSTGRESQL_PORT=$((base + 5432))
export TESTBED_ZABBIX_DIR=$folder/zabbix-$version TESTBED_ZABBIX_WEB_PORT=$((base + 8080))
export TESTBED_ZABBIX_TRAPPER_PORT=$((base + 1051)) TESTBED_ZABBIX_DB_PORT=$((base + 5433))
WEB_URL=http://127.0.0.1:$TESTBED_ZABBIX_WEB_PORT
ZABBIX_URL=$WEB_URL/api_jsonrpc.php
SERVICE_URL=http://127.0.0.1:$((base + 8480))
FLEET_URL=$SERVICE_URL/api/v1
MANAGEMENT_URL=http://127.0.0.1:$((base + 8481))

# The fleet: tenant/instance, engine, table prefix, Moodle, users, courses, log rows, files
MOODLES=(
  'academie-rivage/lycee-mistral mariadb mdl_ 5.1 5000 300 300000 9000'
  'academie-rivage/lycee-camus mariadb camus_ 4.1 1500 120 90000 3000'
  'academie-rivage/college-alize mariadb mdl_ 5.1 400 40 30000 800'
  'universite-valmont/campus postgresql mdl_ 5.1 3000 250 200000 7000'
  'universite-valmont/medecine postgresql ufr_ 4.1 900 80 60000 2500'
  'forma-plus/sessions mariadb mdlfp_ 5.1 200 30 20000 400'
)

# Days that the Moodles have been in use for, and that are collected at the onboarding.
HISTORY=60
# The Moodles are databases only: nobody answers at their addresses, and no problem shall be made of it.
# shellcheck disable=SC2016  # a macro of Zabbix
NO_WEB_SERVER='[{"macro": "{$MOODLE.FRONT.WATCH}", "value": "0"}]'

# secret NAME [SOURCE...]: a secret of the demo; at its first use SOURCE prints it, or it is a random one
secret() {
  local name=$1 value
  shift
  if [[ ! -s $DIR/secret/$name ]]; then
    value=$("${@:-random}")
    # shellcheck disable=SC2016  # expanded by the inner shell
    as bash -c 'umask 077 && mkdir -p secret && cat >"secret/$0.new" && mv "secret/$0.new" "secret/$0"' "$name" <<<"$value"
  fi
  cat "$DIR/secret/$name"
}

random() { od -An -N 24 -tx1 /dev/urandom | tr -d ' \n'; }

# open_folder: of the demo and no business of anybody else on the machine
open_folder() {
  own_folder "$folder"
  as chmod 700 "$folder"
  as mkdir -p moodle
}

up() {
  bash "$CHECKOUT/deploy/testbed/packages.sh" build "${servers[@]}"
  open_folder
  TESTBED_MARIADB_PASSWORD=$(secret mariadb)
  TESTBED_POSTGRESQL_PASSWORD=$(secret postgresql)
  export TESTBED_MARIADB_PASSWORD TESTBED_POSTGRESQL_PASSWORD
  build_and_start_servers
  fill_moodles
  start_live_activity
  start_service
  onboard
  wait_for_values
  wait_for_history
  show
}

# The build and the servers do not need each other.
build_and_start_servers() {
  local build
  doing 'building'
  provide_programs &
  build=$!
  doing 'starting the servers (see above; DEMO_PORT_BASE moves their ports)'
  each up "${servers[@]}"
  doing 'building (see above)'
  wait "$build"
}

# Copies: a later build of the checkout does not touch what runs. They stay as they are until the demo has been down.
provide_programs() {
  if ! { running service && [[ -f $DIR/generator.jar ]]; }; then
    provide_service
    provide_generator
    as cp "$SERVICE_JAR" moodle-fleet.jar
    as cp "$GENERATOR_JAR" generator.jar
    step 'built'
  fi
}

# fill_moodles: those of one server one after the other, the servers at once
fill_moodles() {
  local engine pid pids=()
  for engine in mariadb postgresql; do
    fill_server "$engine" &
    pids+=($!)
  done
  doing 'generating the Moodles (see above)'
  for pid in "${pids[@]}"; do wait "$pid"; done
}

fill_server() {
  local moodle engine seed=0
  for moodle in "${MOODLES[@]}"; do
    seed=$((seed + 1))
    read -r _ engine _ <<<"$moodle"
    # shellcheck disable=SC2086  # the fields of the line
    [[ $engine != "$1" ]] || fill_moodle "$seed" $moodle
  done
}

# fill_moodle SEED FIELD...: the FIELDs of MOODLES
fill_moodle() {
  local seed=$1 id=${2#*/} engine=$3 prefix=$4 moodle=$5 users=$6 courses=$7 rows=$8 files=$9
  local database=${id//-/_} log=$DIR/log/generate-$id.log
  [[ ! -f $DIR/moodle/$id ]] || return 0
  generator "$engine" --database "$database" --drop --prefix "$prefix" --moodle "$moodle" --seed "$seed" --name "$id" \
    --users "$users" --courses "$courses" --days "$HISTORY" --log-rows "$rows" --files "$files" >"$log" 2>&1 ||
    fail "generating the Moodle $id" "$log"
  reader_sql "$engine" "$database" "$(secret "reader-$id")" | "sql_$engine" "$database" >>"$log" 2>&1 ||
    fail "making the account that reads the Moodle $id" "$log"
  as touch "moodle/$id"
  step "Moodle $moodle $id: $users users, $rows log rows in $engine, tables $prefix*"
}

# generator ENGINE OPTION...
generator() {
  local engine=$1
  shift
  PASSWORD=$(secret "$engine") as java -Xmx384m -jar "$DIR/generator.jar" --engine "$engine" --port "$(port_of "$engine")" \
    --user testbed --password-env PASSWORD "$@"
}

port_of() {
  case $1 in
    mariadb) echo "$TESTBED_MARIADB_PORT" ;;
    postgresql) echo "$TESTBED_POSTGRESQL_PORT" ;;
  esac
}

sql_mariadb() {
  MYSQL_PWD=$(secret mariadb) mariadb --no-defaults -h 127.0.0.1 -P "$TESTBED_MARIADB_PORT" -u testbed "$1"
}

sql_postgresql() {
  PGPASSWORD=$(secret postgresql) psql -X -v ON_ERROR_STOP=1 -h 127.0.0.1 -p "$TESTBED_POSTGRESQL_PORT" -U testbed -d "$1"
}

# reader_sql ENGINE DATABASE PASSWORD: an account that may read this one Moodle
reader_sql() {
  case $1 in
    mariadb)
      # in a grant, _ stands for any character
      cat <<SQL
CREATE OR REPLACE USER 'reader_$2'@'127.0.0.1' IDENTIFIED BY '$3';
GRANT SELECT ON \`${2//_/\\_}\`.* TO 'reader_$2'@'127.0.0.1';
SQL
      ;;
    postgresql)
      cat <<SQL
DROP ROLE IF EXISTS reader_$2;
CREATE ROLE reader_$2 LOGIN PASSWORD '$3';
REVOKE CONNECT ON DATABASE $2 FROM PUBLIC;
GRANT CONNECT ON DATABASE $2 TO reader_$2;
GRANT USAGE ON SCHEMA public TO reader_$2;
GRANT SELECT ON ALL TABLES IN SCHEMA public TO reader_$2;
SQL
      ;;
  esac
}

# start_live_activity: people go on using the Moodles, a minute's worth each minute
start_live_activity() {
  local engine moodle id prefix databases
  for engine in mariadb postgresql; do
    databases=()
    for moodle in "${MOODLES[@]}"; do
      read -r id _ prefix _ <<<"$moodle"
      id=${id#*/}
      [[ $moodle != *" $engine "* ]] || databases+=(--database "${id//-/_}:$prefix")
    done
    running "live-$engine" ||
      PASSWORD=$(secret "$engine") spawn "live-$engine" java -Xmx64m -jar "$DIR/generator.jar" --live --engine "$engine" \
        --port "$(port_of "$engine")" --user testbed --password-env PASSWORD "${databases[@]}"
  done
  step 'live activity goes on in all Moodles'
}

start_service() {
  doing "making the service's token in Zabbix"
  secret zabbix-token zabbix_token 'moodle-fleet demo' >/dev/null
  secret api-token >/dev/null
  write moodle-fleet.yaml service_configuration
  if running service; then return; fi
  claim_port service "$((base + 8480))" DEMO_PORT_BASE
  claim_port service "$((base + 8481))" DEMO_PORT_BASE
  spawn service java -Xmx384m -XX:+ExitOnOutOfMemoryError -jar "$DIR/moodle-fleet.jar" serve --config "$DIR/moodle-fleet.yaml"
  ready service 60 curl -fsS --noproxy '*' "$MANAGEMENT_URL/health/ready"
  step "the service is ready: config API $FLEET_URL (log: $DIR/log/service.log)"
}

service_configuration() {
  cat <<CONF
# The demo's configuration; every key is explained in deploy/moodle-fleet.yaml.
api:
  listen: 127.0.0.1:$((base + 8480))
  token: {file: $DIR/secret/api-token}
management:
  listen: 127.0.0.1:$((base + 8481))
data: $DIR/service
zabbix:
  api:
    url: $ZABBIX_URL
    token: {file: $DIR/secret/zabbix-token}
  trapper:
    host: 127.0.0.1
    port: $TESTBED_ZABBIX_TRAPPER_PORT
  provisioning:
    widgets: true
# six Moodles need neither an hour to be spread over nor pauses
collector: {hourlySpread: 10s, dailySpread: 20s, backlogPause: 50ms}
CONF
}

# Two tenants come from a fleet file, unchecked since one of its Moodles is unreachable on purpose; the third by one call of the
# config API.
onboard() {
  CHANGED=
  write fleet.yaml fleet_file
  if [[ -z $CHANGED ]] && fleet_api /tenants/forma-plus >/dev/null 2>&1; then
    step 'the fleet is in the registry'
    return
  fi
  doing 'applying the fleet file' "$DIR/log/onboarding.log"
  MOODLE_FLEET_TOKEN=$(secret api-token) as java -jar "$DIR/moodle-fleet.jar" fleet apply --no-check --api "$SERVICE_URL" \
    "$DIR/fleet.yaml" >"$DIR/log/onboarding.log" 2>&1
  step "fleet apply $DIR/fleet.yaml: $(tail -n 1 "$DIR/log/onboarding.log")"
  doing 'onboarding forma-plus by the config API' "$DIR/log/onboarding.log"
  fleet_api /tenants/forma-plus -X PUT -H 'Content-Type: application/json' --data-binary @<(forma_plus) \
    >"$DIR/log/onboarding.log" 2>&1
  step "PUT $FLEET_URL/tenants/forma-plus: tenant and instance"
}

fleet_file() {
  cat <<FLEET
tenants:
  - id: academie-rivage
    name: Académie du Rivage
    language: fr
    instances:
$(instance lycee-mistral 'Lycée Mistral' https://mistral.academie-rivage.example lycee)
$(instance lycee-camus 'Lycée Albert Camus' https://camus.academie-rivage.example lycee)
$(instance college-alize 'Collège des Alizés' https://alizes.academie-rivage.example college)
    groups:
      - id: lycees
        name: Lycées
        members: {tag: lycee}
      - id: academie
        name: Toute l'académie
        members: {instances: [lycee-mistral, lycee-camus, college-alize]}
  - id: universite-valmont
    name: Université de Valmont
    language: fr
    instances:
$(instance campus 'Campus numérique' https://campus.valmont.example ufr)
$(instance medecine 'UFR de médecine' https://medecine.valmont.example ufr)
    groups:
      - id: universite
        name: Université
        members: {instances: [campus, medecine]}
FLEET
}

# instance ID NAME URL TAG: an instance of the fleet file
instance() {
  local moodle engine prefix port
  for moodle in "${MOODLES[@]}"; do [[ $moodle != */"$1 "* ]] || break; done
  read -r _ engine prefix _ <<<"$moodle"
  port=$(port_of "$engine")
  if [[ $1 == lycee-camus ]]; then port="$nothing_listens  # nothing listens there: unreachable on purpose"; fi
  cat <<INSTANCE
      - id: $1
        name: $2
        baseUrl: $3
        database:
          engine: $engine
          host: 127.0.0.1
          port: $port
          name: ${1//-/_}
          user: reader_${1//-/_}
          password: {file: $DIR/secret/reader-$1}
        prefix: $prefix
        tags: [$4]
        settings:
          backfill: ${HISTORY}d
          macros: $NO_WEB_SERVER
INSTANCE
}

forma_plus() {
  PASSWORD=$(secret reader-sessions) jq -n --argjson port "$TESTBED_MARIADB_PORT" --arg history "${HISTORY}d" --argjson macros "$NO_WEB_SERVER" '{
    id: "forma-plus", name: "Forma Plus", language: "en",
    instances: [{
      id: "sessions", name: "Sessions", baseUrl: "https://sessions.forma-plus.example", prefix: "mdlfp_", tags: ["training"], settings: {backfill: $history, macros: $macros},
      database: {engine: "mariadb", host: "127.0.0.1", port: $port, name: "sessions", user: "reader_sessions",
                 password: {value: env.PASSWORD}}}]}'
}

# wait_for_values: until Zabbix shows all that the table shows, for as long as a new fleet may take
wait_for_values() {
  local deadline=$((SECONDS + 420)) calculate=$SECONDS counts missing all said=
  while true; do
    doing 'reading from Zabbix and the service' "$DIR/log/service.log"
    VIEW=$(fleet_view)
    counts=$(missing_values "$VIEW")
    read -r missing all <<<"$counts"
    ((missing > 0)) || break
    [[ $missing == "$said" ]] || step "Zabbix shows $((all - missing)) of $all values"
    said=$missing
    running service || fail 'the service ended' "$DIR/log/service.log"
    if ((SECONDS >= calculate)); then
      calculate_groups
      calculate=$((SECONDS + 10))
    fi
    ((SECONDS < deadline)) || fail "Zabbix still lacks $missing of $all values" "$DIR/log/service.log"
    sleep 1
  done
  step "Zabbix shows all $all values"
}

# wait_for_history: until the past of the Moodles is in Zabbix as well; a slow machine goes on with it by itself
wait_for_history() {
  local deadline=$((SECONDS + 300)) left
  while true; do
    doing 'reading the metrics of the service' "$DIR/log/service.log"
    # of what waits for Zabbix, a few values always do
    left=$(curl -fsS --noproxy '*' "$MANAGEMENT_URL/metrics" |
      awk '/^moodle_fleet_backlog_windows\{/ { left += $NF } /^moodle_fleet_outbox_pending\{/ { waiting += $NF }
        END { printf "%d\n", left + int(waiting / 200) }')
    ((left > 0)) || break
    ((SECONDS < deadline)) || {
      step "the history is still being collected"
      return
    }
    sleep 1
  done
  step "the last $HISTORY days of all Moodles are in Zabbix"
}

# show: the table, and where to go from here; VIEW is what fleet_view printed
show() {
  local again=deploy/demo.sh setting
  for setting in TESTBED_USER DEMO_PORT_BASE DEMO_DIR DEMO_ZABBIX; do
    [[ -z ${!setting:-} || $setting${!setting} == TESTBED_USERmoodle-fleet ]] || again="$setting=${!setting} $again"
  done
  cat <<END

Read back from Zabbix $version:

$(table "$VIEW")

Addresses, all on this machine only:
  Zabbix       $WEB_URL        user Admin, password zabbix
               Monitoring > Latest data, host groups "MOODLE Servers" and "MOODLE GROUP"
  config API   $FLEET_URL    token in $DIR/secret/api-token
               curl -H "Authorization: Bearer \$(cat $DIR/secret/api-token)" $FLEET_URL/status
  metrics      $MANAGEMENT_URL/metrics        and /health/live, /health/ready
  log          $DIR/log/service.log

Look again: $again status      Stop: $again down      (down --purge also removes $DIR)
END
}

status() {
  local name pid code=0
  there_is_a_demo || exit 3
  open_folder
  each status "${servers[@]}" || code=3
  for name in service live-mariadb live-postgresql; do
    if pid=$(pid_of "$name"); then
      step "$name runs (pid $pid)"
    else
      step "$name is stopped"
      code=3
    fi
  done
  if running service; then
    doing 'reading from Zabbix and the service' "$DIR/log/service.log"
    VIEW=$(fleet_view)
    show
  fi
  exit "$code"
}

down() {
  local name
  there_is_a_demo || exit 0
  open_folder
  for name in service live-mariadb live-postgresql; do stop "$name"; done
  doing 'stopping the servers (see above)'
  each down "${servers[@]}"
}

purge() {
  local state
  cd /
  if state=$(readlink -e "$folder/zabbix-$version/state"); then
    if ((EUID == 0)); then rm -rf "$state"; else sudo rm -rf "$state" "$folder/zabbix-$version"; fi
  fi
  rm -rf "$folder"
  step "removed $folder"
}

there_is_a_demo() {
  [[ -d $folder ]] || {
    step "there is no $folder, so nothing runs"
    return 1
  }
}

case ${*:-up} in
  up) up ;;
  status) status ;;
  down) down ;;
  'down --purge')
    down
    purge
    ;;
  *)
    echo "usage: ${0##*/} [up|status|down [--purge]]" >&2
    exit 2
    ;;
esac
