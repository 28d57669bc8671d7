# shellcheck shell=bash
# Zabbix's and the config API as shell functions, and the demo's table; sourced by deploy/demo.sh, which sets
#   ZABBIX_URL   Zabbix's API
#   FLEET_URL    the config API of the service
# and defines `secret NAME`, which prints a secret. Secrets travel by standard input and environment only: everybody on
# the machine can read a command line.
# shellcheck disable=SC2154  # set by demo.sh

# post URL CURL-OPTION...: sends standard input, prints the answer
post() { curl -sS --noproxy '*' --max-time 30 --data-binary @- "${@:2}" "$1"; }

# zabbix_as AUTH METHOD PARAMS: a call of Zabbix's API, PARAMS as JSON; prints the result. AUTH: a token, or ''.
# 6.0 knows no bearer header; 7.0 still takes the property.
zabbix_as() {
  local answer
  answer=$(AUTH=$1 jq -n --arg method "$2" --argjson params "$3" \
    '{jsonrpc: "2.0", id: 1, method: $method, params: $params} + if env.AUTH == "" then {} else {auth: env.AUTH} end' |
    post "$ZABBIX_URL" -H 'Content-Type: application/json-rpc')
  jq -e 'has("result")' <<<"$answer" >/dev/null || {
    echo "Zabbix refuses $2: $answer" >&2
    return 1
  }
  jq -c .result <<<"$answer"
}

zabbix() { zabbix_as "$(secret zabbix-token)" "$@"; }

# zabbix_token NAME: a new API token of the super administrator, in the place of an older one of that name
zabbix_token() {
  local session old id
  session=$(zabbix_as '' user.login '{"username": "Admin", "password": "zabbix"}' | jq -r .)
  old=$(zabbix_as "$session" token.get "$(jq -n --arg name "$1" '{filter: {name: $name}, output: ["tokenid"]}')")
  [[ $old == '[]' ]] || zabbix_as "$session" token.delete "$(jq 'map(.tokenid)' <<<"$old")" >/dev/null
  id=$(zabbix_as "$session" token.create "$(jq -n --arg name "$1" '{name: $name}')" | jq '.tokenids')
  zabbix_as "$session" token.generate "$id" | jq -r '.[0].token'
  zabbix_as "$session" user.logout '[]' >/dev/null
}

# fleet_api PATH CURL-OPTION...: a call of the config API; prints the answer
fleet_api() {
  curl -sS --fail-with-body --noproxy '*' --max-time 30 -H "@-" "${@:2}" "$FLEET_URL$1" \
    <<<"Authorization: Bearer $(secret api-token)"
}

# What the table shows: the key of the item.
INSTANCE_KEYS=(moodle.users.registered moodle.users.connected moodle.users.dailylogins moodle.general.cronstate)
GROUP_KEYS=(instances users connected daily_logins courses cron_late files_size)
GROUP_KEYS=("${GROUP_KEYS[@]/#/moodle.group[}")
GROUP_KEYS=("${GROUP_KEYS[@]/%/]}")
# Which of them are sums, and of what.
SUMS='{"moodle.group[users]": "moodle.users.registered", "moodle.group[connected]": "moodle.users.connected",
  "moodle.group[daily_logins]": "moodle.users.dailylogins", "moodle.group[courses]": "moodle.courses.all",
  "moodle.group[files_size]": "moodle.storage.storedareassize"}'

json_list() { jq -cn '$ARGS.positional' --args -- "$@"; }

# What Zabbix holds of the fleet, and what the service says of the instances:
# {"instances": [{"name", "state", "error", "values": {KEY: TEXT}}], "groups": [{"name", "members", "values"}]}
fleet_view() {
  local hosts items groups
  hosts=$(zabbix host.get '{"output": ["hostid"], "selectTags": ["tag", "value"], "monitored_hosts": true,
    "tags": [{"tag": "managed-by", "value": "moodle-fleet", "operator": 1}]}')
  items=$(zabbix item.get "$(jq -n --argjson hosts "$hosts" --argjson sums "$SUMS" \
    --argjson keys "$(json_list "${INSTANCE_KEYS[@]}" "${GROUP_KEYS[@]}")" '
    {output: ["hostid", "itemid", "key_", "value_type", "lastvalue", "lastclock"], hostids: ($hosts | map(.hostid)),
     filter: {key_: ($keys + ($sums | map(.)))}}')")
  groups=$(zabbix hostgroup.get '{"output": ["name"], "search": {"name": "MOODLE GROUP/"}, "startSearch": true,
    "selectHosts": ["hostid"]}')
  jq -n --argjson hosts "$hosts" --argjson items "$items" --argjson groups "$groups" \
    --argjson older "$(older_values "$items")" --argjson states "$(fleet_api '/status?limit=1000')" '
    ($items | map({hostid, key: .key_, value: (if .lastclock == "0" then $older[.itemid] else .lastvalue end)}
        | select(.value)) | group_by(.hostid) | map({key: .[0].hostid, value: from_entries}) | from_entries) as $values
    | $hosts
    | map((.tags | map({key: .tag, value: .value}) | from_entries) as $tags
      | {hostid, values: ($values[.hostid] // {}), group: $tags.group, name: "\($tags.tenant)/\($tags.instance // $tags.group)"})
    | (map(select(.group | not)) | map({key: .name, value: .values}) | from_entries) as $shown
    | (map({key: .hostid, value: .name}) | from_entries) as $names
    | {instances: [$states.items[] | select(.enabled) | "\(.tenant)/\(.instance)" as $name
         | {name: $name, state, error: .lastError, values: ($shown[$name] // {})}],
       groups: map(select(.group) | .name as $name | {name, values,
         members: ($groups | map(select(.name == "MOODLE GROUP/" + $name) | .hosts[] | $names[.hostid] // empty))})
         | sort_by(.name)}'
}

# calculate_groups: Zabbix calculates the groups' values now; of days and months it would in ten and fifteen minutes
calculate_groups() {
  local items
  items=$(zabbix item.get '{"output": ["itemid"], "search": {"key_": "moodle.group["}, "startSearch": true, "monitored": true}')
  [[ $items == '[]' ]] || zabbix task.create "$(jq -c 'map({type: 6, request: {itemid}})' <<<"$items")" >/dev/null
}

# older_values ITEMS: {ITEMID: TEXT} of the items that had no value within the day that Zabbix looks back for the last one
older_values() {
  jq -c 'map(select(.lastclock == "0")) | group_by(.value_type)[]
    | {output: ["itemid", "value"], history: (.[0].value_type | tonumber), itemids: map(.itemid), sortfield: "clock",
       sortorder: "DESC", limit: 1000}' <<<"$1" |
    while read -r query; do zabbix history.get "$query"; done |
    jq -s 'add // [] | reverse | map({key: .itemid, value}) | from_entries'
}

# Of a group's values, those in bytes; the members' are in KiB.
BYTES='["moodle.group[files_size]"]'

# missing_values VIEW: how many values of the table are not there yet, of how many. An instance that does not answer has
# none; those of a group count when they are what Zabbix has to calculate from its members' values of now.
missing_values() {
  jq -r --argjson bytes "$BYTES" --argjson one "$(json_list "${INSTANCE_KEYS[@]}")" --argjson all "$(json_list "${GROUP_KEYS[@]}")" \
    --argjson sums "$SUMS" '
    def number($key): .values[$key] // "0" | tonumber / (if $bytes | index($key) then 1024 else 1 end);
    (.instances | map({key: .name, value: .}) | from_entries) as $instances
    | [.instances[] | select(.state != "down") | .values[$one[]] != null and .state == "up"] as $single
    | [.groups[] | . as $group | [.members[] | $instances[.]] as $members
      | ([$members[] | select(.state == "up")] | length) as $answering
      | select($answering > 0) | $all[] as $key
      | .values[$key] != null and number("moodle.group[instances]") >= $answering and
        ($sums[$key] == null or (number($key) - ([$members[] | number($sums[$key])] | add) | fabs) < 1)] as $consolidated
    | $single + $consolidated | "\(map(select(not)) | length) \(length)"' <<<"$1"
}

# table VIEW: what everybody can read
table() {
  local one='  %-28s %9s %10s %13s  %s' sums='  %-28s %9s %9s %10s %13s %8s %10s %11s'
  rows "$one" INSTANCE USERS CONNECTED 'DAILY LOGINS' CRON < <(
    jq -r --argjson keys "$(json_list "${INSTANCE_KEYS[@]}")" '.instances[]
      | if .state == "down" then [.name, "-", "-", "-", "does not answer (\(.error))"]
        else [.name] + (.values as $values | [$keys[] | $values[.] // "-"])
          | .[4] |= ({"0": "OK", "1": "late"}[.] // .) end | @tsv' <<<"$1"
  )
  echo
  rows "$sums" GROUP INSTANCES USERS CONNECTED 'DAILY LOGINS' COURSES 'CRON LATE' 'FILES MiB' < <(
    jq -r --argjson bytes "$BYTES" --argjson keys "$(json_list "${GROUP_KEYS[@]}")" '
      def mebibytes: tonumber / 1048576 | floor | tostring;
      .groups[] | [.name] + (.values as $values | [$keys[] | . as $key | $values[.]
        | if . == null then "-" elif $bytes | index($key) then mebibytes else sub("\\..*"; "") end]) | @tsv' <<<"$1"
  )
}

# rows FORMAT HEAD...: prints the head, and standard input's lines of fields between tabs in the same columns
rows() {
  local format=$1 fields
  shift
  # shellcheck disable=SC2059  # the format is what differs
  printf "$format\n" "$@"
  while IFS=$'\t' read -ra fields; do
    # shellcheck disable=SC2059
    printf "$format\n" "${fields[@]}"
  done
}
