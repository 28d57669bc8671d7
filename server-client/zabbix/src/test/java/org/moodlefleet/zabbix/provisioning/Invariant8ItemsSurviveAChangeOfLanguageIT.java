package org.moodlefleet.zabbix.provisioning;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.moodlefleet.zabbix.api.ZabbixBed;
import org.moodlefleet.zabbix.provisioning.state.DesiredHost;
import org.moodlefleet.zabbix.provisioning.state.DesiredState;
import org.moodlefleet.zabbix.provisioning.state.DesiredTemplate;
import org.moodlefleet.zabbix.provisioning.state.OwnerMark;
import org.moodlefleet.zabbix.template.Examples;
import org.moodlefleet.zabbix.template.TemplateYaml;
import org.moodlefleet.zabbix.template.ZabbixTemplate;

class Invariant8ItemsSurviveAChangeOfLanguageIT {

    private final ZabbixBed bed = new ZabbixBed();
    private final OwnerMark mark = new OwnerMark("pt-managed-by", bed.prefix);
    private final String english = bed.prefix + "-T";
    private final String french = bed.prefix + "-T fr";
    private final String host = bed.prefix + "-h";
    private Map<String, String> before;

    @BeforeEach
    void provisionInEnglish() {
        apply(desired(english));
        before = items();
        assertThat(before).hasSize(7).containsKey("pt.users");
        assertThat(names("trigger.get", "description")).contains("Too many users");
    }

    @AfterEach
    void close() {
        bed.close();
    }

    @Test
    @DisplayName("Invariant 8: a host that is read in another language keeps its items, so that their history stays")
    void toAndFro() {
        apply(desired(french));

        assertThat(items()).isEqualTo(before);
        assertThat(names("item.get", "name")).contains("Utilisateurs").doesNotContain("Users");
        assertThat(names("trigger.get", "description"))
                .containsExactlyInAnyOrder("It's en panne sur {HOST.NAME}", "Trop de users");
        assertThat(names("discoveryrule.get", "name")).containsExactly("Rooms");
        assertThat(names("httptest.get", "name")).containsExactly("Front page");
        assertSettled(desired(french));

        apply(desired(english));

        assertThat(items()).isEqualTo(before);
        assertThat(names("trigger.get", "description"))
                .containsExactlyInAnyOrder("It's down on {HOST.NAME}", "Too many users");
        assertSettled(desired(english));
    }

    @Test
    @DisplayName("Invariant 8: a change of language that was interrupted is completed")
    void interrupted() {
        String id = bed.find("host.get", "host", host, Map.of()).get("hostid").asText();
        String template = bed.find("template.get", "host", english, Map.of())
                .get("templateid")
                .asText();
        bed.call("host.massremove", Map.of("hostids", List.of(id), "templateids", List.of(template)));

        apply(desired(french));

        assertThat(items()).isEqualTo(before);
        assertThat(names("trigger.get", "description"))
                .containsExactlyInAnyOrder("It's en panne sur {HOST.NAME}", "Trop de users");
        assertSettled(desired(french));
    }

    private DesiredState desired(String template) {
        DesiredHost wanted = new DesiredHost(
                host, "", true, Set.of(bed.prefix + "/H"), Set.of(template), Set.of(), Map.of(), "two\nlines");
        return new DesiredState(
                Set.of(), List.of(template(english, french), template(french, english)), List.of(wanted));
    }

    private DesiredTemplate template(String name, String other) {
        boolean translated = name.equals(french);
        ZabbixTemplate example = Examples.everything(english, translated ? "Utilisateurs" : "Users");
        String yaml = TemplateYaml.write(example.named(name));
        return DesiredTemplate.of(
                        name,
                        translated
                                ? yaml.replace("Too many", "Trop de")
                                        .replace("PT state", "PT état")
                                        .replace("s down on", "s en panne sur")
                                : yaml)
                .replacing(Set.of(other));
    }

    private Map<String, String> items() {
        Map<String, String> ids = new TreeMap<>();
        ofHost("item.get", List.of("itemid", "key_"))
                .forEach(item ->
                        ids.put(item.get("key_").asText(), item.get("itemid").asText()));
        return ids;
    }

    private List<String> names(String method, String property) {
        return ofHost(method, List.of(property)).findValuesAsText(property);
    }

    private JsonNode ofHost(String method, List<String> output) {
        String id = bed.find("host.get", "host", host, Map.of()).get("hostid").asText();
        return bed.call(method, Map.of("hostids", id, "output", output));
    }

    private void apply(DesiredState desired) {
        Provisioner provisioner = provisioner();
        assertThat(provisioner.apply(provisioner.plan(desired).await()).await().failures())
                .isEmpty();
    }

    private void assertSettled(DesiredState desired) {
        assertThat(provisioner().plan(desired).await().describe()).isEmpty();
    }

    private Provisioner provisioner() {
        return new Provisioner(bed.vertx, bed.api, mark, Provisioner.DEFAULT_GRACE, Clock.systemUTC());
    }
}
