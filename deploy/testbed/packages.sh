#!/usr/bin/env bash
# Installs from Debian's packages what is missing. Root, or sudo when something is missing.
#   packages.sh PART...
#     build        Maven 3.8+, a JDK 17+, PHP's command line, ShellCheck, curl, jq
#     browser      Chromium and its driver
#     faketime     libfaketime, for a clock that jumps
#     mariadb  postgresql  zabbix-6.0      the servers
#     zabbix-7.0  mysql                    debootstrap, which makes the folders that these run in
# No service is started or enabled, and no PostgreSQL cluster is made.
NAME=packages
. "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

has_maven() {
  local version
  version=$(mvn -v 2>/dev/null | sed -n 's/.*Apache Maven \([0-9.]*\).*/\1/p')
  [[ -n $version ]] && printf '3.8\n%s\n' "$version" | sort -CV
}

has_jdk() {
  local version
  version=$(javac -version 2>&1 | sed -n 's/^javac \([0-9]*\).*/\1/p')
  [[ -n $version ]] && ((version >= 17))
}

wanted=()
for part; do
  case $part in
    build)
      wanted+=(shellcheck curl jq ca-certificates php-cli)
      has_jdk || wanted+=(openjdk-17-jdk-headless)
      has_maven || wanted+=(maven)
      ;;
    browser) wanted+=(chromium chromium-driver) ;;
    faketime) wanted+=(libfaketime) ;;
    # the core packages hold the programs and nothing that starts them
    mariadb) wanted+=(mariadb-server-core mariadb-client-core openssl) ;;
    postgresql) wanted+=(postgresql-15 openssl) ;;
    zabbix-6.0)
      wanted+=(zabbix-server-pgsql zabbix-frontend-php zabbix-agent postgresql-15 openssl
        php-cli php-cgi php-pgsql locales curl jq)
      ;;
    zabbix-7.0) wanted+=(debootstrap debian-archive-keyring curl jq) ;;
    mysql) wanted+=(debootstrap debian-archive-keyring) ;;
    *) fail "unknown part '$part': build, browser, faketime, mariadb, postgresql, mysql, zabbix-6.0 or zabbix-7.0" ;;
  esac
done

installed() { dpkg-query -W -f '${db:Status-Status} ${Package}\n' "$@" 2>/dev/null | sed -n 's/^installed //p'; }

missing() { # of the wanted ones, each once
  comm -23 <(printf '%s\n' "${wanted[@]}" | sort -u) <(installed "${wanted[@]}" | sort -u)
}

((${#wanted[@]})) || fail "name the parts that are wanted"
mapfile -t packages < <(missing)
if ((${#packages[@]} == 0)); then
  step "nothing is missing for $*"
  exit 0
fi
if ((EUID != 0)); then
  command -v sudo >/dev/null || fail "root or sudo is needed to install ${packages[*]}"
  exec sudo "TESTBED_STARTED=$TESTBED_STARTED" bash "${BASH_SOURCE[0]}" "$@"
fi

log=$(mktemp --tmpdir moodle-fleet-packages.XXXXXX.log)
policy=/usr/sbin/policy-rc.d
made_policy=
clean() {
  [[ -z $made_policy ]] || rm -f "$policy"
}
trap clean EXIT
exec 8>/run/lock/moodle-fleet-packages.lock
flock 8

# Whatever a package's script would start, it may not.
if [[ ! -e $policy ]]; then
  printf '#!/bin/sh\nexit 101\n' >"$policy"
  chmod 755 "$policy"
  made_policy=1
fi
# The default cluster would take port 5432 at the next boot.
if [[ " ${packages[*]} " == *postgresql-15* && -z $(installed postgresql-common) ]]; then
  mkdir -p /etc/postgresql-common
  [[ -e /etc/postgresql-common/createcluster.conf ]] ||
    echo 'create_main_cluster = false' >/etc/postgresql-common/createcluster.conf
fi

# The front end asks for "php", whose first choices are Apache's module and php-fpm. A trailing minus keeps a package
# out, but would remove one that is there.
avoid=()
if [[ " ${packages[*]} " == *zabbix-frontend-php* ]]; then
  for package in libapache2-mod-php8.2 php8.2-fpm; do
    [[ -n $(installed "$package") ]] || avoid+=("$package-")
  done
fi

apt() { DEBIAN_FRONTEND=noninteractive apt-get -q -o DPkg::Lock::Timeout=600 "$@" >>"$log" 2>&1 </dev/null; }
install() { apt install -y --no-install-recommends "${packages[@]}" "${avoid[@]}"; }

step "installing ${packages[*]} (log: $log)"
doing 'apt-get update' "$log"
compgen -G '/var/lib/apt/lists/*_Packages*' >/dev/null || apt update
# lists of long ago name files that the mirror has replaced
if ! install; then
  step 'refreshing the package lists, then once more'
  apt update
  doing "installing ${packages[*]}" "$log"
  install
fi

# The programs are for the test bed: their services shall not come up with the next boot either.
for service in zabbix-server-pgsql:zabbix-server zabbix-agent:zabbix-agent; do
  if [[ " ${packages[*]} " == *" ${service%:*} "* ]] && command -v systemctl >/dev/null; then
    systemctl disable --quiet "${service#*:}" >>"$log" 2>&1 || step "could not disable the service ${service#*:}"
  fi
done
step "installed ${packages[*]}"
rm -f "$log"
