# shellcheck shell=bash
# Builds what runs from a checkout; sourced by moodle-fleet and demo.sh.
# shellcheck disable=SC2034  # read by those who source this
shopt -s extglob
CHECKOUT=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
SERVICE_JAR=$CHECKOUT/deploy/service/target/moodle-fleet.jar
GENERATOR_JAR=$CHECKOUT/deploy/testbed/target/testbed-all.jar

# provide_jar JAR SOURCE...: builds the module that JAR is the product of, when JAR is missing or older than a SOURCE
# (folders count as well: one is newer when a file of it is gone). Says so on standard error; fails when JAR could not be
# built.
provide_jar() {
  local jar=$1 lock
  shift
  ! is_fresh "$jar" "$@" || return 0
  # A second call waits for the first and finds its jar; a folder as lock needs no right to write.
  exec {lock}<"$CHECKOUT/deploy"
  flock "$lock"
  is_fresh "$jar" "$@" || build "$jar" || return
  exec {lock}<&-
}

is_fresh() {
  local jar=$1
  shift
  [[ -f $jar && -z $(find "$@" -newer "$jar" -print -quit) ]]
}

build() {
  local jar=$1 module log start
  module=$(dirname "$(dirname "$jar")")
  log=$module/target/build.log
  if ! { mkdir -p "${log%/*}" && : >"$log"; } 2>/dev/null; then
    complain "$jar is missing or older than the sources, and $(id -un) may not build it"
    return 1
  fi
  if ! command -v mvn >/dev/null; then
    complain 'Maven is missing: run deploy/testbed/packages.sh build'
    return 1
  fi
  complain "building ${jar#"$CHECKOUT/"} (log: $log)"
  # A program that runs from the old jar keeps its file.
  rm -f "$jar"
  printf -v start '%(%s)T' -1
  if ! (cd "$CHECKOUT" && mvn -B -ntp -pl "${module#"$CHECKOUT/"}" -am package -Dmaven.test.skip -Dspotless.check.skip \
    -Dspotbugs.skip) >"$log" 2>&1 </dev/null || [[ ! -f $jar ]]; then
    complain "the build failed, see $log:"
    grep -m 5 '^\[ERROR\]' "$log" >&2 || tail -n 5 "$log" >&2
    return 1
  fi
  # what is saved during the build may have missed it
  touch -d "@$start" "$jar"
}

complain() { echo "moodle-fleet: $*" >&2; }

# The folder of a module changes with every build, those of its sources do not.
provide_service() {
  provide_jar "$SERVICE_JAR" "$CHECKOUT"/{pom.xml,templates/!(target)} \
    "$CHECKOUT"/{server-client/{documents,zabbix},tenant-registry/{model,registry,config-api},collector-core,group-consolidation,deploy/service}/{pom.xml,src/main}
}

provide_generator() { provide_jar "$GENERATOR_JAR" "$CHECKOUT"/{pom.xml,deploy/testbed/{pom.xml,src/main}}; }
