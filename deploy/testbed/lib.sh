# shellcheck shell=bash
# What all scripts of the test bed share; sourced, never run.
#
# A script sets NAME (the word its lines begin with) and sources this. Before it starts anything it calls
# `own_folder DIR`, which sets
#   DIR    the server's folder, with run/ (recorded pids), log/ and endpoint.env
#   INNER  the same folder as the server sees it, when its packages are in a chroot (ROOT)
#   OWNER  the unprivileged user that the server runs as: ourselves, TESTBED_USER when we are root, ROOT_USER in a chroot
# shellcheck disable=SC2034,SC2153  # the scripts that source this set NAME and read several others
set -Eeuo pipefail

# Programs shall answer in one language, and EPOCHREALTIME shall have a point.
export LC_ALL=C.UTF-8
# Scripts that call one another count from the same start.
export TESTBED_STARTED=${TESTBED_STARTED:-${EPOCHREALTIME/./}}

# what sources this may go elsewhere
SERVER_SCRIPTS=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
TESTBED_USER=${TESTBED_USER:-moodle-fleet}
ROOT=
ROOT_USER=
DOING=starting
LOG=

# step WHAT...: one line of progress
step() {
  local tenths=$(((${EPOCHREALTIME/./} - TESTBED_STARTED) / 100000))
  printf '%5d.%ds %s: %s\n' $((tenths / 10)) $((tenths % 10)) "$NAME" "$*"
}

# doing WHAT [LOG]: what is tried now, and where its log is, for the message should it fail
doing() { DOING=$1 LOG=${2:-}; }

# fail WHAT [LOG]: ends the script with the reason and the end of the log
fail() {
  local what=$1 log=${2:-}
  {
    step "FAILED: $what"
    if [[ -n $log && -s $log ]]; then
      echo "        log: $log, its end:"
      tail -n 15 "$log" | sed 's/^/        | /'
    fi
  } >&2
  exit 1
}

# Subshells leave the message to the script itself.
trap '[[ $BASHPID != "$$" ]] || fail "$DOING (line $LINENO of ${BASH_SOURCE[0]##*/})" "$LOG"' ERR

# own_folder DIR: see above. One call at a time works on a folder; the others wait.
own_folder() {
  DIR=$1
  INNER=${DIR#"$ROOT"}
  [[ $DIR == /* ]] || fail "the folder must be an absolute path, not '$DIR'"
  # a Unix socket's path has room for 107 bytes
  ((${#INNER} <= 70)) || fail "the folder's path is too long for the sockets in it (70 characters at most): $INNER"
  set_owner
  if ! mkdir -p "$DIR" || [[ ! -w $DIR ]]; then fail "$(id -un) may not write to $DIR"; fi
  if ((EUID == 0)); then chown "$OWNER" "$DIR"; fi
  as test -x "$DIR" || fail "the user $OWNER may not enter $DIR: choose a folder that everybody may reach"
  cd "$DIR"
  local lock
  exec {lock}>.lock
  flock --nonblock "$lock" || {
    step "another call works on $DIR: waiting for it"
    flock "$lock"
  }
  as mkdir -p run log
  as chmod 700 run
}

# OWNER ("user:group"), AS (words that make a command run as OWNER) and INSIDE (the same, within ROOT)
set_owner() {
  if [[ -n $ROOT ]]; then
    OWNER=$(chroot "$ROOT" id -u "$ROOT_USER"):$(chroot "$ROOT" id -g "$ROOT_USER")
  elif ((EUID == 0)); then
    make_user
    OWNER=$TESTBED_USER:$(id -gn "$TESTBED_USER")
  else
    OWNER=$(id -un):$(id -gn)
  fi
  AS=()
  if ((EUID == 0)); then AS=(setpriv "--reuid=${OWNER%:*}" "--regid=${OWNER#*:}" --clear-groups); fi
  AS+=(env "HOME=$DIR" TZ=UTC)
  INSIDE=("${AS[@]}")
  if [[ -n $ROOT ]]; then
    INSIDE=(chroot "--userspec=$OWNER" "$ROOT" /usr/bin/env "HOME=$INNER" TZ=UTC PATH=/usr/sbin:/usr/bin)
  fi
}

# Several servers may start at once on a new machine; useradd does not bear that.
make_user() {
  local lock
  exec {lock}>/run/lock/moodle-fleet-user.lock
  flock "$lock"
  id "$TESTBED_USER" >/dev/null 2>&1 || {
    useradd --system --user-group --no-create-home --home-dir /nonexistent --shell /usr/sbin/nologin "$TESTBED_USER"
    step "system user $TESTBED_USER made"
  }
  exec {lock}>&-
}

# as COMMAND...: runs it as OWNER, with paths as we see them
as() { "${AS[@]}" "$@"; }

# inside COMMAND...: runs it as OWNER where the server's packages are, with paths as the server sees them
inside() { "${INSIDE[@]}" "$@"; }

# each COMMAND SERVER...: gives it to all these servers at once
each() {
  local command=$1 server pid pids=() code=0
  shift
  for server in "$@"; do
    bash "$SERVER_SCRIPTS/$server.sh" "$command" &
    pids+=($!)
  done
  for pid in "${pids[@]}"; do wait "$pid" || code=1; done
  return "$code"
}

# write FILE COMMAND...: what COMMAND prints becomes FILE of DIR; sets CHANGED when it held something else
write() {
  local file=$1 new
  shift
  doing "writing $DIR/$file"
  new=$("$@")
  if [[ ! -f $file || $new != "$(cat "$file")" ]]; then
    as tee "$file" >/dev/null <<<"$new"
    CHANGED=1
  fi
}

# A process is recorded as "pid start-time": after a reboot the pid alone may be somebody else's.
# started_at PID: fails when the process has ended
started_at() {
  local stat
  stat=$(cat "/proc/$1/stat" 2>/dev/null) || return 1
  # fields 3 and following; the second, in parentheses, may hold blanks
  read -ra stat <<<"${stat##*) }"
  [[ ${stat[0]} != Z ]] && echo "${stat[19]}"
}

# pid_of NAME: the recorded process, if it still runs
pid_of() {
  local pid start
  read -r pid start 2>/dev/null <"$DIR/run/$1.pid" || return 1
  [[ $(started_at "$pid") == "$start" ]] && echo "$pid"
}

running() { pid_of "$1" >/dev/null; }

# spawn NAME COMMAND...: starts it within ROOT, in a session of its own. It outlives us and appends to log/NAME.log.
spawn() {
  local name=$1 record="$DIR/run/$1.pid"
  shift
  doing "starting $name" "$DIR/log/$name.log"
  rm -f "$record"
  setsid --fork bash -c "$(declare -f started_at become); become \"\$@\"" spawn \
    "$record" "$DIR/log/$name.log" "${INSIDE[@]}" "$@"
  poll 10 test -s "$record" || fail "$name did not start" "$DIR/log/$name.log"
}

# become RECORD LOG COMMAND...: turns this shell into COMMAND, holding neither a pipe nor a lock of the caller
become() {
  local record=$1 log=$2 fd
  shift 2
  exec </dev/null >>"$log" 2>&1
  for fd in /proc/"$$"/fd/*; do
    fd=${fd##*/}
    if ((fd > 2)); then exec {fd}>&-; fi
  done
  echo "$$ $(started_at $$)" >"$record"
  exec "$@"
}

# poll SECONDS COMMAND...: repeats it until it succeeds; fails (1) when the time is over
poll() {
  local deadline=$((SECONDS + $1))
  shift
  until "$@" >/dev/null 2>&1; do
    ((SECONDS < deadline)) || return 1
    sleep 0.1
  done
}

# ready NAME SECONDS COMMAND...: waits until COMMAND succeeds, and no longer than the process NAME lives
ready() {
  local name=$1 seconds=$2
  shift 2
  poll "$seconds" answers_or_ended "$name" "$@" || fail "$name does not answer after $seconds s" "$DIR/log/$name.log"
  running "$name" || fail "$name ended while it started" "$DIR/log/$name.log"
}

answers_or_ended() {
  local name=$1
  shift
  ! running "$name" || "$@"
}

# stop NAME [SIGNAL]: ends the recorded process
stop() {
  local name=$1 signal=${2:-TERM} pid
  if pid=$(pid_of "$name"); then
    kill -s "$signal" "$pid"
    if ! poll 60 ended "$pid"; then
      step "$name ($pid) did not stop within 60 s and is killed"
    fi
    # PHP's workers outlive their parent
    kill -s KILL -- "-$pid" 2>/dev/null || true
    step "$name stopped"
  else
    sweep "$name"
  fi
  rm -f "$DIR/run/$name.pid"
}

ended() { ! started_at "$1"; }

# sweep NAME: ends what a recorded process that died left behind: the children of a killed Zabbix server hold its port.
sweep() {
  local pid
  read -r pid _ 2>/dev/null <"$DIR/run/$1.pid" || return 0
  # that pid is in use again, so the old group is gone
  ! started_at "$pid" >/dev/null || return 0
  kill -s KILL -- "-$pid" 2>/dev/null || return 0
  # until init has collected them: PostgreSQL takes a zombie for a living postmaster
  poll 10 group_ended "$pid" || true
}

group_ended() { ! kill -0 -- "-$1"; }

# report NAME...: one line for each process; 3 when one of them does not run
report() {
  local name pid code=0
  for name in "$@"; do
    if pid=$(pid_of "$name"); then
      step "$name runs (pid $pid)"
    else
      step "$name is stopped"
      code=3
    fi
  done
  exit "$code"
}

listens() { (exec 3<>"/dev/tcp/127.0.0.1/$1") 2>/dev/null; }

# claim_port NAME PORT SETTING: before NAME is spawned; fails when another program has the port
claim_port() {
  sweep "$1"
  ! listens "$2" || fail "port $2 of 127.0.0.1 is taken by another program: end it, or set $3"
}

# A server's data is a copy of data.pristine, which is made once; so a reset takes as long as the copy.
# provide_data MAKE: calls MAKE with the path of the folder to fill when there is no data.pristine
provide_data() {
  [[ ! -d $DIR/data ]] || return 0
  if [[ ! -d $DIR/data.pristine ]]; then
    as rm -rf "$DIR/data.making"
    "$1" "$DIR/data.making"
    as mv "$DIR/data.making" "$DIR/data.pristine"
  fi
  doing 'copying the pristine data'
  as rm -rf "$DIR/data.copy"
  as cp -a --reflink=auto "$DIR/data.pristine" "$DIR/data.copy"
  as mv "$DIR/data.copy" "$DIR/data"
}

drop_data() { as rm -rf "$DIR/data"; }

# endpoint KEY VALUE ...: what callers need to know, as lines that a shell can source
endpoint() { write endpoint.env assignments "$@"; }

assignments() {
  while (($#)); do
    printf '%s=%q\n' "$1" "$2"
    shift 2
  done
}

# dispatch COMMAND: every server's script knows the same four, and defines up, down and status
dispatch() {
  case ${1:-} in
    up | down | status) "$1" ;;
    reset)
      down
      drop_data
      up
      ;;
    *)
      echo "usage: ${0##*/} up|down|status|reset" >&2
      exit 2
      ;;
  esac
}
