package org.moodlefleet.zabbix.trapper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import javax.security.auth.x500.X500Principal;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.moodlefleet.zabbix.Sample;
import org.moodlefleet.zabbix.api.ZabbixBed;
import org.moodlefleet.zabbix.provisioning.Provisioner;
import org.moodlefleet.zabbix.provisioning.plan.Plan;
import org.moodlefleet.zabbix.provisioning.state.DesiredHost;
import org.moodlefleet.zabbix.provisioning.state.DesiredState;
import org.moodlefleet.zabbix.provisioning.state.OwnerMark;
import org.moodlefleet.zabbix.provisioning.state.SenderEncryption;

/** Against a real Zabbix that has certificates, and whose hosts say how their senders must encrypt. */
class TrapperEncryptionIT {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Path TLS = Path.of(System.getenv().getOrDefault("TESTBED_ZABBIX_TLS", "/nonexistent"));
    private static final X500Principal AUTHORITY = new X500Principal("CN=authority,O=Moodle Fleet test bed");
    private static final X500Principal SERVER = new X500Principal("CN=server,O=Moodle Fleet test bed");
    private static final String KEY = "0123456789abcdef".repeat(4);
    private static final String OTHER_KEY = "00ff".repeat(16);
    private static final String ISSUER = "CN=authority,O=Moodle Fleet test bed";
    private static final String CLIENT = "CN=client,O=Moodle Fleet test bed";
    private static final Map<String, Object> ONLY_CERTIFICATES = Map.of("tls_accept", 4);

    private final Vertx vertx = Vertx.vertx();
    private TestZabbix zabbix;

    @BeforeEach
    void open() throws IOException {
        zabbix = new TestZabbix();
    }

    @AfterEach
    void close() throws Exception {
        zabbix.close();
        vertx.close().await(10, TimeUnit.SECONDS);
    }

    @Test
    void aHostThatWantsCertificatesTakesValuesOverThem() throws Exception {
        stored(ONLY_CERTIFICATES, certificates("ca", "client", Optional.of(AUTHORITY), Optional.of(SERVER)));
    }

    @Test
    void aHostThatWantsAPreSharedKeyTakesValuesOverIt() throws Exception {
        String identity = zabbix.name("psk");
        stored(Map.of("tls_accept", 2, "tls_psk_identity", identity, "tls_psk", KEY), Encryption.Psk.of(identity, KEY));
    }

    private void stored(Map<String, Object> host, Encryption encryption) throws Exception {
        String name = zabbix.name("h");
        zabbix.createHost(name, host, TestZabbix.TEXT, "k");
        Sample sample = new Sample(name, "k", "encrypted", Instant.now().getEpochSecond() - 60, 1);
        TrapperClient client = client(encryption);
        await().atMost(PATIENCE)
                .ignoreException(TrapperException.class)
                .until(() ->
                        client.send(List.of(sample)).await(10, TimeUnit.SECONDS).failed() == 0);
        await().atMost(PATIENCE)
                .untilAsserted(() ->
                        assertThat(zabbix.history(name, "k", TestZabbix.TEXT)).containsExactly(sample));
        Sample later = new Sample(name, "k", "in the open", sample.clock() + 1, 1);
        assertThat(client(new Encryption.None())
                        .send(List.of(later))
                        .await(10, TimeUnit.SECONDS)
                        .failed())
                .as("unencrypted to the same host")
                .isOne();
    }

    /** Several changes of mind about one host, each proved by a value that Zabbix takes, and by a plan with nothing left. */
    @Test
    @DisplayName(
            "Invariant 8: hosts that we provision take values as their channel encrypts them, whatever it was before")
    void provisionedHostsFollowTheChannel() throws Exception {
        try (ZabbixBed bed = new ZabbixBed()) {
            ProvisionedHost host = new ProvisionedHost(bed);
            host.follows(new SenderEncryption.Psk(bed.prefix, KEY), Encryption.Psk.of(bed.prefix, KEY), true);
            host.loosen();
            host.follows(new SenderEncryption.Psk(bed.prefix, KEY), Encryption.Psk.of(bed.prefix, KEY), true);
            String other = bed.prefix + "-2";
            host.follows(new SenderEncryption.Psk(other, OTHER_KEY), Encryption.Psk.of(other, OTHER_KEY), true);
            host.follows(
                    new SenderEncryption.Certificate(Optional.of(ISSUER), Optional.of(CLIENT)),
                    certificates("ca", "client", Optional.of(AUTHORITY), Optional.of(SERVER)),
                    true);
            host.follows(new SenderEncryption.None(), new Encryption.None(), false);
        }
    }

    private final class ProvisionedHost {
        private final ZabbixBed bed;
        private final String name;
        private final Provisioner provisioner;
        private int sent;

        ProvisionedHost(ZabbixBed bed) {
            this.bed = bed;
            this.name = bed.prefix + "-sent";
            OwnerMark mark = new OwnerMark("pt-managed-by", bed.prefix);
            this.provisioner = new Provisioner(bed.vertx, bed.api, mark, Duration.ZERO, Clock.systemUTC());
        }

        void follows(SenderEncryption senders, Encryption channel, boolean encrypted) throws Exception {
            DesiredState desired = new DesiredState(Set.of(), List.of(), List.of(desired(senders)));
            Plan plan = provisioner.plan(desired).await();
            assertThat(plan.describe()).anySatisfy(change -> assertThat(change).contains("host " + name));
            assertThat(plan.toString() + plan.describe()).doesNotContain(KEY, OTHER_KEY);
            assertThat(provisioner.apply(plan).await().failures()).isEmpty();
            assertThat(provisioner.plan(desired).await().describe()).isEmpty();
            if (sent == 0) {
                bed.call(
                        "item.create",
                        Map.of("hostid", id(), "name", "k", "key_", "k", "type", 2, "value_type", TestZabbix.TEXT));
            }
            await().atMost(PATIENCE).ignoreException(TrapperException.class).until(() -> refusals(channel) == 0);
            if (encrypted) {
                assertThat(refusals(new Encryption.None())).as("in the open").isOne();
            }
        }

        /** What a person may do in the front end. */
        void loosen() {
            bed.call(
                    "host.update",
                    Map.of("hostid", id(), "tls_connect", 1, "tls_accept", 1, "tls_psk_identity", "", "tls_psk", ""));
        }

        private int refusals(Encryption channel) throws Exception {
            Sample sample = new Sample(name, "k", "v", Instant.now().getEpochSecond() - 60, ++sent);
            return client(channel)
                    .send(List.of(sample))
                    .await(20, TimeUnit.SECONDS)
                    .failed();
        }

        private String id() {
            return bed.find("host.get", "host", name, Map.of("output", List.of("hostid")))
                    .get("hostid")
                    .asText();
        }

        private DesiredHost desired(SenderEncryption senders) {
            Set<String> group = Set.of(bed.prefix);
            return new DesiredHost(name, "", true, group, Set.of(), Set.of(), Map.of(), "", Optional.of(senders));
        }
    }

    @Test
    void anAuthorityThatWeDoNotTrustEndsTheConnection() {
        refused(certificates("other-ca", "client", Optional.empty(), Optional.empty()), "unable to find valid");
    }

    @Test
    void aServerOfAnotherNameGetsNothing() {
        X500Principal other = new X500Principal("CN=another,O=Moodle Fleet test bed");
        refused(
                certificates("ca", "client", Optional.of(AUTHORITY), Optional.of(other)),
                "the subject of the server's certificate is CN=server");
        refused(
                certificates("ca", "client", Optional.of(other), Optional.empty()),
                "the issuer of the server's certificate is CN=authority");
    }

    @Test
    void anExpiredCertificateOfOursIsRefused() {
        refused(certificates("ca", "expired", Optional.empty(), Optional.empty()), "is not valid now: NotAfter");
    }

    @Test
    void aCertificateOfOursThatZabbixDoesNotTrustIsRefused() {
        refused(
                certificates("ca", "stranger", Optional.empty(), Optional.empty()),
                "should Zabbix not accept our certificate");
    }

    @Test
    void missingFilesAreNamed() {
        refused(certificates("ca", "missing", Optional.empty(), Optional.empty()), "missing.key");
    }

    @Test
    void aWrongKeyAndAWrongIdentityAreRefusedAndTheKeyIsNotTold() throws IOException {
        String identity = zabbix.name("psk");
        zabbix.createHost(
                zabbix.name("h"),
                Map.of("tls_accept", 2, "tls_psk_identity", identity, "tls_psk", KEY),
                TestZabbix.TEXT,
                "k");
        String wrong = "fedcba9876543210".repeat(4);
        refused(Encryption.Psk.of(identity, wrong), "no TLS with this pre-shared key and identity");
        refused(Encryption.Psk.of("nobody", KEY), "no TLS with this pre-shared key and identity");
    }

    private void refused(Encryption encryption, String message) {
        Sample sample = new Sample("h", "k", "1", 1_700_000_000, 1);
        assertThatThrownBy(() -> client(encryption).send(List.of(sample)).await(20, TimeUnit.SECONDS))
                .isInstanceOf(TrapperException.class)
                .hasMessageContaining(message)
                .hasMessageNotContainingAny(KEY, "fedcba98");
    }

    private TrapperClient client(Encryption encryption) {
        return new TrapperClient("test", vertx, List.of(zabbix.trapper()), encryption, TrapperTimeouts.DEFAULT);
    }

    private static Encryption certificates(
            String ca, String ours, Optional<X500Principal> issuer, Optional<X500Principal> subject) {
        return new Encryption.Certificates(
                TLS.resolve(ca + ".crt"), TLS.resolve(ours + ".crt"), TLS.resolve(ours + ".key"), issuer, subject);
    }
}
