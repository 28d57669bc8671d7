package org.moodlefleet.zabbix.template;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.moodlefleet.zabbix.api.ZabbixBed;

class TemplateImportIT {

    private final ZabbixBed bed = new ZabbixBed();
    private final String name = bed.prefix + "-T";

    @AfterEach
    void close() {
        bed.close();
    }

    @Test
    void everyKindOfPartArrives() {
        importTemplate(Examples.everything(name, "Users"));
        JsonNode template = bed.find(
                "template.get",
                "host",
                name,
                Map.of(
                        "selectItems", List.of("key_", "type", "value_type", "units", "history", "trends", "params"),
                        "selectMacros", "extend",
                        "selectValueMaps", "extend",
                        "selectHttpTests", "extend"));
        // Zabbix's import makes \r\n of line ends
        assertThat(template.get("description").asText())
                .isEqualToNormalizingNewlines("Line one\nLine two: \"quoted\", 100 %");
        assertThat(template.get("items")).hasSize(7);
        JsonNode users = item(template, "pt.users");
        assertThat(users.get("type").asText()).isEqualTo("2");
        assertThat(users.get("value_type").asText()).isEqualTo("3");
        assertThat(users.get("units").asText()).isEqualTo("!users");
        assertThat(users.get("history").asText()).isEqualTo("31d");
        assertThat(users.get("trends").asText()).isEqualTo("730d");
        assertThat(item(template, "pt.load[\"a, b\",/]").get("value_type").asText())
                .isEqualTo("0");
        assertThat(item(template, "pt.version").get("value_type").asText()).isEqualTo("1");
        assertThat(item(template, "pt.report").get("value_type").asText()).isEqualTo("4");
        assertThat(item(template, "pt.double").get("type").asText()).isEqualTo("15");
        assertThat(item(template, "pt.double").get("params").asText()).isEqualTo("2 * last(//pt.users)");
        assertThat(template.at("/valuemaps/0/name").asText()).isEqualTo("PT state: é");
        JsonNode scenario = template.at("/httpTests/0");
        assertThat(scenario.get("retries").asText()).isEqualTo("2");
        assertThat(scenario.get("verify_peer").asText()).isEqualTo("1");
        assertThat(scenario.get("verify_host").asText()).isEqualTo("1");
        assertThat(scenario.get("http_proxy").asText()).isEqualTo("{$PT.PROXY}");
        assertThat(StreamSupport.stream(template.get("macros").spliterator(), false)
                        .map(macro -> macro.get("macro").asText() + "="
                                + macro.get("value").asText()))
                .containsExactlyInAnyOrder("{$PT.MAX}=1e5", "{$PT.PROXY}=", "{$PT.URL}=http://127.0.0.1:9/");
        JsonNode full = trigger("Too many users");
        assertThat(full.at("/dependencies/0/description").asText()).isEqualTo("It's down on {HOST.NAME}");
        assertThat(full.get("priority").asText()).isEqualTo("2");
        assertThat(full.get("recovery_mode").asText()).isEqualTo("1");
        assertThat(full.get("manual_close").asText()).isEqualTo("1");
    }

    @Test
    void aDiscoveryRuleArrivesWithItsPrototypes() {
        importTemplate(Examples.everything(name, "Users"));
        JsonNode rule = discoveryRule();
        assertThat(rule.get("type").asText()).isEqualTo("2");
        assertThat(rule.get("lifetime").asText()).isEqualTo("365d");
        // 7.0 may disable lost items before it deletes them; ours would then refuse the values of an entity that
        // returns
        assertThat(rule.path("enabled_lifetime_type").asText("1")).isEqualTo("1");
        assertThat(rule.get("items").findValuesAsText("key_"))
                .containsExactlyInAnyOrder("pt.room[{#ROOM}]", "pt.roomstate[{#ROOM}]");
        importTemplate(Examples.everything(name, "Utilisateurs"));
        assertThat(discoveryRule()).isEqualTo(rule);
    }

    private JsonNode discoveryRule() {
        return bed.find(
                "discoveryrule.get",
                "key_",
                "pt.discovery[rooms]",
                Map.of("templateids", templateId(), "output", "extend", "selectItems", List.of("itemid", "key_")));
    }

    @Test
    void importingAgainAndRenamingKeepIds() {
        importTemplate(Examples.everything(name, "Users"));
        JsonNode before = items();
        importTemplate(Examples.everything(name, "Users"));
        assertThat(items()).isEqualTo(before);
        importTemplate(Examples.everything(name, "Utilisateurs"));
        JsonNode after = items();
        assertThat(after.findValuesAsText("itemid")).isEqualTo(before.findValuesAsText("itemid"));
        assertThat(after.findValuesAsText("name")).contains("Utilisateurs").doesNotContain("Users");
    }

    @Test
    void triggersThatTheFileLacksGoAndItemsStay() {
        ZabbixTemplate all = Examples.everything(name, "Users");
        importTemplate(all);
        importTemplate(new ZabbixTemplate(
                name,
                "",
                "",
                all.templateGroup(),
                List.of(),
                all.valueMaps(),
                all.items().subList(0, 3),
                List.of(),
                List.of(),
                List.of()));
        assertThat(items()).hasSize(7);
        assertThat(bed.call("trigger.get", Map.of("templateids", templateId()))).isEmpty();
        assertThat(bed.call("httptest.get", Map.of("templateids", templateId())))
                .isEmpty();
    }

    private void importTemplate(ZabbixTemplate template) {
        Object rules = bed.dialect().importRules();
        JsonNode done = bed.call(
                "configuration.import",
                Map.of("format", "yaml", "rules", rules, "source", TemplateYaml.write(template)));
        assertThat(done.asBoolean()).isTrue();
    }

    private String templateId() {
        return bed.find("template.get", "host", name, Map.of())
                .get("templateid")
                .asText();
    }

    private JsonNode items() {
        return bed.call(
                "item.get",
                Map.of(
                        "templateids", templateId(),
                        "output", List.of("itemid", "key_", "name"),
                        "sortfield", "itemid"));
    }

    private JsonNode trigger(String description) {
        return bed.find(
                "trigger.get",
                "description",
                description,
                Map.of("templateids", templateId(), "selectDependencies", List.of("description")));
    }

    private static JsonNode item(JsonNode template, String key) {
        return StreamSupport.stream(template.get("items").spliterator(), false)
                .filter(item -> item.get("key_").asText().equals(key))
                .findFirst()
                .orElseThrow();
    }
}
