#!/usr/bin/env bash
# Measures the program, on servers and databases of its own; development only.
#   bench.sh cost [--keep]      what collecting costs a Moodle's database, against the bounds (bench-cost.sh says how)
#   bench.sh backfill [--keep]  what a year of history costs it, and how long it takes (bench-backfill.sh says how)
#   bench.sh registry [--postgresql]  how fast the config API is with 5,000 instances (bench-registry.sh says how)
#   bench.sh provisioning       how fast 1,000 instances are set up in Zabbix, and compared (bench-provisioning.sh says how)
# Settings:
#   BENCH_DIR        folder of all of it, kept for the next call (/var/tmp/moodle-fleet-bench)
#   BENCH_PORT_BASE  first port: MariaDB +306, PostgreSQL +432 (22000)
#   TESTBED_USER     user to run as when root calls (moodle-fleet)
set -euo pipefail

case ${1:-} in
  cost | backfill | registry | provisioning) exec bash "$(dirname "${BASH_SOURCE[0]}")/bench-$1.sh" "${@:2}" ;;
  *)
    sed -n '2,/^[^#]/s/^# \{0,1\}//p' "${BASH_SOURCE[0]}" >&2
    exit 2
    ;;
esac
