# shellcheck shell=bash
# A service of our own whose registry is fuzzed or measured; sourced after testbed/lib.sh and lib-build.sh. Zabbix, the
# vault and all Moodles are ports where nobody listens. Needs API_PORT (management: the next one) and PORT_SETTING.
# shellcheck disable=SC2154  # set by testbed/lib.sh and lib-build.sh

# open_folder FOLDER REGISTRY: all of it is in FOLDER and ends with the script; REGISTRY is h2 or postgresql
open_folder() {
  local setting
  case $2 in
    h2) REGISTRY= ;;
    postgresql) REGISTRY=$2 ;;
    *) fail "the registry is h2 or postgresql, not '$2'" ;;
  esac
  # Settings of another test bed that the caller's shell may still hold shall not reach the server.
  for setting in "${!TESTBED_@}"; do
    [[ $setting == TESTBED_@(STARTED|USER) ]] || unset "$setting"
  done
  bash "$CHECKOUT/deploy/testbed/packages.sh" build ${REGISTRY:+"$REGISTRY"}
  own_folder "$1"
  doing 'building'
  provide_service
  as cp "$SERVICE_JAR" moodle-fleet.jar
  trap close_service EXIT
  [[ -z $REGISTRY ]] || {
    export TESTBED_POSTGRESQL_DIR=$DIR/postgresql TESTBED_POSTGRESQL_PORT=$((API_PORT + 2))
    bash "$CHECKOUT/deploy/testbed/postgresql.sh" reset
  }
}

# shellcheck disable=SC2317  # reached by the trap
close_service() {
  local code=$?
  stop service || step 'the service could not be stopped'
  [[ -z $REGISTRY ]] || bash "$CHECKOUT/deploy/testbed/postgresql.sh" down || step 'PostgreSQL could not be stopped'
  exit "$code"
}

# secret NAME TEXT: a file that only the service's user and root read
secret() {
  as touch "$1"
  as chmod 600 "$1"
  as tee "$1" >/dev/null <<<"$2"
}

# start_service LEVEL: with an empty registry; secrets are the files token, zabbix-token and vault-token
start_service() {
  doing 'starting the service' "$DIR/log/service.log"
  rm -rf "$DIR/data" "$DIR/log/service.log"
  write service.yaml service_configuration "$1"
  claim_port service "$API_PORT" "$PORT_SETTING"
  spawn service java -Xmx512m -XX:+ExitOnOutOfMemoryError -jar "$DIR/moodle-fleet.jar" serve --config "$DIR/service.yaml"
  ready service 60 listens "$((API_PORT + 1))"
  poll 60 listens "$API_PORT" || fail 'the service does not answer' "$DIR/log/service.log"
}

service_configuration() {
  cat <<CONF
api:
  listen: "127.0.0.1:$API_PORT"
  token: {file: $DIR/token}
  rate: {perSecond: 1000000, burst: 1000000}
management: {listen: "127.0.0.1:$((API_PORT + 1))"}
data: $DIR/data
vault: {url: "http://127.0.0.1:1", token: {file: $DIR/vault-token}}
zabbix:
  api: {url: "http://127.0.0.1:1/api_jsonrpc.php", token: {file: $DIR/zabbix-token}}
  trapper: {host: 127.0.0.1, port: 1}
  provisioning: {enabled: $PROVISIONING}
collector: {connectTimeout: 300ms}
log: {format: json, level: $1}
CONF
  [[ -z $REGISTRY ]] || cat <<CONF
registry:
  url: postgresql://127.0.0.1:$TESTBED_POSTGRESQL_PORT/testbed
  user: testbed
  password: {file: $DIR/registry-password}
  tls: disable
CONF
}

# test_class NAME: a long form that Maven compiles and runs; FIGURES is shown while it grows
test_class() {
  local log=$DIR/log/maven.log maven code=0
  : >"$FIGURES"
  (cd "$CHECKOUT" && exec mvn -B -ntp -pl deploy/service -am test -Dtest="$1" -Dsurefire.failIfNoSpecifiedTests=false \
    -Dspotless.check.skip) >"$log" 2>&1 &
  maven=$!
  tail -n +1 -q -f --pid="$maven" "$FIGURES" &
  wait "$maven" || code=$?
  wait
  ((code == 0)) || [[ -s $FIGURES ]] || fail "$1 did not run" "$log"
  return "$code"
}
