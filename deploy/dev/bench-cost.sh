#!/usr/bin/env bash
# bench.sh cost [--keep]: what collecting costs a Moodle's database, against the bounds. --keep leaves the servers running.
#
# For each engine, site and rate the real program (moodle-fleet run ... --print) runs four times, always for the moment NOW
# at which the generated sites end: once to warm the caches, three times to be measured; of these the median counts. The
# sites have the tables of all plugins that there is a template for, and listed courses, so every set of every template is
# run. What is counted stands in the server's own statistics of the account that the program logs in with, which are empty
# when a measured run begins:
#   MariaDB     performance_schema.events_statements_summary_by_user_by_event_name
#   PostgreSQL  pg_stat_statements with nested and utility statements; a statement's time is its planning and its execution
#   statements  all of them: the measures', those that learn what Moodle it is, and those of the driver's connection set-up
#   DB ms       time that the server spent on them
#   longest ms  the longest single one
#   busy        per cent of the processors' time that others took just before the busiest of the three runs
# A run waits for a quiet moment, but not for ever; what missed a bound on time under load is measured again.
# All statements of a measured run, costliest first, are in BENCH_DIR/detail, and the values that it yielded in
# BENCH_DIR/values.
# Exit code: 0 all bounds are kept, 1 a bound is missed (each is named) or something failed.
NAME=bench
. "$(dirname "${BASH_SOURCE[0]}")/../testbed/lib.sh"
. "$(dirname "${BASH_SOURCE[0]}")/../lib-build.sh"
. "$CHECKOUT/deploy/dev/lib-bench.sh"
exec </dev/null

RATES=(instant hourly daily weekly monthly)
# the most statements a rate may send, on a site of any size
declare -A MOST_STATEMENTS=([instant]=10 [hourly]=16 [daily]=48 [weekly]=16 [monthly]=16)
# DB ms of all rates together, MariaDB, medium site: a twentieth of what the reference took there
MOST_FULL_SET=1050
# the longest single statement in ms, big site
MOST_LONGEST=2000
# DB ms of the instant rate, big site
MOST_INSTANT=50

# measured runs of each engine, site and rate: an odd number, the one in the middle counts
RUNS=3
# per cent of the processors' time that others may take before a run
QUIET=25
# seconds that a run waits for less
PATIENCE=10
# how often what missed a bound on time is measured again when it was not quiet
REPEATS=2

# of each engine-site-rate; times in microseconds
declare -A STATEMENTS TOTAL LONGEST BUSY
MISSED=()
# the runs that missed a bound on time
declare -A SLOW=()

measure_all() {
  local engine site rate
  for engine in "${ENGINES[@]}"; do
    for site in "${SITES[@]}"; do
      for rate in "${RATES[@]}"; do measure "$engine" "$site" "$rate"; done
      step "measured the $site site on $engine"
    done
  done
}

# under_load: those of the runs that missed a bound on time which were not measured in a quiet moment, one a line
under_load() {
  local run
  for run in "${!SLOW[@]}"; do
    ((BUSY[$run] <= QUIET)) || echo "$run"
  done
}

# measure_again ENGINE-SITE-RATE...
measure_again() {
  local run parts
  for run in "$@"; do
    IFS=- read -ra parts <<<"$run"
    measure "${parts[@]}"
  done
  step "measured again what was taken under load: $*"
}

# measure ENGINE SITE RATE
measure() {
  local run=$1-$2-$3 figures statements total longest busy i
  local -a all_statements=() totals=() longests=() busies=()
  collect "$@"
  for ((i = 0; i < RUNS; i++)); do
    busy=$(quiet_moment)
    "forget_$1"
    collect "$@"
    doing "reading the statistics of $1"
    figures=$("spent_$1")
    read -r statements total longest <<<"$figures"
    all_statements+=("$statements") totals+=("$total") longests+=("$longest") busies+=("$busy")
  done
  "statements_$1" "$2" >"$DIR/detail/$run.tsv"
  STATEMENTS[$run]=$(place "$RUNS" "${all_statements[@]}")
  TOTAL[$run]=$(place $(((RUNS + 1) / 2)) "${totals[@]}")
  LONGEST[$run]=$(place $(((RUNS + 1) / 2)) "${longests[@]}")
  BUSY[$run]=$(place "$RUNS" "${busies[@]}")
}

# place N NUMBER...: the Nth of the numbers, from the smallest on
place() { printf '%s\n' "${@:2}" | sort -n | sed -n "$1p"; }

# quiet_moment: waits until others leave the processors alone, and prints per cent of them that are busy
quiet_moment() {
  local deadline=$((SECONDS + PATIENCE)) busy
  until busy=$(busy) && ((busy <= QUIET || SECONDS >= deadline)); do :; done
  echo "$busy"
}

# busy: per cent of the processors' time, over half a second
busy() {
  { grep '^cpu ' /proc/stat && sleep 0.5 && grep '^cpu ' /proc/stat; } | awk '
    { idle = $5 + $6; all = 0; for (i = 2; i <= 9; i++) all += $i }
    NR == 1 { idle_before = idle; all_before = all }
    END { printf "%d\n", 100 * (1 - (idle - idle_before) / (all - all_before)) }'
}

# collect ENGINE SITE RATE: a run of the program
collect() {
  local run=$1-$2-$3
  doing "collecting the $3 rate of the $2 site on $1" "$DIR/log/$run.log"
  as java -jar "$DIR/moodle-fleet.jar" run "bench/$1-$2" --rate "$3" --at "$NOW" --fleet "$DIR/fleet.yaml" --print \
    >"$DIR/values/$run.jsonl" 2>"$DIR/log/$run.log"
}

show() {
  local layout='%-10s  %-6s  %-8s  %10s  %5s  %9s  %10s  %4s\n' engine site rate run
  # shellcheck disable=SC2059  # one layout for all lines
  {
    printf "\n$layout" engine site rate statements bound 'DB ms' 'longest ms' busy
    for engine in "${ENGINES[@]}"; do
      for site in "${SITES[@]}"; do
        for rate in "${RATES[@]}"; do
          run=$engine-$site-$rate
          printf "$layout" "$engine" "$site" "$rate" "${STATEMENTS[$run]}" "${MOST_STATEMENTS[$rate]}" \
            "$(ms "${TOTAL[$run]}")" "$(ms "${LONGEST[$run]}")" "${BUSY[$run]}"
        done
        printf "$layout" "$engine" "$site" 'full set' "$(full_set STATEMENTS "$engine-$site")" '' \
          "$(ms "$(full_set TOTAL "$engine-$site")")" '' ''
      done
    done
    echo
  }
}

# ms MICROSECONDS
ms() { printf '%d.%d' $((($1 + 50) / 1000)) $((($1 + 50) / 100 % 10)); }

# full_set FIGURE ENGINE-SITE: the sum of a figure over all rates
full_set() {
  local -n figure=$1
  local rate sum=0
  for rate in "${RATES[@]}"; do sum=$((sum + ${figure[$2-$rate]})); done
  echo "$sum"
}

compare() {
  local engine rate
  MISSED=() SLOW=()
  for engine in "${ENGINES[@]}"; do
    for rate in "${RATES[@]}"; do
      compare_statements "$engine" "$rate"
      at_most "$MOST_LONGEST" "${LONGEST[$engine-big-$rate]}" "$engine, big site, $rate: the longest statement" \
        "$engine-big-$rate"
    done
    at_most "$MOST_INSTANT" "${TOTAL[$engine-big-instant]}" "$engine, big site: the instant rate" "$engine-big-instant"
  done
  at_most "$MOST_FULL_SET" "$(full_set TOTAL mariadb-medium)" 'mariadb, medium site: the full set' \
    "${RATES[@]/#/mariadb-medium-}"
}

# compare_statements ENGINE RATE
compare_statements() {
  local medium=${STATEMENTS[$1-medium-$2]} big=${STATEMENTS[$1-big-$2]} most=${MOST_STATEMENTS[$2]}
  ((medium <= most && big <= most)) || MISSED+=("$1, $2: $medium statements on medium, $big on big; at most $most")
  ((medium == big)) || MISSED+=("$1, $2: statements depend on the site's size: $medium on medium, $big on big")
}

# at_most MILLISECONDS MICROSECONDS WHAT RUN...
at_most() {
  local run
  (($2 > 1000 * $1)) || return 0
  MISSED+=("$3 took $(ms "$2") ms; at most $1 ms")
  for run in "${@:4}"; do SLOW[$run]=1; done
}

verdict() {
  local missed
  step "load averages of this machine at the end: $(cut -d' ' -f1-3 /proc/loadavg), on $(nproc) processors"
  if ((${#MISSED[@]} == 0)); then
    step 'all bounds are kept'
    return
  fi
  for missed in "${MISSED[@]}"; do step "MISSED: $missed"; done
  step "the statements of each run: $DIR/detail"
  exit 1
}

open_bench "$@"
provide_program
provide_sites
as mkdir -p detail values
measure_all
compare
show
for ((again = 0; again < REPEATS; again++)); do
  mapfile -t loaded < <(under_load)
  ((${#loaded[@]} != 0)) || break
  measure_again "${loaded[@]}"
  compare
  show
done
verdict
