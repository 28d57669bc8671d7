package org.moodlefleet.service.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.moodlefleet.consolidation.group.GroupTemplate;
import org.moodlefleet.consolidation.template.TemplateExport;
import org.moodlefleet.document.Language;
import org.moodlefleet.zabbix.Sample;
import org.moodlefleet.zabbix.template.TemplateYaml;

/** The importable files on a real Zabbix without the service: imported by hand, again, in French, over an older version. */
class TemplatesByHandIT {

    private static final String USERS = "moodle.users.registered";
    private static final String ONLINE = "moodle.users.online";
    private static final String DROPPED = "moodle.formerly.measured";

    private final TemplateBed bed = new TemplateBed();

    @AfterEach
    void close() {
        bed.close();
    }

    @Test
    void importingAgainChangesNothingAndAnotherLanguageOnlyTexts() {
        files(Language.EN).values().forEach(bed::importFile);
        createHost();
        Map<String, String> ids = itemIds();
        Map<String, JsonNode> installed = installed();
        assertThat(files(Language.EN)).hasSize(7);
        assertThat(ids).hasSizeGreaterThan(200);

        files(Language.EN).values().forEach(bed::importFile);

        assertThat(installed()).isEqualTo(installed);

        files(Language.FR).values().forEach(bed::importFile);

        assertThat(itemIds()).isEqualTo(ids);
        assertThat(bed.items("moodle").get(USERS).path("name").asText()).isEqualTo("Utilisateurs inscrits sur le site");
    }

    @Test
    void anOlderVersionIsUpgradedWithItsItemsAndTheirHistory() throws IOException {
        String installed = files(Language.EN).get("MOODLE");
        bed.importFile(older(installed));
        createHost();
        Instant now = Instant.now();
        bed.send(Stream.of(USERS, ONLINE, DROPPED)
                .flatMap(key -> Stream.of(sample(key, "41", now.minusSeconds(60)), sample(key, "42", now)))
                .toList());
        Map<String, JsonNode> before = bed.items("moodle");
        assertThat(before.get(USERS).path("units").asText()).isEqualTo("people");
        assertThat(before).doesNotContainKey("moodle.users.alive");
        await().untilAsserted(() -> assertHistory(before));

        bed.importFile(installed);

        Map<String, JsonNode> after = bed.items("moodle");
        assertThat(after.get(USERS).path("units").asText()).isEqualTo("!users");
        assertThat(after.get(USERS).path("name").asText()).isEqualTo("Registered users");
        assertThat(after).containsKey("moodle.users.alive");
        // what a version no longer measures stays, for its history; an operator may delete it
        assertThat(after).containsKey(DROPPED);
        before.forEach(
                (key, item) -> assertThat(after.get(key).path("itemid")).as(key).isEqualTo(item.path("itemid")));
        assertHistory(after);
    }

    /** Zabbix writes a value some time after it has taken it. */
    private void assertHistory(Map<String, JsonNode> items) {
        assertThat(List.of(USERS, ONLINE, DROPPED))
                .allSatisfy(key -> assertThat(bed.history(items.get(key))).containsExactly("41", "42"));
    }

    /** As a version before had it: other texts and units, a measure that has gone since, one that was not there yet. */
    private static String older(String file) throws IOException {
        YAMLMapper yaml = new YAMLMapper();
        JsonNode export = yaml.readTree(file);
        ArrayNode items = (ArrayNode) export.at("/zabbix_export/templates/0/items");
        ((ObjectNode) export.path("zabbix_export")).remove("triggers");
        List<JsonNode> kept = new ArrayList<>();
        for (JsonNode item : items) {
            ObjectNode changed = (ObjectNode) item;
            changed.put("name", "Old: " + item.path("name").asText()).put("description", "As it was.");
            if (item.path("key").asText().equals(USERS)) {
                changed.put("units", "people");
                kept.add(dropped(changed));
            }
            if (!item.path("key").asText().equals("moodle.users.alive")) {
                kept.add(changed);
            }
        }
        items.removeAll().addAll(kept);
        return yaml.writeValueAsString(export);
    }

    private static ObjectNode dropped(ObjectNode model) {
        return model.deepCopy()
                .put("uuid", "5f9c1f5d0f3e4c0f9a3b1c2d3e4f5a6b")
                .put("key", DROPPED)
                .put("name", "Formerly measured");
    }

    private Sample sample(String key, String value, Instant clock) {
        return new Sample(bed.host("moodle"), key, value, clock.getEpochSecond(), 1);
    }

    /** The files of the folder of a language under names of this test, by the name of the template without these. */
    private Map<String, String> files(Language language) {
        Map<String, String> files = new TreeMap<>();
        bed.templates.forEach(template -> files.put(
                template.name().substring(bed.prefix.length() + 1),
                TemplateYaml.write(TemplateExport.of(template, language))));
        files.put("MOODLE GROUP", TemplateYaml.write(group().in(language)));
        return files;
    }

    private GroupTemplate group() {
        GroupTemplate shipped = GroupTemplate.shipped();
        return new GroupTemplate(
                bed.prefix + " " + shipped.name(),
                shipped.templateGroup(),
                shipped.description(),
                shipped.history(),
                shipped.trends(),
                shipped.rates(),
                shipped.macros(),
                shipped.triggers(),
                shipped.measures());
    }

    /** A host with all templates of this test that are installed. */
    private void createHost() {
        List<Map<String, String>> templates =
                templateIds().stream().map(id -> Map.of("templateid", id)).toList();
        String group = bed.call("hostgroup.create", Map.of("name", bed.prefix))
                .at("/groupids/0")
                .asText();
        bed.call(
                "host.create",
                Map.of(
                        "host", bed.host("moodle"),
                        "groups", List.of(Map.of("groupid", group)),
                        "templates", templates));
    }

    /** All that was imported, ids included. */
    private Map<String, JsonNode> installed() {
        List<String> templates = templateIds();
        Map<String, JsonNode> installed = new TreeMap<>();
        for (Map.Entry<String, String> object : Map.of(
                        "item", "itemid",
                        "trigger", "triggerid",
                        "discoveryrule", "itemid",
                        "itemprototype", "itemid",
                        "httptest", "httptestid")
                .entrySet()) {
            Map<String, ?> query = Map.of("templateids", templates, "output", "extend", "sortfield", object.getValue());
            installed.put(object.getKey(), bed.call(object.getKey() + ".get", query));
        }
        return installed;
    }

    private List<String> templateIds() {
        return bed.call("template.get", Map.of("search", Map.of("host", bed.prefix)))
                .findValuesAsText("templateid");
    }

    private Map<String, String> itemIds() {
        return bed.items("moodle").entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey,
                        item -> item.getValue().path("itemid").asText()));
    }
}
