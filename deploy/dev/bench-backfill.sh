#!/usr/bin/env bash
# bench.sh backfill [--keep]: what a year of history (`backfill: P12M`) costs. --keep leaves the servers running.
#
# For each engine the real program (moodle-fleet serve) takes up a site whose log goes back a year, with 1,000,000 rows, and
# collects until it says that the past is caught up. Zabbix is not there: all values stay in the outbox. What is counted
# stands in the server's own statistics of the account that the program logs in with, as in bench.sh cost; the instant
# rate and the first windows are in it. The pause between two statements is short here, PAUSE, to see what the work
# itself takes; the default of 2 s adds so much for each statement.
#   took        until all was stored
#   statements  all of them
#   DB s        time that the server spent on them
#   longest ms  the longest single one
#   windows, samples  that were collected
# Exit code: 0 all windows were collected and no statement ran into the timeout, 1 else.
NAME=bench
. "$(dirname "${BASH_SOURCE[0]}")/../testbed/lib.sh"
. "$(dirname "${BASH_SOURCE[0]}")/../lib-build.sh"
. "$CHECKOUT/deploy/dev/lib-bench.sh"
exec </dev/null

# shellcheck disable=SC2034  # SITES, NOW and SETTINGS are for lib-bench.sh
SITES=(year)
# made again each week, so that it ends not long ago
NOW=$(date -u -d "$(date -u +%F) -$(($(date -u +%u) - 1)) days" +%FT00:00:00Z)
SETTINGS=', backfill: P12M'
PAUSE=50ms
LONGEST_WAIT=7200
API_PORT=$((${BENCH_PORT_BASE:-22000} + 480))
TOKEN=bench-$RANDOM-$RANDOM-$RANDOM-$RANDOM-$RANDOM
COMPLETE=1

# configuration ENGINE
configuration() {
  cat <<CONF
api: {listen: "127.0.0.1:$API_PORT", token: {env: BENCH_TOKEN}}
management: {listen: "127.0.0.1:$((API_PORT + 1))"}
data: $DIR/service-$1
zabbix: {trapper: {host: 127.0.0.1, port: 1}, provisioning: {enabled: false}}
collector: {hourlySpread: 1s, dailySpread: 1s, backlogPause: $PAUSE}
CONF
}

# backfill ENGINE
backfill() {
  local log=$DIR/log/service.log began figures statements total longest
  doing "collecting a year of the site on $1" "$log"
  SITES=(year) ENGINES=("$1") write fleet.yaml fleet_file
  write service.yaml configuration "$1"
  rm -rf "$DIR/service-$1" "$log"
  "forget_$1"
  claim_port service "$API_PORT" BENCH_PORT_BASE
  spawn service env BENCH_TOKEN="$TOKEN" java -Xmx384m -XX:+ExitOnOutOfMemoryError -jar "$DIR/moodle-fleet.jar" serve --config "$DIR/service.yaml"
  ready service 60 listens "$API_PORT"
  began=$SECONDS
  MOODLE_FLEET_TOKEN=$TOKEN as java -jar "$DIR/moodle-fleet.jar" fleet apply --api "http://127.0.0.1:$API_PORT" \
    "$DIR/fleet.yaml" >"$DIR/log/apply.log" 2>&1
  poll "$LONGEST_WAIT" grep -q 'past windows are caught up' "$log" || fail 'the past is not caught up' "$log"
  figures=$("spent_$1")
  read -r statements total longest <<<"$figures"
  "statements_$1" year >"$DIR/detail/backfill-$1.tsv"
  printf '%-10s  %7s  %10s  %6s  %10s  %7s  %7s\n' "$1" "$((SECONDS - began))" "$statements" "$((total / 1000000))" \
    "$((longest / 1000))" "$(metric 'moodle_fleet_backlog_windows_collected_total{')" "$(metric 'moodle_fleet_samples_read_total{')"
  if grep -q 'half of them next time\|could not be read' "$log"; then COMPLETE=0; fi
  stop service >/dev/null
}

# metric NAME: the sum of all of that name
metric() {
  curl -fsS --noproxy '*' "http://127.0.0.1:$((API_PORT + 1))/metrics" |
    awk -v name="$1" 'index($0, name) == 1 { sum += $NF } END { printf "%d\n", sum }'
}

open_bench "$@"
provide_program
provide_sites
as mkdir -p detail
printf '%-10s  %7s  %10s  %6s  %10s  %7s  %7s\n' engine 'took s' statements 'DB s' 'longest ms' windows samples
for one in mariadb postgresql; do backfill "$one"; done
((COMPLETE)) || fail 'a statement failed' "$DIR/log/service.log"
