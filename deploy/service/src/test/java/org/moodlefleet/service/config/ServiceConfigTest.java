package org.moodlefleet.service.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.moodlefleet.collector.moodle.WeakLogin;
import org.moodlefleet.document.DocumentException;
import org.moodlefleet.document.Documents;
import org.moodlefleet.document.Language;
import org.moodlefleet.document.Violation;

class ServiceConfigTest {

    private static final String LEAST = """
            api:
              token: {env: TOKEN}
            data: /var/lib/moodle-fleet
            zabbix:
              api:
                url: https://zabbix.example/api_jsonrpc.php
                token: {env: ZABBIX}
              trapper:
                host: zabbix.example
            """;

    @Test
    void whatIsLeftOutHasItsDefault() throws DocumentException {
        ServiceConfig config = read(LEAST);

        assertThat(config.api().listen()).hasToString("127.0.0.1:8480");
        assertThat(config.management().listen()).hasToString("127.0.0.1:8481");
        assertThat(config.templates()).isEmpty();
        assertThat(config.secretKey()).isNull();
        assertThat(config.zabbix().trapper().port()).isEqualTo(10051);
        assertThat(config.zabbix().delivery()).isEqualTo(new ServiceConfig.Delivery(1000, 5000, Duration.ofHours(1)));
        assertThat(config.zabbix().provisioning())
                .isEqualTo(new ServiceConfig.Provisioning(
                        true, Language.EN, Duration.ofMinutes(10), Duration.ofDays(7), 10, null));
        assertThat(config.collector())
                .isEqualTo(new ServiceConfig.Collector(
                        Duration.ofSeconds(5),
                        Duration.ofSeconds(10),
                        Duration.ofMinutes(2),
                        4,
                        Duration.ofHours(1),
                        Duration.ofHours(6),
                        Duration.ofSeconds(2),
                        Set.of()));
        assertThat(config.outbox())
                .isEqualTo(new ServiceConfig.Outbox(
                        Duration.ofDays(7),
                        10_000_000L,
                        8_589_934_592L,
                        new ServiceConfig.OfTenant(5_000_000L, Duration.ofDays(7))));
        assertThat(config.log())
                .isEqualTo(new ServiceConfig.Log(ServiceConfig.Log.Format.TEXT, ServiceConfig.Log.Level.INFO));
    }

    @Test
    void readsEverySetting() throws DocumentException {
        ServiceConfig config = read("""
                api:
                  listen: "0.0.0.0:1"
                  token: {file: /run/token}
                  oidc:
                    issuer: https://id.example.org
                    audience: fleet
                    keys: https://id.example.org/keys
                    roleClaim: role
                    tenantClaim: org.tenant
                  tls: {certificate: /etc/api.crt, key: /etc/api.key}
                  rate: {perSecond: 7, burst: 8}
                  proxies: [10.0.0.5, 10.1.0.0/16, "fd00:1::/32"]
                management: {listen: "127.0.0.2:0"}
                data: /data
                templates: [/etc/moodle-fleet/templates, mine]
                registry:
                  url: postgresql://db.example/fleet
                  schema: fleet
                  user: registry
                  password: {credential: registry-password}
                  ca: /etc/db-ca.pem
                secretKey: {env: KEY}
                vault:
                  url: https://vault.example:8200
                  token: {file: /run/vault/token}
                  namespace: moodle
                  ca: /etc/vault-ca.pem
                  cache: 20s
                zabbix:
                  api: {url: "http://z.example/api_jsonrpc.php", user: fleet, password: {env: PASSWORD}}
                  trapper: {host: proxy.example, port: 20051}
                  servers:
                    academie:
                      api: {url: "https://z2.example/api_jsonrpc.php", token: {env: SECOND}, ca: /etc/web-ca.pem}
                      trapper: {host: z2.example}
                  delivery: {batchSize: 7, maxSamplesPerSecond: 8, rejectAfter: 9s}
                  provisioning: {enabled: false, language: fr, every: 90s, removalGrace: 0s, removalLimit: 3, widgets: true}
                collector:
                  connectTimeout: 500ms
                  statementTimeout: 3s
                  slowStatementTimeout: PT4M
                  connectionsPerServer: 2
                  hourlySpread: 30m
                  dailySpread: 3h
                  backlogPause: 5s
                  weakLogins: [md5, pam]
                outbox: {maxAge: 1d, maxSamples: 2, maxBytes: 3000000, tenant: {maxSamples: 1, maxAge: 2h}}
                log: {format: json, level: debug}
                """);

        assertThat(config)
                .isEqualTo(new ServiceConfig(
                        new ServiceConfig.Api(
                                new Listen("0.0.0.0", 1),
                                new SecretSource(null, Path.of("/run/token")),
                                new OidcConfig(
                                        URI.create("https://id.example.org"),
                                        "fleet",
                                        URI.create("https://id.example.org/keys"),
                                        "role",
                                        "org.tenant"),
                                new ServerTls(Path.of("/etc/api.crt"), Path.of("/etc/api.key")),
                                new ServiceConfig.RateConfig(7, 8),
                                List.of(
                                        new ProxyAddress("10.0.0.5"),
                                        new ProxyAddress("10.1.0.0/16"),
                                        new ProxyAddress("fd00:1::/32"))),
                        new ServiceConfig.Management(new Listen("127.0.0.2", 0)),
                        Path.of("/data"),
                        List.of(Path.of("/etc/moodle-fleet/templates"), Path.of("mine")),
                        new RegistryConfig(
                                URI.create("postgresql://db.example/fleet"),
                                "fleet",
                                "registry",
                                new SecretSource(null, null, "registry-password", null),
                                "verify-full",
                                Path.of("/etc/db-ca.pem")),
                        new SecretSource("KEY", null),
                        new VaultConfig(
                                URI.create("https://vault.example:8200"),
                                new SecretSource(null, Path.of("/run/vault/token")),
                                "moodle",
                                Path.of("/etc/vault-ca.pem"),
                                Duration.ofSeconds(20)),
                        new ServiceConfig.Zabbix(
                                new ServiceConfig.ZabbixApi(
                                        URI.create("http://z.example/api_jsonrpc.php"),
                                        null,
                                        "fleet",
                                        new SecretSource("PASSWORD", null),
                                        null),
                                new Trapper("proxy.example", 20051, null, null),
                                null,
                                Map.of(
                                        "academie",
                                        new ServiceConfig.Server(
                                                new ServiceConfig.ZabbixApi(
                                                        URI.create("https://z2.example/api_jsonrpc.php"),
                                                        new SecretSource("SECOND", null),
                                                        null,
                                                        null,
                                                        Path.of("/etc/web-ca.pem")),
                                                new Trapper("z2.example", 10051, null, null),
                                                null)),
                                null,
                                new ServiceConfig.Delivery(7, 8, Duration.ofSeconds(9)),
                                new ServiceConfig.Provisioning(
                                        false, Language.FR, Duration.ofSeconds(90), Duration.ZERO, 3, true)),
                        new ServiceConfig.Collector(
                                Duration.ofMillis(500),
                                Duration.ofSeconds(3),
                                Duration.ofMinutes(4),
                                2,
                                Duration.ofMinutes(30),
                                Duration.ofHours(3),
                                Duration.ofSeconds(5),
                                Set.of(WeakLogin.MD5, WeakLogin.PAM)),
                        new ServiceConfig.Outbox(
                                Duration.ofDays(1),
                                2L,
                                3_000_000L,
                                new ServiceConfig.OfTenant(1L, Duration.ofHours(2))),
                        new ServiceConfig.Log(ServiceConfig.Log.Format.JSON, ServiceConfig.Log.Level.DEBUG)));
    }

    @Test
    void needsNoZabbixApiWhereNothingIsProvisioned() throws DocumentException {
        ServiceConfig config = read("""
                api: {token: {env: TOKEN}}
                data: /data
                templates: [/etc/moodle-fleet/templates, mine]
                zabbix:
                  trapper: {host: zabbix.example}
                  provisioning: {enabled: false}
                """);

        assertThat(config.zabbix().api()).isNull();
    }

    @ParameterizedTest
    @DisplayName("Invariant 10: a wrong setting is answered with its field and the hint")
    @CsvSource(delimiter = '|', textBlock = """
                    token: {env: TOKEN}        | tokn: {env: TOKEN}          | /api/tokn                      | token
                    token: {env: TOKEN}        | token: secret               | /api/token                     | {env: NAME}, {file: PATH}
                    token: {env: TOKEN}        | token: {value: secret}      | /api/token/value               |
                    token: {env: TOKEN}        | token: {env: A, file: b}    | /api/token                     | {env: NAME}, {file: PATH}
                    token: {env: TOKEN}        | listen: 127.0.0.1:1         | /api/token                     | reference
                    token: {env: TOKEN}        | {token: {env: T}, listen: 1} | /api/listen                   | host:port
                    token: {env: TOKEN}        | {token: {env: T}, listen: "h:70000"} | /api/listen           | host:port
                    token: {env: TOKEN}        | {token: {env: T}, proxies: [10.0.0.1, proxy.example]} | /api/proxies/1 | 10.1.0.0/16
                    token: {env: TOKEN}        | {token: {env: T}, proxies: [10.1.2.3/16]} | /api/proxies/0      | 10.1.0.0/16
                    token: {env: TOKEN}        | {token: {env: T}, proxies: [0.0.0.0/0]} | /api/proxies/0        | 10.1.0.0/16
                    token: {env: TOKEN}        | {token: {env: T}, proxies: ["::/129"]} | /api/proxies/0         | 10.1.0.0/16
                    token: {env: TOKEN}        | {token: {env: T}, proxies: 10.0.0.5} | /api/proxies             | one
                    data: /var/lib/moodle-fleet | dta: /var/lib/moodle-fleet | /dta                           | data
                    url: https://zabbix.example/api_jsonrpc.php | user: me  | /zabbix/api/url                | reference
                    url: https://zabbix.example/api_jsonrpc.php | url: zabbix.example | /zabbix/api/url       | https://
                    url: https://zabbix.example/api_jsonrpc.php | url: https://me:secret@zabbix.example/ | /zabbix/api/url | without
                    token: {env: ZABBIX}       | user: me                    | /zabbix/api                    | token, or user and password
                    host: zabbix.example       | port: 10051                 | /zabbix/trapper/host           | reference
                    host: zabbix.example       | {host: z, port: 70000}      | /zabbix/trapper/port           | 65535
                    host: zabbix.example       | {host: z, port: ten}        | /zabbix/trapper/port           |
                    """)
    void aWrongSettingIsAnsweredWithItsFieldAndTheHint(String right, String wrong, String pointer, String hint) {
        String text = wrong.startsWith("{")
                ? LEAST.replaceFirst("(?m)\\n\\s+" + java.util.regex.Pattern.quote(right), " " + wrong)
                : LEAST.replace(right, wrong);

        assertRefused(text, pointer, hint);
    }

    @ParameterizedTest
    @DisplayName("Invariant 10: a setting out of its bounds is answered with its field and the bounds")
    @CsvSource(delimiter = '|', textBlock = """
                    collector: {connectionsPerServer: 0}   | /collector/connectionsPerServer | at least 1
                    collector: {connectTimeout: soon}      | /collector/connectTimeout       |
                    collector: {connectTimeout: 0s}        | /collector/connectTimeout       | 0.1s to 1m
                    collector: {statementTimeout: -PT1S}   | /collector/statementTimeout     | 1s
                    collector: {hourlySpread: 2h}          | /collector/hourlySpread         | 1h
                    collector: {dailySpread: 24h}          | /collector/dailySpread          | 23h
                    collector: {backlogPause: 0s}          | /collector/backlogPause         | 1h
                    outbox: {maxAge: 0s}                   | /outbox/maxAge                  | 1s
                    outbox: {maxSamples: 0}                | /outbox/maxSamples              | at least 1
                    outbox: {tenant: {maxSamples: 0}}      | /outbox/tenant/maxSamples       | at least 1
                    outbox: {maxBytes: 1000}               | /outbox/maxBytes                | 1048576
                    log: {level: loud}                     | /log/level                      |
                    log: {colour: red}                     | /log/colour                     | format
                    management: {listen: 8481}             | /management/listen              | host:port
                    """)
    void aSettingOutOfBoundsIsAnsweredWithItsFieldAndTheBounds(String section, String pointer, String hint) {
        assertRefused(LEAST + section + "\n", pointer, hint);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    delivery: {batchSize: 0}               | /zabbix/delivery/batchSize            | at least 1
                    delivery: {maxSamplesPerSecond: -1}    | /zabbix/delivery/maxSamplesPerSecond  | at least 1
                    delivery: {rejectAfter: 0s}            | /zabbix/delivery/rejectAfter          | 1s
                    provisioning: {every: 0s}              | /zabbix/provisioning/every            | 1s
                    provisioning: {removalGrace: -PT1S}    | /zabbix/provisioning/removalGrace     | 0s
                    provisioning: {language: de}           | /zabbix/provisioning/language         | en, fr
                    """)
    void aZabbixSettingOutOfBoundsIsAnsweredWithItsFieldAndTheBounds(String section, String pointer, String hint) {
        assertRefused(LEAST.stripTrailing() + "\n  " + section + "\n", pointer, hint);
    }

    @Test
    @DisplayName("Invariant 9: a secret that is written into the file is refused without being shown")
    void aSecretInTheFileIsRefusedWithoutBeingShown() {
        for (String written : List.of("canary-0123456789", "{value: canary-0123456789}", "4815162342108")) {
            assertThatThrownBy(() -> read(LEAST.replace("{env: TOKEN}", written)))
                    .isInstanceOf(DocumentException.class)
                    .hasMessageNotContaining("canary")
                    .hasMessageNotContaining("4815162342108");
        }
    }

    @Test
    void aSecretComesFromTheEnvironmentOrFromAFile(@TempDir Path folder) throws Exception {
        Path file = Files.writeString(folder.resolve("token"), "from a file\n");

        assertThat(new SecretSource(null, file).resolve("/api/token")).isEqualTo("from a file");
        assertThat(new SecretSource("PATH", null).resolve("/api/token")).isEqualTo(System.getenv("PATH"));
    }

    @Test
    void aMissingSecretIsAnsweredWithItsSource(@TempDir Path folder) throws Exception {
        Path empty = Files.writeString(folder.resolve("empty"), "\n");

        assertThatThrownBy(() -> new SecretSource("MOODLE_FLEET_NO_SUCH", null).resolve("/api/token"))
                .hasMessage("configuration: /api/token: is empty; set the environment variable MOODLE_FLEET_NO_SUCH");
        assertThatThrownBy(() -> new SecretSource(null, folder.resolve("none")).resolve("/api/token"))
                .hasMessageContaining("/api/token: the file " + folder.resolve("none") + " cannot be read");
        assertThatThrownBy(() -> new SecretSource(null, empty).resolve("/api/token"))
                .hasMessageContaining("/api/token: ")
                .hasMessageContaining(empty.toString());
    }

    private static void assertRefused(String text, String pointer, String hint) {
        assertThatThrownBy(() -> read(text)).isInstanceOfSatisfying(DocumentException.class, refusal -> {
            assertThat(refusal.violations()).extracting(Violation::pointer).containsExactly(pointer);
            assertThat(refusal.getMessage()).contains(hint == null ? "" : hint).doesNotContain("\n");
        });
    }

    private static ServiceConfig read(String text) throws DocumentException {
        return Documents.readYaml("moodle-fleet.yaml", text, ServiceConfig.class);
    }
}
