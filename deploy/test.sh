#!/usr/bin/env bash
# All tests, from nothing: installs what is missing, starts real servers, builds and tests with Maven, stops the servers.
#   test.sh [ARGUMENT OF mvn...]           ends with Maven's code; root, or sudo where packages are missing
# Settings:
#   TEST_DIR        folder of the servers (/var/tmp/moodle-fleet-test)
#   TEST_PORT_BASE  first port: MariaDB +306, PostgreSQL +432, Zabbix web +80, trapper +51, database +433 (27000)
#   TEST_ZABBIX     6.0 or 7.0; the latter needs root or sudo (6.0)
#   TEST_MYSQL      1: a MySQL as well, at +316; it comes from Debian unstable and needs root or sudo (0)
#   TEST_ORDER      of test classes: alphabetical, reversealphabetical, random or random:SEED, which says its seed (alphabetical)
# The tests find the servers by TESTBED_* variables: the keys of testbed/*.sh's endpoint.env.
NAME='test'
. "$(dirname "${BASH_SOURCE[0]}")/testbed/lib.sh"
cd "$(dirname "${BASH_SOURCE[0]}")/.."
exec </dev/null

folder=${TEST_DIR:-/var/tmp/moodle-fleet-test}
base=${TEST_PORT_BASE:-27000}
zabbix=zabbix-${TEST_ZABBIX:-6.0}
servers=(mariadb postgresql "$zabbix")
case ${TEST_MYSQL:-0} in
  0) ;;
  1) servers+=(mysql) ;;
  *) fail "TEST_MYSQL is $TEST_MYSQL: 0 or 1" ;;
esac
order=${TEST_ORDER:-alphabetical}
[[ $order != random ]] || order=random:$RANDOM
case $order in
  alphabetical | reversealphabetical) ordered=(-Dtest.order="$order") ;;
  random:*[!0-9]* | random:) fail "TEST_ORDER is $order: the seed is a number" ;;
  random:*)
    seed=${order#random:}
    ordered=(-Dtest.order=random -Dsurefire.runOrder.random.seed="$seed" -Dfailsafe.runOrder.random.seed="$seed")
    ;;
  *) fail "TEST_ORDER is $order: alphabetical, reversealphabetical, random or random:SEED" ;;
esac
[[ $zabbix == zabbix-[67].0 ]] || fail "TEST_ZABBIX is ${zabbix#zabbix-}: 6.0 or 7.0"

# Settings of another test bed that the caller's shell may still hold shall not reach the servers.
for setting in "${!TESTBED_@}"; do
  [[ $setting == TESTBED_@(STARTED|USER|DEBIAN_MIRROR|ZABBIX_CHROOT|MYSQL_CHROOT) ]] || unset "$setting"
done
export TESTBED_MARIADB_DIR=$folder/mariadb TESTBED_MARIADB_PORT=$((base + 306))
export TESTBED_POSTGRESQL_DIR=$folder/postgresql TESTBED_POSTGRESQL_PORT=$((base + 432))
export TESTBED_ZABBIX_DIR=$folder/$zabbix TESTBED_ZABBIX_WEB_PORT=$((base + 80))
export TESTBED_ZABBIX_TRAPPER_PORT=$((base + 51)) TESTBED_ZABBIX_DB_PORT=$((base + 433))
export TESTBED_ZABBIX_CACHE_UPDATE=1
# the tests take a port for a server
if [[ " ${servers[*]} " == *' mysql '* ]]; then
  export TESTBED_MYSQL_DIR=$folder/mysql TESTBED_MYSQL_PORT=$((base + 316))
fi

parts=(build faketime "${servers[@]}")
# its front end has widgets, which are looked at
if [[ $zabbix == zabbix-7.0 ]]; then parts+=(browser); fi
bash deploy/testbed/packages.sh "${parts[@]}"

doing 'ShellCheck finds fault with the scripts'
shopt -s nullglob
shellcheck --external-sources --source-path=SCRIPTDIR deploy/*.sh deploy/moodle-fleet deploy/dev/*.sh deploy/testbed/*.sh .ci/run
step 'ShellCheck finds no fault'

doing 'the widgets calculate or speak wrongly'
step "$(php templates/widgets/test.php)"

# Two runs would reset each other's servers.
mkdir -p "$folder"
exec {lock}>"$folder/.lock"
flock --nonblock "$lock" || {
  step "another run uses $folder: waiting for it"
  flock "$lock"
}

# shellcheck disable=SC2317  # reached by the trap
finish() {
  local code=$?
  each down "${servers[@]}" || step 'a server could not be stopped'
  exit "$code"
}
trap finish EXIT
doing 'starting the servers'
each reset "${servers[@]}"

set -a
for server in "${servers[@]}"; do
  # shellcheck source=/dev/null
  . "$folder/$server/endpoint.env"
done
set +a

step "classes in the order $order: mvn -B -ntp -T 2 verify -Pit $*"
# In the background, so that a signal ends Maven and then the servers at once.
# Two modules at a time: most tests wait for servers. Those that run together share MariaDB and PostgreSQL, where each test has
# databases or schemas of its own; the modules that use Zabbix depend on one another and never run together.
mvn -B -ntp -T 2 verify -Pit "${ordered[@]}" "$@" &
maven=$!
trap 'kill "$maven"; wait "$maven" || true; exit 143' TERM INT HUP
code=0
wait "$maven" || code=$?
step "Maven ended with $code"
exit "$code"
