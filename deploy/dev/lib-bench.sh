# shellcheck shell=bash
# Servers, sites and program of a bench; sourced by bench-*.sh after testbed/lib.sh and lib-build.sh. Sets
#   DIR      the folder of all of it
#   ENGINES, SITES  what there is: each site on each engine
#   NOW      moment at which the sites' life ends
#   READER   the account that may read all sites, and only that
# shellcheck disable=SC2034,SC2154  # for those who source this; some set by testbed/lib.sh

ENGINES=(mariadb postgresql)
SITES=(medium big)
declare -A SITE_OPTIONS=(
  [medium]='--users 5300 --courses 235 --log-rows 330000 --files 18000'
  [big]='--users 20000 --courses 300 --log-rows 1000000 --files 100000'
  [year]='--users 20000 --courses 300 --log-rows 1000000 --files 100000'
)
declare -A SITE_DAYS=([medium]=90 [big]=90 [year]=370)
NOW=2026-11-19T14:30:00Z
READER=collector
# more of each instance's, as the fleet file writes it
SETTINGS=
# databases that this call generated on the engine at hand
MADE=()
# servers of generated data that only this machine reaches
PASSWORD=testbed

# open_bench [--keep]: the servers run; without --keep they are stopped when the script ends
open_bench() {
  local keep=${1:-} base=${BENCH_PORT_BASE:-22000} setting
  [[ $# == 0 || ($# == 1 && $keep == --keep) ]] || fail "unknown: $*; there is only --keep"
  # Settings of another test bed that the caller's shell may still hold shall not reach the servers.
  for setting in "${!TESTBED_@}"; do
    [[ $setting == TESTBED_@(STARTED|USER) ]] || unset "$setting"
  done
  bash "$CHECKOUT/deploy/testbed/packages.sh" build "${ENGINES[@]}"
  own_folder "${BENCH_DIR:-/var/tmp/moodle-fleet-bench}"
  export TESTBED_MARIADB_DIR=$DIR/mariadb TESTBED_MARIADB_PORT=$((base + 306)) TESTBED_MARIADB_PERFORMANCE_SCHEMA=1
  export TESTBED_POSTGRESQL_DIR=$DIR/postgresql TESTBED_POSTGRESQL_PORT=$((base + 432))
  [[ $keep == --keep ]] || trap close_bench EXIT
  doing 'starting the servers (see above)'
  each up "${ENGINES[@]}"
}

# shellcheck disable=SC2317  # reached by the trap
close_bench() {
  local code=$?
  each down "${ENGINES[@]}" || step 'a server could not be stopped'
  exit "$code"
}

# provide_program: copies, so that a build of the checkout does not touch what runs; and the fleet file
provide_program() {
  doing 'building'
  provide_service
  provide_generator
  as cp "$SERVICE_JAR" moodle-fleet.jar
  as cp "$GENERATOR_JAR" generator.jar
  write fleet.yaml fleet_file
}

# Each site is an instance ENGINE-SITE of the tenant `bench`.
fleet_file() {
  local engine site
  printf 'tenants:\n  - id: bench\n    name: Bench\n    instances:\n'
  for engine in "${ENGINES[@]}"; do
    for site in "${SITES[@]}"; do
      cat <<INSTANCE
      - id: $engine-$site
        name: $engine $site
        baseUrl: https://$engine-$site.example
        prefix: mdl_
        database:
          {engine: $engine, host: 127.0.0.1, port: $(port "$engine"), name: $(database "$site"), user: $READER,
           password: {value: $PASSWORD}}
        settings: {segments: {courses: [2, 3, 4, 5, 6]}$SETTINGS}
INSTANCE
    done
  done
}

port() {
  case $1 in
    mariadb) echo "$TESTBED_MARIADB_PORT" ;;
    postgresql) echo "$TESTBED_POSTGRESQL_PORT" ;;
  esac
}

# database SITE
database() { echo "bench_$1"; }

provide_sites() {
  local engine site
  as mkdir -p made
  for engine in "${ENGINES[@]}"; do
    "provide_reader_$engine"
    MADE=()
    for site in "${SITES[@]}"; do provide_site "$engine" "$site"; done
    ((${#MADE[@]} == 0)) || "settle_$engine"
  done
}

# provide_site ENGINE SITE: generates it when it is missing, or was made otherwise
provide_site() {
  local made=$DIR/made/$1-$2 log=$DIR/log/generate-$1-$2.log rest=$CHECKOUT/deploy/dev/complete-site.sql options recipe
  read -ra options <<<"--now $NOW --days ${SITE_DAYS[$2]} --moodle 5.1 --plugins local_vmoodle,local_ent_installer ${SITE_OPTIONS[$2]}"
  recipe="${options[*]} $(cksum <"$rest")"
  [[ ! -f $made || $(cat "$made") != "$recipe" ]] || return 0
  doing "generating the $2 site on $1" "$log"
  rm -f "$made"
  PASSWORD=$PASSWORD as java -Xmx1g -jar "$DIR/generator.jar" --engine "$1" --port "$(port "$1")" --user testbed \
    --password-env PASSWORD --database "$(database "$2")" --drop "${options[@]}" >"$log" 2>&1
  "sql_$1" "$(database "$2")" <"$rest" >>"$log" 2>&1
  "grant_$1" "$(database "$2")" >>"$log" 2>&1
  as tee "$made" <<<"$recipe" >/dev/null
  MADE+=("$(database "$2")")
  step "made the $2 site on $1: $(sed -n 1p "$log")"
}

# sql_ENGINE DATABASE: runs standard input as the superuser, prints rows with tabs between the columns
sql_mariadb() {
  MYSQL_PWD=$PASSWORD mariadb --no-defaults -h 127.0.0.1 -P "$TESTBED_MARIADB_PORT" -u testbed --skip-column-names "$1"
}

sql_postgresql() {
  PGPASSWORD=$PASSWORD psql -qtAX -F $'\t' -v ON_ERROR_STOP=1 -h 127.0.0.1 -p "$TESTBED_POSTGRESQL_PORT" -U testbed -d "$1"
}

provide_reader_mariadb() {
  doing 'making the account that reads MariaDB'
  sql_mariadb mysql <<<"CREATE USER IF NOT EXISTS '$READER'@'127.0.0.1' IDENTIFIED BY '$PASSWORD'"
}

# pg_stat_statements shall see all that the account sends, and how long the planning takes.
provide_reader_postgresql() {
  doing 'making the account that reads PostgreSQL'
  sql_postgresql testbed <<SQL
SET client_min_messages = warning;
CREATE EXTENSION IF NOT EXISTS pg_stat_statements;
DO \$\$ BEGIN CREATE ROLE $READER; EXCEPTION WHEN duplicate_object THEN NULL; END \$\$;
ALTER ROLE $READER LOGIN PASSWORD '$PASSWORD';
ALTER ROLE $READER SET pg_stat_statements.track = 'all';
ALTER ROLE $READER SET pg_stat_statements.track_utility = on;
ALTER ROLE $READER SET pg_stat_statements.track_planning = on;
SQL
}

# in a grant, _ stands for any character
grant_mariadb() { sql_mariadb "$1" <<<"GRANT SELECT ON \`${1//_/\\_}\`.* TO '$READER'@'127.0.0.1'"; }

grant_postgresql() { sql_postgresql "$1" <<<"GRANT SELECT ON ALL TABLES IN SCHEMA public TO $READER"; }

# settle_ENGINE: what the server does by itself after much was written, sooner or later; not while something is measured
settle_mariadb() {
  doing 'letting MariaDB clean up: a slow shutdown purges, merges and flushes'
  sql_mariadb mysql <<<'SET GLOBAL innodb_fast_shutdown = 0'
  bash "$CHECKOUT/deploy/testbed/mariadb.sh" down
  bash "$CHECKOUT/deploy/testbed/mariadb.sh" up
}

settle_postgresql() {
  local made
  doing 'letting PostgreSQL clean up'
  for made in "${MADE[@]}"; do sql_postgresql "$made" <<<'VACUUM ANALYZE'; done
}

# What an account sent and what the server spent on it. MariaDB also counts the goodbye of a connection.
forget_mariadb() {
  sql_mariadb performance_schema <<'SQL'
TRUNCATE events_statements_summary_by_user_by_event_name;
TRUNCATE events_statements_summary_by_digest;
SQL
}

spent_mariadb() {
  sql_mariadb performance_schema <<SQL
SELECT SUM(count_star), ROUND(SUM(sum_timer_wait) / 1e6), ROUND(MAX(max_timer_wait) / 1e6)
  FROM events_statements_summary_by_user_by_event_name
 WHERE user = '$READER' AND event_name <> 'statement/com/Quit'
SQL
}

# statements_mariadb SITE: how often, DB ms, longest ms, text
statements_mariadb() {
  sql_mariadb performance_schema <<SQL
SELECT count_star, ROUND(sum_timer_wait / 1e9, 1), ROUND(max_timer_wait / 1e9, 1), digest_text
  FROM events_statements_summary_by_digest
 WHERE schema_name = '$(database "$1")'
 ORDER BY sum_timer_wait DESC
SQL
}

forget_postgresql() { sql_postgresql testbed <<<'SELECT FROM pg_stat_statements_reset()'; }

spent_postgresql() {
  sql_postgresql testbed <<SQL
SELECT SUM(calls), ROUND(1000 * SUM(total_plan_time + total_exec_time)), ROUND(1000 * MAX(max_plan_time + max_exec_time))
  FROM pg_stat_statements
 WHERE userid = '$READER'::regrole
SQL
}

statements_postgresql() {
  sql_postgresql testbed <<SQL
SELECT calls, ROUND((total_plan_time + total_exec_time)::numeric, 1), ROUND((max_plan_time + max_exec_time)::numeric, 1),
       REGEXP_REPLACE(query, '\s+', ' ', 'g')
  FROM pg_stat_statements
 WHERE userid = '$READER'::regrole
 ORDER BY total_plan_time + total_exec_time DESC
SQL
}
