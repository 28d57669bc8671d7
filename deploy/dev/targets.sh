#!/usr/bin/env bash
# The ways to Zabbix that deploy/test.sh has no servers for, with real ones of its own: a high-availability pair whose active
# node is killed, a proxy, and on 7.0 a group of two proxies that redirect; development only.
#   targets.sh
# Settings:
#   TARGETS_DIR        folder of the servers and of all logs (/var/tmp/moodle-fleet-targets)
#   TARGETS_PORT_BASE  first port: web +80, database +433, nodes +51 and +52, proxies +61 and +62 (25000)
#   TARGETS_ZABBIX     6.0 or 7.0; the latter needs root (6.0)
# Debian's package of the proxy bites with that of the server, so it is unpacked into TARGETS_DIR and not installed.
NAME='targets'
. "$(dirname "${BASH_SOURCE[0]}")/../testbed/lib.sh"
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
exec </dev/null

folder=${TARGETS_DIR:-/var/tmp/moodle-fleet-targets}
base=${TARGETS_PORT_BASE:-25000}
zabbix=zabbix-${TARGETS_ZABBIX:-6.0}
[[ $zabbix == zabbix-[67].0 ]] || fail "TARGETS_ZABBIX is ${zabbix#zabbix-}: 6.0 or 7.0"

# Settings of another test bed that the caller's shell may still hold shall not reach the servers.
for setting in "${!TESTBED_@}"; do
  [[ $setting == TESTBED_@(STARTED|USER|DEBIAN_MIRROR|ZABBIX_CHROOT) ]] || unset "$setting"
done
export TESTBED_ZABBIX_DIR=$folder/$zabbix TESTBED_ZABBIX_WEB_PORT=$((base + 80))
export TESTBED_ZABBIX_TRAPPER_PORT=$((base + 51)) TESTBED_ZABBIX_DB_PORT=$((base + 433))
export TESTBED_ZABBIX_CACHE_UPDATE=1

bash deploy/testbed/packages.sh build "$zabbix"
mkdir -p "$folder"
exec {lock}>"$folder/.lock"
flock --nonblock "$lock" || fail "another run uses $folder"

started=()
# shellcheck disable=SC2317  # reached by the trap
finish() {
  local code=$? pid
  for pid in "${started[@]}"; do kill -s KILL -- "-$pid" 2>/dev/null || true; done
  bash "deploy/testbed/$zabbix.sh" down || step 'a server could not be stopped'
  exit "$code"
}
trap finish EXIT
doing 'starting the server and its database'
bash "deploy/testbed/$zabbix.sh" reset
set -a
# shellcheck source=/dev/null
. "$TESTBED_ZABBIX_DIR/endpoint.env"
set +a

# Where the server's programs see what we write, and words that run one of them.
place=$(dirname "$TESTBED_ZABBIX_CONF")/targets
root=
run=(setsid)
fetch=ConfigFrequency
if [[ $zabbix == zabbix-7.0 ]]; then
  fetch=ProxyConfigFrequency
  root=${TESTBED_ZABBIX_CHROOT:-/var/tmp/moodle-fleet-trixie}
  run+=(chroot "$root")
fi
inner=${place#"$root"}
rm -rf "$place"
mkdir -p "$place"

doing 'unpacking the proxy' "$folder/apt.log"
# shellcheck disable=SC2016  # expanded by the inner shell
"${run[@]:1}" bash -euc 'cd "$0"; apt-get -q download zabbix-proxy-sqlite3; dpkg -x ./*.deb proxy' \
  "$inner" >"$folder/apt.log" 2>&1
step 'proxy unpacked'

# begin NAME PROGRAM: starts it with NAME.conf, in a process group of its own
begin() {
  doing "starting $1" "$folder/$1.log"
  "${run[@]}" "$2" -c "$inner/$1.conf" -f >"$folder/$1.log" 2>&1 {lock}>&- &
  started+=($!)
  disown
}

common() { # NAME PORT
  printf '%s\n' "ListenIP=127.0.0.1" "ListenPort=$2" "LogType=console" "PidFile=$inner/$1.pid" "SocketDir=$inner/$1" \
    'AllowRoot=1' 'Timeout=4'
  mkdir -p "$place/$1"
}

node() { # NAME PORT
  grep -vE '^(ListenIP|ListenPort|LogType|PidFile|SocketDir|Timeout)=' "$TESTBED_ZABBIX_CONF" >"$place/$1.conf"
  common "$1" "$2" >>"$place/$1.conf"
  printf '%s\n' "HANodeName=$1" "NodeAddress=127.0.0.1:$2" >>"$place/$1.conf"
  begin "$1" /usr/sbin/zabbix_server
}

proxy() { # NAME PORT
  common "$1" "$2" >"$place/$1.conf"
  printf '%s\n' "Server=127.0.0.1:$((base + 51));127.0.0.1:$((base + 52))" "Hostname=$1" "DBName=$inner/$1.db" \
    "$fetch=1" 'DataSenderFrequency=1' 'StartPingers=0' >>"$place/$1.conf"
  begin "$1" "$inner/proxy/usr/sbin/zabbix_proxy"
  poll 30 listens "$2" || fail "the proxy $1 does not listen" "$folder/$1.log"
}

# Ten seconds, the least that Zabbix takes, in place of a minute.
shorten() {
  "${run[@]:1}" /usr/sbin/zabbix_server -c "$inner/targets-a.conf" -R ha_set_failover_delay=10s | grep 'delay set'
}

doing 'ending the single server, whose database the pair takes over'
read -r single _ <"$(dirname "$TESTBED_ZABBIX_CONF")/run/zabbix_server.pid"
kill "$single"
poll 60 ended "$single" || fail 'the single server does not end'
node targets-a $((base + 51))
poll 60 listens $((base + 51)) || fail 'the first node does not become active' "$folder/targets-a.log"
poll 30 shorten || fail "the pair's delay cannot be set" "$folder/targets-a.log"
node targets-b $((base + 52))
proxy targets-1 $((base + 61))
proxy targets-2 $((base + 62))
export TARGETS_NODES="${started[0]}:$((base + 51)) ${started[1]}:$((base + 52))"
export TARGETS_PROXIES="targets-1:$((base + 61)) targets-2:$((base + 62))"
step "a pair and two proxies of Zabbix $TESTBED_ZABBIX_VERSION run"

doing 'the tests'
mvn -B -ntp -q -pl server-client/zabbix -am -Pit verify -Dtest=None -Dit.test=TargetsLong -Dsurefire.failIfNoSpecifiedTests=false \
  -Dfailsafe.failIfNoSpecifiedTests=false -Dspotless.check.skip -Dspotbugs.skip
step 'all ways work'
