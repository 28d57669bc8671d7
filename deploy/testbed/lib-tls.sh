# shellcheck shell=bash
# Certificates of a test bed's database server; sourced after lib.sh by mariadb.sh and postgresql.sh.

# make_tls: tls/ with an authority, a certificate of it for `localhost` - and for no address, so that 127.0.0.1 is a
# wrong name - and another authority that has signed nothing. Made once; elliptic curves, since they cost nothing.
make_tls() {
  [[ ! -d $DIR/tls ]] || return 0
  command -v openssl >/dev/null || fail 'openssl is missing: run deploy/testbed/packages.sh mariadb postgresql'
  doing 'making certificates' "$DIR/log/openssl.log"
  as rm -rf "$DIR/tls.making"
  as mkdir "$DIR/tls.making"
  # shellcheck disable=SC2016  # expanded by the inner shell
  as bash -euc '
    cd "$1"
    key=(-newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes)
    for name in ca other-ca; do
      openssl req -x509 "${key[@]}" -keyout "$name.key" -out "$name.crt" -days 3650 -subj "/O=Moodle Fleet test bed/CN=$name"
    done
    openssl req "${key[@]}" -keyout server.key -out server.csr -subj "/O=Moodle Fleet test bed/CN=database"
    printf "subjectAltName=DNS:localhost\n" >names
    openssl x509 -req -in server.csr -CA ca.crt -CAkey ca.key -CAcreateserial -days 3650 -extfile names -out server.crt
  ' certificates "$DIR/tls.making" >"$DIR/log/openssl.log" 2>&1
  # tests of any user read the certificates
  as chmod a+rx "$DIR/tls.making"
  as chmod a+r "$DIR/tls.making/ca.crt" "$DIR/tls.making/other-ca.crt"
  as mv "$DIR/tls.making" "$DIR/tls"
  step 'certificates made'
}
