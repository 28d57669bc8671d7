#!/usr/bin/env bash
# Fuzzes the config API of a running service, from its own OpenAPI document; development only.
#   fuzz.sh [--requests N] [--seed S] [--postgresql]
#     --requests    how many (20000)
#     --seed        what all chance comes from (the time); printed
#     --postgresql  the registry is on a PostgreSQL of its own instead of an H2 file
# Requests are valid, break one rule of the contract, or are odd (encodings, headers, addresses, methods, callers, HTTP itself).
# A fault: a failure of the service's own, an answer that the contract does not have, something changed by what was refused,
# a planted secret in an answer, the log, the metrics, the audit, a file or the command line. Each is told with a curl line.
# Exit code: 0 none was found, 1 else.
# Settings:
#   FUZZ_DIR        folder of the service, its real log and figures.txt (/var/tmp/moodle-fleet-fuzz)
#   FUZZ_PORT_BASE  first port: API +480, management +481, PostgreSQL +482 (25000)
#   TESTBED_USER    user that the service runs as when root calls (moodle-fleet)
NAME=fuzz
. "$(dirname "${BASH_SOURCE[0]}")/../testbed/lib.sh"
. "$(dirname "${BASH_SOURCE[0]}")/../lib-build.sh"
. "$CHECKOUT/deploy/dev/lib-registry.sh"
exec </dev/null

# shellcheck disable=SC2034  # for lib-registry.sh
PORT_SETTING=FUZZ_PORT_BASE PROVISIONING=true API_PORT=$((${FUZZ_PORT_BASE:-25000} + 480))
registry=h2
export FUZZ_REQUESTS=20000 FUZZ_SEED=$EPOCHSECONDS
while (($#)); do
  case $1 in
    --requests | --seed)
      [[ ${2:-} =~ ^[0-9]+$ ]] || fail "$1 needs a whole number"
      if [[ $1 == --seed ]]; then FUZZ_SEED=$2; else FUZZ_REQUESTS=$2; fi
      shift 2
      ;;
    --postgresql)
      registry=postgresql
      shift
      ;;
    *)
      sed -n '2,/^[^#]/s/^# \{0,1\}//p' "${BASH_SOURCE[0]}" >&2
      exit 2
      ;;
  esac
done

open_folder "${FUZZ_DIR:-/var/tmp/moodle-fleet-fuzz}" "$registry"
word=c4n4ryb1rd
secret token "$word-of-the-operator"
secret zabbix-token "$word-of-zabbix"
secret vault-token "$word-of-the-vault"
secret registry-password testbed
# one that instances refer to
export FUZZ_DB_PASSWORD=$word-of-the-environment
start_service debug
step "seed $FUZZ_SEED, $FUZZ_REQUESTS requests, registry on $registry (log of the service: $DIR/log/service.log)"
FIGURES=$DIR/figures.txt
FUZZ_DIR=$DIR FUZZ_PORT=$API_PORT FUZZ_PID=$(pid_of service)
export FUZZ_DIR FUZZ_PORT FUZZ_PID
code=0
test_class ApiFuzzLong || code=1
step "ended with $code"
exit "$code"
