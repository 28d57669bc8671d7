#!/usr/bin/env bash
# The long form of the fault suite: the program between a real Moodle database and a real Zabbix, on servers of its own,
# while everything around it fails; development only. Ends with 1 when a promise was broken.
#   faults.sh [--runs N] [--seed S] [--scenario NAME[,NAME...]] [--short]
#     --runs      how often each scenario runs, with another seed each time, MariaDB and PostgreSQL in turn (1)
#     --seed      what all chance comes from (of the clock); printed
#     --scenario  kill, provision, sigterm, network, outage, disk, clock, damage, zabbix, database, hang, freeze, answers, moodle, databases,
#                 callers, api (all of them)
#     --short     as deploy/test.sh does it: 5 kills instead of 50
# Settings:
#   FAULTS_DIR        folder of the servers and of all logs (/var/tmp/moodle-fleet-faults)
#   FAULTS_PORT_BASE  first port: MariaDB +306, PostgreSQL +432, Zabbix web +80, trapper +51, database +433 (24000)
#   FAULTS_ZABBIX     6.0 or 7.0; the latter needs root or sudo (6.0)
# Figures are in FAULTS_DIR/figures.txt as well; disk needs root, clock Debian's libfaketime: left out, they say so.
NAME='faults'
. "$(dirname "${BASH_SOURCE[0]}")/../testbed/lib.sh"
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
exec </dev/null

export FAULTS_RUNS=1 FAULTS_SEED=${EPOCHSECONDS} FAULTS_SCENARIO='' FAULTS_FORM=long
while (($#)); do
  case $1 in
    --runs | --seed | --scenario)
      [[ -n ${2:-} ]] || fail "$1 needs a value"
      case $1 in
        --runs) FAULTS_RUNS=$2 ;;
        --seed) FAULTS_SEED=$2 ;;
        --scenario) FAULTS_SCENARIO=$2 ;;
      esac
      shift 2
      ;;
    --short)
      FAULTS_FORM=short
      shift
      ;;
    *)
      sed -n '2,/^[^#]/s/^# \{0,1\}//p' "${BASH_SOURCE[0]}" >&2
      exit 2
      ;;
  esac
done
[[ $FAULTS_RUNS =~ ^[1-9][0-9]*$ && $FAULTS_SEED =~ ^[0-9]+$ ]] || fail '--runs and --seed are whole numbers'

folder=${FAULTS_DIR:-/var/tmp/moodle-fleet-faults}
base=${FAULTS_PORT_BASE:-24000}
zabbix=zabbix-${FAULTS_ZABBIX:-6.0}
servers=(mariadb postgresql "$zabbix")

# Settings of another test bed that the caller's shell may still hold shall not reach the servers.
for setting in "${!TESTBED_@}"; do
  [[ $setting == TESTBED_@(STARTED|USER|DEBIAN_MIRROR|ZABBIX_CHROOT) ]] || unset "$setting"
done
export TESTBED_MARIADB_DIR=$folder/mariadb TESTBED_MARIADB_PORT=$((base + 306))
export TESTBED_POSTGRESQL_DIR=$folder/postgresql TESTBED_POSTGRESQL_PORT=$((base + 432))
export TESTBED_ZABBIX_DIR=$folder/$zabbix TESTBED_ZABBIX_WEB_PORT=$((base + 80))
export TESTBED_ZABBIX_TRAPPER_PORT=$((base + 51)) TESTBED_ZABBIX_DB_PORT=$((base + 433))
export TESTBED_ZABBIX_CACHE_UPDATE=1
export FAULTS_DIR=$folder/runs FAULTS_ZABBIX_SCRIPT=$PWD/deploy/testbed/$zabbix.sh

bash deploy/testbed/packages.sh build faketime "${servers[@]}"
mkdir -p "$folder"
exec {lock}>"$folder/.lock"
flock --nonblock "$lock" || fail "another run uses $folder"
rm -rf "$FAULTS_DIR"
mkdir -p "$FAULTS_DIR"

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

log=$FAULTS_DIR/maven.log
: >"$FAULTS_DIR/figures.txt"
step "seed $FAULTS_SEED, $FAULTS_RUNS run(s), ${FAULTS_SCENARIO:-all scenarios}, $FAULTS_FORM form (log: $log)"
# failures of an earlier run of other tests, which Maven would take for ours
find . -name failsafe-summary.xml -path '*/target/*' -delete
mvn -B -ntp -pl deploy/service -am -Pit verify -Dtest=None -Dit.test=FaultsLong -Dsurefire.failIfNoSpecifiedTests=false \
  -Dfailsafe.failIfNoSpecifiedTests=false -Dspotless.check.skip -Dspotbugs.skip >"$log" 2>&1 &
maven=$!
trap 'kill "$maven"; wait "$maven" || true; exit 143' TERM INT HUP
# also in the background: a trap waits for what runs in front
tail -n +1 -q -f --pid="$maven" "$FAULTS_DIR/figures.txt" &
code=0
wait "$maven" || code=$?
((code == 0)) || grep -q FAULT "$FAULTS_DIR/figures.txt" || fail 'the suite did not run' "$log"
step "ended with $code"
exit "$code"
