package org.moodlefleet.zabbix.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ZabbixApiIT {

    private final ZabbixBed bed = new ZabbixBed();

    @AfterEach
    void close() {
        bed.close();
    }

    @Test
    void passwordOpensASession() {
        assertThat(bed.dialect().version()).isEqualTo(ZabbixVersion.parse(System.getenv("TESTBED_ZABBIX_VERSION")));
        JsonNode admin =
                bed.find("user.get", "username", ZabbixBed.administrator().user(), Map.of("output", List.of("userid")));
        assertThat(admin.get("userid").asText()).isNotEmpty();
    }

    @Test
    void wrongPasswordIsSaidWithoutShowingIt() {
        String user = ZabbixBed.administrator().user() + bed.prefix;
        ZabbixApi api = api(new Credentials.Password(user, "wrong-5ecret"));
        ZabbixApiException refusal = failure(api, "host.get", Map.of());
        assertThat(refusal.refused()).isTrue();
        assertThat(refusal)
                .hasMessageStartingWith("user.login: ")
                .hasMessageContaining("Incorrect user name or password")
                .hasMessageNotContaining("5ecret");
    }

    @Test
    void tokenEntersAndAWrongOneDoesNot() {
        String admin = bed.find(
                        "user.get", "username", ZabbixBed.administrator().user(), Map.of("output", List.of("userid")))
                .get("userid")
                .asText();
        JsonNode made = bed.call("token.create", List.of(Map.of("name", bed.prefix, "userid", admin)));
        List<String> ids = List.of(made.get("tokenids").get(0).asText());
        try {
            String token = bed.call("token.generate", ids).get(0).get("token").asText();
            ZabbixApi api = api(new Credentials.Token(token));
            JsonNode templates =
                    api.call("template.get", Map.of("countOutput", true)).await();
            assertThat(templates.asInt()).isPositive();
        } finally {
            bed.call("token.delete", ids);
        }
        String wrong = "0123456789abcdef".repeat(4);
        ZabbixApiException refusal = failure(api(new Credentials.Token(wrong)), "host.get", Map.of());
        assertThat(refusal).hasMessageContaining("the API token is not valid").hasMessageNotContaining(wrong);
    }

    @Test
    void sessionThatEndedBehindOurBackIsRenewed() {
        bed.call("host.get", Map.of("countOutput", true));
        bed.call("user.logout", List.of());
        assertThat(bed.call("host.get", Map.of("countOutput", true)).asInt()).isNotNegative();
    }

    @Test
    void refusalNamesTheField() {
        ZabbixApiException refusal = failure(bed.api, "hostgroup.create", Map.of("name", ""));
        assertThat(refusal.refused()).isTrue();
        assertThat(refusal.method()).isEqualTo("hostgroup.create");
        assertThat(refusal.data()).contains("name");
    }

    private ZabbixApi api(Credentials credentials) {
        return new ZabbixApi(bed.vertx, new ZabbixApiConfig(ZabbixBed.url(), credentials));
    }

    private static ZabbixApiException failure(ZabbixApi api, String method, Object params) {
        return catchThrowableOfType(
                ZabbixApiException.class, () -> api.call(method, params).await());
    }
}
