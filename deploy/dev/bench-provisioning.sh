#!/usr/bin/env bash
# bench.sh provisioning: 1,000 instances of 20 tenants with groups, users and dashboards, in a real Zabbix made for it.
#
# All of it is provisioned from nothing, then compared while nothing has changed, then one instance is changed, then one is
# removed. Of each step: seconds, and how much was changed.
# Exit code: 0 the first took at most 10 minutes, the comparison at most 10 s, and nothing failed; 1 else.
# Settings besides bench.sh's:
#   BENCH_ZABBIX  6.0 or 7.0; the latter needs root or sudo (6.0)
# Ports: Zabbix web +580, trapper +551, database +533
NAME=bench
. "$(dirname "${BASH_SOURCE[0]}")/../testbed/lib.sh"
. "$(dirname "${BASH_SOURCE[0]}")/../lib-build.sh"
. "$CHECKOUT/deploy/dev/lib-registry.sh"
exec </dev/null

(($# == 0)) || fail "unknown: $*; provisioning has no options"
zabbix=zabbix-${BENCH_ZABBIX:-6.0}
[[ $zabbix == zabbix-[67].0 ]] || fail "BENCH_ZABBIX is ${zabbix#zabbix-}: 6.0 or 7.0"
base=${BENCH_PORT_BASE:-22000}
for setting in "${!TESTBED_@}"; do
  [[ $setting == TESTBED_@(STARTED|USER|DEBIAN_MIRROR|ZABBIX_CHROOT) ]] || unset "$setting"
done
bash "$CHECKOUT/deploy/testbed/packages.sh" build "$zabbix"
own_folder "${BENCH_DIR:-/var/tmp/moodle-fleet-bench}/provisioning"
export TESTBED_ZABBIX_DIR=$DIR/$zabbix TESTBED_ZABBIX_WEB_PORT=$((base + 580))
export TESTBED_ZABBIX_TRAPPER_PORT=$((base + 551)) TESTBED_ZABBIX_DB_PORT=$((base + 533))

# shellcheck disable=SC2317  # reached by the trap
close_zabbix() {
  local code=$?
  bash "$CHECKOUT/deploy/testbed/$zabbix.sh" down || step 'Zabbix could not be stopped'
  exit "$code"
}
trap close_zabbix EXIT
doing 'starting Zabbix'
bash "$CHECKOUT/deploy/testbed/$zabbix.sh" reset
set -a
# shellcheck source=/dev/null
. "$TESTBED_ZABBIX_DIR/endpoint.env"
set +a
step "1,000 instances, Zabbix ${zabbix#zabbix-}, load $(cut -d' ' -f1 /proc/loadavg)"
# shellcheck disable=SC2034  # for lib-registry.sh
FIGURES=$DIR/figures.txt
export BENCH_FOLDER=$DIR
code=0
test_class ProvisioningBenchLong || code=1
step "ended with $code"
exit "$code"
