package org.moodlefleet.service.zabbix;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.net.SelfSignedCertificate;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.moodlefleet.document.DocumentException;
import org.moodlefleet.document.Documents;
import org.moodlefleet.document.Language;
import org.moodlefleet.model.Tenant;
import org.moodlefleet.service.config.ServiceConfig;
import org.moodlefleet.zabbix.provisioning.state.SenderEncryption;

class ChannelsTest {

    @TempDir
    private Path folder;

    @Test
    void eachTenantWithAWayOfItsOwnHasAChannel() throws Exception {
        SelfSignedCertificate ours = SelfSignedCertificate.create();
        Files.writeString(folder.resolve("psk"), "0123456789abcdef0123456789abcdef\n");
        Channels channels = channels("""
                trapper: {nodes: [{host: a}, {host: b, port: 10052}]}
                  channels:
                    one: {trapper: {host: c, tls: {ca: %s, certificate: %s, key: %s, serverSubject: "CN=z",
                      hostSubject: CN=localhost}}}
                    two: {trapper: {host: d, tls: {psk: {identity: fleet, key: {file: %s}}}}}
                    three: {historyPush: {url: "https://z.example/api_jsonrpc.php", token: {file: %s}}}
                """.formatted(
                        ours.certificatePath(),
                        ours.certificatePath(),
                        ours.privateKeyPath(),
                        folder.resolve("psk"),
                        folder.resolve("psk")));
        assertThat(channels.byName().keySet()).containsExactly("default", "one", "two", "three");
        assertThat(channels.senders(tenant("one", null)))
                .hasValue(new SenderEncryption.Certificate(Optional.empty(), Optional.of("CN=localhost")));
        assertThat(channels.senders(tenant("two", null)))
                .hasValue(new SenderEncryption.Psk("fleet", "0123456789abcdef0123456789abcdef"));
        assertThat(channels.senders(tenant("three", null)))
                .as("history.push asks no host how it is to be sent")
                .isEmpty();
        assertThat(channels.senders(tenant("any-other", null))).hasValue(new SenderEncryption.None());
    }

    @Test
    void theDefaultChannelMayPush() throws Exception {
        Files.writeString(folder.resolve("token"), "t");
        assertThat(channels("historyPush: {url: \"https://z.example/api_jsonrpc.php\", token: {file: %s}}"
                                .formatted(folder.resolve("token")))
                        .byName())
                .hasSize(1);
    }

    @Test
    @DisplayName("Invariant 10: files that are missing or do not belong together are answered with their setting")
    void files() {
        SelfSignedCertificate ours = SelfSignedCertificate.create();
        SelfSignedCertificate other = SelfSignedCertificate.create();
        String certificate = ours.certificatePath();
        String key = ours.privateKeyPath();
        refused(tls("/nonexistent/ca", certificate, key), "/zabbix/trapper/tls/ca: the file /nonexistent/ca");
        refused(tls(key, certificate, key), "/zabbix/trapper/tls/ca: the file " + key + " holds no certificate");
        refused(tls(certificate, "/nonexistent/c", key), "/zabbix/trapper/tls/certificate: the file /nonexistent/c");
        refused(tls(certificate, certificate, certificate), "holds no private key that fits");
        refused(tls(certificate, certificate, other.privateKeyPath()), "is not that of the certificate in");
    }

    @Test
    @DisplayName("Invariant 10: two ways at once, half a way, and names that are none are refused")
    void contradictions() throws IOException {
        Path psk = Files.writeString(folder.resolve("psk"), "0123456789abcdef0123456789abcdef");
        refused("trapper: {host: a, nodes: [{host: b}]}", "/zabbix/trapper/host");
        refused("trapper: {nodes: [{host: b}], port: 10051}", "/zabbix/trapper/port");
        refused(
                "trapper: {host: a, tls: {ca: /x, psk: {identity: i, key: {file: %s}}}}".formatted(psk),
                "certificates or a pre-shared key");
        refused("trapper: {host: a, tls: {ca: /x}}", "certificates or a pre-shared key");
        refused("trapper: {host: a}\n  channels: {default: {trapper: {host: b}}}", "one named default");
        String second = "servers: {second: {api: {url: http://b/x, token: {file: " + psk + "}}, trapper: {host: b}}}";
        refused("trapper: {host: a}\n  " + second + "\n  channels: {second: {trapper: {host: b}}}", "name of a server");
        refused("trapper: {host: a}\n  servers: {b: {trapper: {host: b}}}", "servers/b/api");
        refused("trapper: {host: a}\n  channels: {acme: {}}", "needs one of trapper and historyPush");
        SelfSignedCertificate ours = SelfSignedCertificate.create();
        refused(
                tls(ours.certificatePath(), ours.certificatePath(), ours.privateKeyPath() + ", serverIssuer: nobody"),
                "/zabbix/trapper/tls/serverIssuer");
        refused(
                tls(ours.certificatePath(), ours.certificatePath(), ours.privateKeyPath() + ", hostSubject: CN=other"),
                "/zabbix/trapper/tls/hostSubject: is not what our certificate says: CN=localhost");
    }

    @Test
    @DisplayName("Invariant 6: a pre-shared key that is none is not quoted")
    void wrongKey() throws IOException {
        Path psk = Files.writeString(folder.resolve("psk"), "geheim");
        assertThatThrownBy(
                        () -> channels("trapper: {host: a, tls: {psk: {identity: i, key: {file: %s}}}}".formatted(psk)))
                .isInstanceOf(DocumentException.class)
                .hasMessageContaining("is no pre-shared key")
                .hasMessageNotContaining("geheim");
    }

    private static String tls(String ca, String certificate, String key) {
        return "trapper: {host: a, tls: {ca: %s, certificate: %s, key: %s}}".formatted(ca, certificate, key);
    }

    private static void refused(String zabbix, String message) {
        assertThatThrownBy(() -> channels(zabbix))
                .isInstanceOf(DocumentException.class)
                .hasMessageContaining(message);
    }

    private static Tenant tenant(String id, String zabbix) {
        return new Tenant(id, id, Language.EN, null, List.of(), zabbix, 1);
    }

    private static Channels channels(String zabbix) throws DocumentException {
        String text = """
                api: {token: {env: HOME}}
                data: /data
                zabbix:
                  provisioning: {enabled: false}
                """ + "  " + zabbix;
        return Channels.of(Documents.readYaml("moodle-fleet.yaml", text, ServiceConfig.class));
    }
}
