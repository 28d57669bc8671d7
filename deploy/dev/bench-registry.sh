#!/usr/bin/env bash
# bench.sh registry [--postgresql]: a registry of 5,000 instances of 50 tenants, in the real program.
#
# A fleet file is applied to an empty registry through the API, then applied again, then the objects are read and changed one
# by one over one connection. No instance is collected and Zabbix is not there; --postgresql has the registry on a
# PostgreSQL of its own instead of an H2 file. Of each call: how often, p50, p99 and longest in ms.
# Exit code: 0 the second application changed nothing within 20 s, and p99 of each call about one object is below
# 100 ms; 1 else.
NAME=bench
. "$(dirname "${BASH_SOURCE[0]}")/../testbed/lib.sh"
. "$(dirname "${BASH_SOURCE[0]}")/../lib-build.sh"
. "$CHECKOUT/deploy/dev/lib-registry.sh"
exec </dev/null

# shellcheck disable=SC2034  # for lib-registry.sh
PORT_SETTING=BENCH_PORT_BASE PROVISIONING=false API_PORT=$((${BENCH_PORT_BASE:-22000} + 490))
registry=h2
case ${1:-} in
  '') ;;
  --postgresql) registry=postgresql ;;
  *) fail "unknown: $*; there is only --postgresql" ;;
esac

open_folder "${BENCH_DIR:-/var/tmp/moodle-fleet-bench}/registry" "$registry"
secret token "bench-$RANDOM-$RANDOM-$RANDOM-$RANDOM"
secret zabbix-token none
secret vault-token none
secret registry-password testbed
start_service info
step "5,000 instances, registry on $registry, load $(cut -d' ' -f1 /proc/loadavg)"
FIGURES=$DIR/figures.txt
BENCH_FOLDER=$DIR BENCH_PORT=$API_PORT
export BENCH_FOLDER BENCH_PORT
code=0
test_class RegistryBenchLong || code=1
step "ended with $code"
exit "$code"
