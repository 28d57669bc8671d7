# shellcheck shell=bash
# Servers that this Debian does not have, out of another suite's packages, in a chroot made by debootstrap; sourced after
# lib.sh. This needs root or sudo; the servers run as the chroot's user ROOT_USER. Nothing stays mounted.
# The script sets FOLDER (where callers look) and CHROOT.
# shellcheck disable=SC2034,SC2153  # set for lib.sh, set by the script

# need_root ARGUMENT...: runs the script again by sudo unless we are root
need_root() {
  local settings=() setting
  ((EUID != 0)) || return 0
  command -v sudo >/dev/null || fail 'root or sudo is needed to work in a chroot'
  for setting in "${!TESTBED_@}"; do settings+=("$setting=${!setting}"); done
  exec sudo env "${settings[@]}" bash "${BASH_SOURCE[1]}" "$@"
}

# The mirror in apt's lists that calls itself Debian; before the first `apt-get update` only its address can tell.
mirror() {
  # shellcheck disable=SC2016  # a placeholder of apt's
  local uri='$(REPO_URI)'
  {
    apt-get indextargets --format "$uri" 'Created-By: Packages' 'Label: Debian'
    apt-get indextargets --format "$uri" 'Created-By: Packages' | grep '/debian/*$' || true
  } | sed -n 1p
}

# make_chroot SUITE ITS-NAME WHAT PACKAGE...: CHROOT with the packages in it, unless it is there; it appears under its name
# when it is complete. The script's function prepare_chroot gets its folder before the packages are installed.
make_chroot() {
  local suite=$1 debian=$2 what=$3 making=$CHROOT.making log=$CHROOT.log mirror lock
  shift 3
  mkdir -p "$(dirname "$CHROOT")"
  exec {lock}>"$CHROOT.lock"
  flock "$lock"
  [[ ! -d $CHROOT ]] || return 0
  command -v debootstrap >/dev/null || fail "debootstrap is missing: run deploy/testbed/packages.sh $NAME"
  mirror=${TESTBED_DEBIAN_MIRROR:-$(mirror)}
  [[ -n $mirror ]] || fail "apt's configuration names no Debian mirror: set TESTBED_DEBIAN_MIRROR"

  step "making $CHROOT with $debian, about two minutes (log: $log)"
  doing 'debootstrap' "$log"
  rm -rf --one-file-system "$making"
  # in a mount namespace of its own: what is mounted goes with it
  unshare --mount debootstrap --variant=minbase --keyring=/usr/share/keyrings/debian-archive-keyring.gpg \
    "$suite" "$making" "$mirror" >"$log" 2>&1
  step "$debian is there"

  doing "installing $what" "$log"
  printf '#!/bin/sh\nexit 101\n' >"$making/usr/sbin/policy-rc.d"
  chmod 755 "$making/usr/sbin/policy-rc.d"
  printf 'path-exclude=/usr/share/%s/*\n' doc man >"$making/etc/dpkg/dpkg.cfg.d/small"
  # this machine's apt may need a proxy, or know that its mirror is an old one
  apt-config dump Acquire | grep -E '::(Proxy|Check-)' >"$making/etc/apt/apt.conf.d/90machine" || true
  prepare_chroot "$making"
  # shellcheck disable=SC2016  # expanded by the inner shell
  unshare --mount bash -c '
    mount -t proc proc "$0/proc" || exit
    export DEBIAN_FRONTEND=noninteractive PATH=/usr/sbin:/usr/bin:/sbin:/bin
    chroot "$0" apt-get -q update && chroot "$0" apt-get -q install -y --no-install-recommends "$@" &&
      chroot "$0" apt-get clean' \
    "$making" "$@" >>"$log" 2>&1 </dev/null
  mv "$making" "$CHROOT"
  step "$what installed"
}

# no_chroot down|status: ends the script when there is no chroot
no_chroot() {
  [[ ! -d $CHROOT ]] || return 0
  step "there is no $CHROOT, so nothing runs"
  [[ $1 == down ]] && exit 0 || exit 3
}

# The servers see only the chroot, so their folder is in there, named after ours.
own_chroot_folder() {
  local name=${FOLDER#/}
  ROOT=$CHROOT
  own_folder "$CHROOT/srv/${name//\//-}"
  mkdir -p "$FOLDER"
  ln -sfn "$DIR" "$FOLDER/state"
  ln -sf state/endpoint.env "$FOLDER/endpoint.env"
}
