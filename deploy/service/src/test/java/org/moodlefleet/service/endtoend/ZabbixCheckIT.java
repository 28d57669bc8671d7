package org.moodlefleet.service.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.net.PemKeyCertOptions;
import io.vertx.core.net.SelfSignedCertificate;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.moodlefleet.document.Documents;
import org.moodlefleet.service.bed.ZabbixBed;
import org.moodlefleet.service.config.ServiceConfig;
import org.moodlefleet.service.zabbix.ZabbixCheck;
import org.moodlefleet.zabbix.api.Credentials;
import org.moodlefleet.zabbix.api.ZabbixApi;
import org.moodlefleet.zabbix.api.ZabbixApiConfig;

@DisplayName("Each Zabbix is asked before it is needed: is it there, does it let us in, may we, does it take values")
class ZabbixCheckIT {

    private static final String USER = "zabbix-check";
    /** Of the roles that Zabbix comes with. */
    private static final String ADMIN = "2";

    private static final String SUPER_ADMIN = "3";

    @TempDir
    Path folder;

    private final Vertx vertx = Vertx.vertx();
    private ZabbixBed zabbix;
    private ZabbixApi api;

    @BeforeEach
    void open() {
        zabbix = new ZabbixBed(USER);
        api = new ZabbixApi(vertx, new ZabbixApiConfig(ZabbixBed.URL, new Credentials.Token(zabbix.token)));
        removeUser();
    }

    @AfterEach
    void close() {
        removeUser();
        api.close().await();
        zabbix.close();
        vertx.close().await();
    }

    private void removeUser() {
        JsonNode found =
                api.call("user.get", Map.of("filter", Map.of("username", USER))).await();
        if (!found.isEmpty()) {
            api.call("user.delete", List.of(found.at("/0/userid").asText())).await();
        }
    }

    private String tokenOf(String role) {
        String group = api.call("usergroup.get", Map.of("filter", Map.of("users_status", 0)))
                .await()
                .at("/0/usrgrpid")
                .asText();
        JsonNode user = api.call(
                        "user.create",
                        Map.of(
                                "username",
                                USER,
                                "passwd",
                                "Tr0ub4dor-and-3",
                                "roleid",
                                role,
                                "usrgrps",
                                List.of(Map.of("usrgrpid", group))))
                .await();
        JsonNode token = api.call(
                        "token.create",
                        Map.of(
                                "name",
                                USER + "-" + role,
                                "userid",
                                user.at("/userids/0").asText()))
                .await();
        return api.call("token.generate", List.of(token.at("/tokenids/0").asText()))
                .await()
                .at("/0/token")
                .asText();
    }

    private List<String> asked(URI url, String token, int trapper, String more) throws Exception {
        Path secret = Files.writeString(folder.resolve("zabbix-token"), token);
        Path own = Files.writeString(folder.resolve("token"), "canary-token-0123456789");
        Path file = Files.writeString(
                folder.resolve("service.yaml"), """
                api: {listen: 127.0.0.1:0, token: {file: %s}}
                data: %s
                zabbix:
                  api: {url: "%s", token: {file: %s}%s}
                  trapper: {host: 127.0.0.1, port: %d}
                """.formatted(own, folder, url, secret, more, trapper));
        ServiceConfig config = Documents.readYaml(file, ServiceConfig.class);
        return new ZabbixCheck(vertx)
                .of(config).await().stream()
                        .map(finding -> (finding.passed() ? "ok " : "FAILED ") + finding)
                        .toList();
    }

    private static int closedPort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    @Test
    void aSuperAdminMayAndValuesAreTaken() throws Exception {
        assertThat(asked(ZabbixBed.URL, tokenOf(SUPER_ADMIN), ZabbixBed.TRAPPER_PORT, ""))
                .hasSize(3)
                .anySatisfy(line -> assertThat(line).matches("ok /zabbix/api: Zabbix [67]\\.\\d"))
                .contains("ok /zabbix/api: the account is a Super admin", "ok /zabbix/trapper: takes values");
    }

    @Test
    void anAdminMayNot() throws Exception {
        assertThat(asked(ZabbixBed.URL, tokenOf(ADMIN), ZabbixBed.TRAPPER_PORT, ""))
                .anySatisfy(line -> assertThat(line)
                        .startsWith("FAILED /zabbix/api: ")
                        .endsWith("give the account's user a role of type Super admin"));
    }

    @Test
    void aTokenThatIsGoneIsNamedAsSuch() throws Exception {
        String token = tokenOf(SUPER_ADMIN);
        removeUser();

        assertThat(asked(ZabbixBed.URL, token, ZabbixBed.TRAPPER_PORT, ""))
                .anySatisfy(line -> assertThat(line)
                        .startsWith("FAILED /zabbix/api: ")
                        .contains("the API token is not valid")
                        .contains("put it where 'token' refers to")
                        .doesNotContain(token));
    }

    @Test
    void portsWhereNothingListens() throws Exception {
        int closed = closedPort();

        assertThat(asked(URI.create("http://127.0.0.1:" + closed + "/api_jsonrpc.php"), "x".repeat(64), closed, ""))
                .hasSize(2)
                .anySatisfy(line ->
                        assertThat(line).startsWith("FAILED /zabbix/api: ").contains("correct url"))
                .anySatisfy(line ->
                        assertThat(line).startsWith("FAILED /zabbix/trapper: ").contains("correct host and port"));
    }

    @Test
    void aCertificateOfAnAuthorityOfOnesOwn() throws Exception {
        SelfSignedCertificate certificate = SelfSignedCertificate.create("localhost");
        URI url = encrypted(certificate);
        String token = tokenOf(SUPER_ADMIN);

        assertThat(asked(url, token, ZabbixBed.TRAPPER_PORT, ""))
                .anySatisfy(line -> assertThat(line)
                        .startsWith("FAILED /zabbix/api: ")
                        .contains("is not trusted")
                        .contains("as 'ca'"));
        assertThat(asked(url, token, ZabbixBed.TRAPPER_PORT, ", ca: " + certificate.certificatePath()))
                .contains("ok /zabbix/api: the account is a Super admin");
    }

    /** A proxy before the test bed's Zabbix. */
    private URI encrypted(SelfSignedCertificate certificate) {
        var client = vertx.createHttpClient();
        HttpServer server = vertx.createHttpServer(new HttpServerOptions()
                        .setSsl(true)
                        .setKeyCertOptions(new PemKeyCertOptions()
                                .setCertPath(certificate.certificatePath())
                                .setKeyPath(certificate.privateKeyPath())))
                .requestHandler(request -> request.body()
                        .compose(body -> client.request(
                                        request.method(),
                                        ZabbixBed.URL.getPort(),
                                        ZabbixBed.URL.getHost(),
                                        ZabbixBed.URL.getPath())
                                .compose(passed -> {
                                    request.headers().remove("Host");
                                    passed.headers().addAll(request.headers());
                                    return passed.send(body);
                                })
                                .compose(answer -> answer.body()))
                        .onSuccess(body -> request.response()
                                .putHeader("Content-Type", "application/json")
                                .end(body)));
        server.listen(0, "127.0.0.1").await();
        return URI.create("https://localhost:" + server.actualPort() + "/api_jsonrpc.php");
    }
}
