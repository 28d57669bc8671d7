package org.moodlefleet.service.config;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.moodlefleet.document.Documents;

/** {@code deploy/moodle-fleet.yaml} is what an operator starts from: it must name every setting, with its true default. */
class CommentedReferenceTest {

    private static final Set<Class<?>> SECTIONS =
            Set.of(RegistryConfig.class, VaultConfig.class, ServerTls.class, OidcConfig.class);
    private static final Path REFERENCE = Path.of("../moodle-fleet.yaml");
    /** A key at the start of a comment is a setting that is left out; trailing and running text is not. */
    private static final String LEFT_OUT = "(?m)^( *)# ( *[a-zA-Z]+:(?: .*)?)$";

    @Test
    void isAConfigurationAsItStands() throws Exception {
        ServiceConfig config = ServiceConfig.read(REFERENCE);

        assertThat(config.zabbix().api().token().env()).isEqualTo("ZABBIX_API_TOKEN");
    }

    @Test
    void showsTheDefaultOfEachSettingThatItLeavesOut() throws Exception {
        ServiceConfig all = Documents.readYaml("uncommented", uncommented(), ServiceConfig.class);
        ServiceConfig some = ServiceConfig.read(REFERENCE);

        assertThat(all.secretKey()).isNotNull();
        assertThat(all.registry()).isNotNull();
        assertThat(all.vault()).isNotNull();
        assertThat(all.api().tls()).isNotNull();
        assertThat(all.api().oidc()).isNotNull();
        assertThat(all.zabbix().provisioning().widgets()).isNotNull();
        assertThat(new ServiceConfig(
                        new ServiceConfig.Api(
                                all.api().listen(),
                                all.api().token(),
                                null,
                                null,
                                all.api().rate(),
                                all.api().proxies()),
                        all.management(),
                        all.data(),
                        all.templates(),
                        null,
                        null,
                        null,
                        withoutOthers(all.zabbix()),
                        all.collector(),
                        all.outbox(),
                        all.log()))
                .isEqualTo(some);
    }

    @Test
    void namesEverySetting() throws Exception {
        JsonNode uncommented = new YAMLMapper().readTree(uncommented());
        Set<String> settings = new TreeSet<>();
        settings(ServiceConfig.class, "").forEach(settings::add);

        assertThat(settings).hasSizeGreaterThan(25).contains("/zabbix/provisioning/removalGrace");
        for (String setting : settings) {
            boolean alternative = setting.equals("/zabbix/api/user")
                    || setting.equals("/zabbix/api/password")
                    || setting.startsWith("/zabbix/historyPush/");
            assertThat(
                            alternative
                                    ? Files.readString(REFERENCE).contains("or: user: NAME and password: {env: ...}")
                                    : !uncommented.at(setting).isMissingNode())
                    .as("the commented reference deploy/moodle-fleet.yaml names " + setting)
                    .isTrue();
        }
    }

    /** Servers and channels have no default. */
    private static ServiceConfig.Zabbix withoutOthers(ServiceConfig.Zabbix all) {
        return new ServiceConfig.Zabbix(
                withoutAuthority(all.api()),
                all.trapper(),
                null,
                null,
                null,
                all.delivery(),
                withoutWidgets(all.provisioning()));
    }

    private static ServiceConfig.ZabbixApi withoutAuthority(ServiceConfig.ZabbixApi all) {
        return new ServiceConfig.ZabbixApi(all.url(), all.token(), all.user(), all.password(), null);
    }

    private static ServiceConfig.Provisioning withoutWidgets(ServiceConfig.Provisioning all) {
        return new ServiceConfig.Provisioning(
                all.enabled(), all.language(), all.every(), all.removalGrace(), all.removalLimit(), null);
    }

    private static String uncommented() throws IOException {
        return Files.readString(REFERENCE).replaceAll(LEFT_OUT, "$1$2");
    }

    private static Stream<String> settings(Class<?> section, String pointer) {
        return Arrays.stream(section.getRecordComponents()).flatMap(key -> settingsOf(key, pointer));
    }

    private static Stream<String> settingsOf(RecordComponent key, String pointer) {
        String here = pointer + "/" + key.getName();
        boolean section = key.getType().isRecord()
                && (key.getType().getEnclosingClass() == ServiceConfig.class || SECTIONS.contains(key.getType()));
        return section ? settings(key.getType(), here) : Stream.of(here);
    }
}
