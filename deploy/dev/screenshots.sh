#!/usr/bin/env bash
# Pictures of all dashboards of a running demo, as people see them in a browser; development only.
#   screenshots.sh DIR    writes a PNG of each page into DIR, as the operator and as a user of each tenant
# Ends with 1 when a page has an error, a refusal, a widget that shows nothing, or English headlines for a French tenant,
# and names user, dashboard, page and widget. The tenants' users are made for the run.
# Settings:
#   DEMO_ZABBIX, DEMO_DIR, DEMO_PORT_BASE, TESTBED_USER   those of the demo, see demo.sh
#   SHOTS_DIR   folder of figures.txt and Maven's log (/var/tmp/moodle-fleet-shots)
NAME=screenshots
. "$(dirname "${BASH_SOURCE[0]}")/../testbed/lib.sh"
. "$(dirname "${BASH_SOURCE[0]}")/../lib-build.sh"
. "$CHECKOUT/deploy/testbed/lib-demo.sh"
. "$CHECKOUT/deploy/dev/lib-registry.sh"
exec </dev/null

# Widgets and columns that may have nothing to show, by their English headlines: nothing is wrong, no page was slow, or the
# registry wants no version.
MAY_BE_EMPTY=('Open problems' 'Availability, 30 days' 'Slow pages by hour' 'Slow pages: mean and longest time' 'Upgrade pending')
PREFIX=shots-

case ${DEMO_ZABBIX:-6.0} in
  6.0) demo=/var/tmp/moodle-fleet-demo base=20000 ;;
  7.0) demo=/var/tmp/moodle-fleet-demo-7.0 base=21000 ;;
  *) fail "DEMO_ZABBIX is $DEMO_ZABBIX: 6.0 or 7.0" ;;
esac
(($# == 1)) || {
  sed -n '2,/^[^#]/s/^# \{0,1\}//p' "${BASH_SOURCE[0]}" >&2
  exit 2
}
demo=${DEMO_DIR:-$demo}
base=${DEMO_PORT_BASE:-$base}
SHOTS_WEB=http://127.0.0.1:$((base + 8080))/
ZABBIX_URL=${SHOTS_WEB}api_jsonrpc.php
# shellcheck disable=SC2034  # for lib-demo.sh
FLEET_URL=http://127.0.0.1:$((base + 8480))/api/v1
[[ -s $demo/secret/zabbix-token ]] || fail "no demo runs in $demo: deploy/demo.sh starts one"
mkdir -p "$1"
SHOTS_PICTURES=$(cd "$1" && pwd)

# secret NAME: a secret of the demo
secret() { cat "$demo/secret/$1"; }

# remove_users: those of this run, and of one that was killed
remove_users() {
  local ids
  ids=$(zabbix user.get "$(jq -n --arg prefix "$PREFIX" '{output: ["userid"], search: {username: $prefix}, startSearch: true}')")
  [[ $ids == '[]' ]] || zabbix user.delete "$(jq -c 'map(.userid)' <<<"$ids")" >/dev/null
}

# shellcheck disable=SC2317  # reached by the trap
close_users() {
  local code=$?
  rm -f "$DIR/visits.json"
  remove_users || step "users $PREFIX* could not be removed from Zabbix"
  exit "$code"
}

# tenant_user TENANT LANGUAGE PASSWORD: one who may do what a tenant's users may
tenant_user() {
  local group role
  group=$(zabbix usergroup.get "$(jq -n --arg name "MOODLE $1" '{output: ["usrgrpid"], filter: {name: $name}}')")
  role=$(zabbix role.get '{"output": ["roleid"], "filter": {"name": "MOODLE tenant"}}')
  zabbix user.create "$(PASSWORD=$3 jq -n --arg name "$PREFIX$1" --arg language "$2" --argjson group "$group" --argjson role "$role" '
    {username: $name, passwd: env.PASSWORD, roleid: $role[0].roleid, usrgrps: $group,
     lang: (if $language == "fr" then "fr_FR" else "en_US" end)}')" >/dev/null
}

# visits PASSWORD: who looks at what: {user, password, dashboards: [{id, name, french}]}. A dashboard's name has its
# tenant in parentheses; the fleet's has none, and is the only one of the operator's that nobody else reads.
visits() {
  local dashboards
  dashboards=$(zabbix dashboard.get '{"output": ["dashboardid", "name"], "selectUserGroups": ["usrgrpid"], "sortfield": "name"}')
  PASSWORD=$1 jq -n --argjson dashboards "$dashboards" --argjson tenants "$tenants" --arg prefix "$PREFIX" '
    def of($id): .name | test("\\(" + $id + "[/)]");
    [$tenants[] | . as $tenant
      | {user: ($prefix + .id), password: env.PASSWORD, dashboards: [$dashboards[] | select(of($tenant.id))
          | {id: .dashboardid, name, french: ($tenant.language == "fr")}]}] as $own
    | [{user: "Admin", password: "zabbix", dashboards: ($own | map(.dashboards[])
        + [$dashboards[] | select(.name | endswith(" - fleet")) | {id: .dashboardid, name, french: false}])}] + $own'
}

bash "$CHECKOUT/deploy/testbed/packages.sh" build browser
own_folder "${SHOTS_DIR:-/var/tmp/moodle-fleet-shots}"
doing 'making the users'
tenants=$(fleet_api '/tenants?limit=1000' | jq -c '.items | map({id, language})')
trap close_users EXIT
remove_users
password=$(od -An -N 12 -tx1 /dev/urandom | tr -d ' \n')Aa1
while read -r id language; do
  tenant_user "$id" "$language" "$password"
done < <(jq -r '.[] | "\(.id) \(.language)"' <<<"$tenants")
(umask 077 && visits "$password" >visits.json)
step "dashboards of $(jq length <<<"$tenants") tenants and of the fleet, Zabbix ${DEMO_ZABBIX:-6.0}: pictures in $SHOTS_PICTURES"
SHOTS_MAY_BE_EMPTY=$(printf '%s\n' "${MAY_BE_EMPTY[@]}")
# shellcheck disable=SC2034  # for lib-registry.sh
FIGURES=$DIR/figures.txt
SHOTS_DIR=$DIR
export SHOTS_DIR SHOTS_PICTURES SHOTS_WEB SHOTS_MAY_BE_EMPTY
code=0
test_class DashboardsLong || code=1
step "ended with $code"
exit "$code"
