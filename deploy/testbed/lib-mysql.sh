# shellcheck shell=bash
# A MariaDB or a MySQL of our own; sourced after lib.sh by mariadb.sh and mysql.sh, which set
#   SERVER          the server's program, which is also its process' name and its section of the configuration
#   CLIENT          the client's program
#   PREFIX          TESTBED_MARIADB or TESTBED_MYSQL
#   PORT            TCP port on 127.0.0.1
#   TLS             folder of the certificates, where we make them
#   PASSWORD        password of the account `testbed`, which may do everything
#   my_extra        a function that prints further lines of configuration
#   first_accounts  a function that prints the statements for the accounts that the engine makes itself
#   make_data       a function that fills the data folder it is given
# shellcheck disable=SC2034,SC2154  # set for lib.sh, set by the scripts that source this

# The system's own configuration (/etc/mysql) is not read: --defaults-file is always given.
my_configuration() {
  cat <<CONF
[$SERVER]
datadir = $INNER/data
tmpdir = $INNER/tmp
socket = $INNER/run/$CLIENT.sock
pid_file = $INNER/run/$SERVER.own.pid
init_file = $INNER/accounts.sql
bind_address = 127.0.0.1
port = $PORT
skip_name_resolve = 1
default_time_zone = +00:00
character_set_server = utf8mb4
collation_server = utf8mb4_unicode_ci
local_infile = 1
max_connections = 300
max_allowed_packet = 64M
# hundreds of Moodles with 500 tables each
table_open_cache = 4000
innodb_buffer_pool_size = 256M
# a crash may cost everything: speed before safety
innodb_flush_method = nosync
innodb_flush_log_at_trx_commit = 0
innodb_doublewrite = 0
CONF
  my_extra
}

# Run at each start, so that a changed password counts at once. The server wants a statement a line.
accounts() {
  local quoted=${PASSWORD//\\/\\\\}
  quoted=${quoted//\'/\\\'}
  first_accounts
  cat <<SQL
CREATE USER IF NOT EXISTS 'testbed'@'%';
ALTER USER 'testbed'@'%' IDENTIFIED BY '$quoted';
GRANT ALL PRIVILEGES ON *.* TO 'testbed'@'%' WITH GRANT OPTION;
SQL
}

answers() {
  inside "$CLIENT" --no-defaults --protocol=tcp -h 127.0.0.1 -P "$PORT" -u testbed --password="$PASSWORD" -e 'SELECT 1'
}

my_up() {
  as mkdir -p tmp
  CHANGED=
  write my.cnf my_configuration
  write accounts.sql accounts
  if running "$SERVER" && [[ -n $CHANGED ]]; then
    step 'the settings changed'
    down
  fi
  if ! running "$SERVER"; then
    claim_port "$SERVER" "$PORT" "${PREFIX}_PORT"
    provide_data make_data
    spawn "$SERVER" "$SERVER" --defaults-file="$INNER/my.cnf"
  fi
  ready "$SERVER" 60 answers
  endpoint "${PREFIX}_HOST" 127.0.0.1 "${PREFIX}_PORT" "$PORT" "${PREFIX}_USER" testbed \
    "${PREFIX}_PASSWORD" "$PASSWORD" "${PREFIX}_SOCKET" "$DIR/run/$CLIENT.sock" ${TLS:+"${PREFIX}_TLS" "$TLS"}
}

down() { stop "$SERVER"; }

status() { report "$SERVER"; }
