package org.moodlefleet.zabbix.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class TemplateYamlTest {

    private static final ZabbixTemplate EVERYTHING = Examples.everything("PT", "Users");

    @Test
    void writesTheSmallestTemplate() {
        ZabbixTemplate smallest = template(List.of(TemplateItem.trapper("k", "K", ValueType.TEXT)));
        // uuids: sha256 of "group\0G", "T\0template\0", "T\0item\0k", first 16 bytes, bent to version 4
        assertThat(TemplateYaml.write(smallest)).isEqualTo("""
                        zabbix_export:
                          version: "6.0"
                          groups:
                          - uuid: "5c25c931a1f54000aa2b3585b039935e"
                            name: "G"
                          templates:
                          - uuid: "52df981833564dcb984f4a9ee8579ea8"
                            template: "T"
                            name: "T"
                            groups:
                            - name: "G"
                            items:
                            - uuid: "a486151bc866464584a254c30fe618af"
                              name: "K"
                              type: "TRAP"
                              key: "k"
                              delay: "0"
                              trends: "0"
                              value_type: "TEXT"
                        """);
    }

    @Test
    void equalTemplatesGiveEqualBytesInWhateverOrder() {
        List<TemplateItem> reversed = new ArrayList<>(EVERYTHING.items());
        Collections.reverse(reversed);
        ZabbixTemplate other = new ZabbixTemplate(
                EVERYTHING.technicalName(),
                EVERYTHING.name(),
                EVERYTHING.description(),
                EVERYTHING.templateGroup(),
                EVERYTHING.macros(),
                EVERYTHING.valueMaps(),
                reversed,
                EVERYTHING.discoveryRules(),
                EVERYTHING.triggers(),
                EVERYTHING.webScenarios());
        assertThat(TemplateYaml.write(other)).isEqualTo(TemplateYaml.write(EVERYTHING));
    }

    @Test
    void renamingKeepsEveryIdentity() throws Exception {
        List<String> before = read(TemplateYaml.write(EVERYTHING)).findValuesAsText("uuid");
        List<String> after = read(TemplateYaml.write(Examples.everything("PT", "Utilisateurs")))
                .findValuesAsText("uuid");
        // group, template, 7 items, discovery rule, 2 prototypes, value map, web scenario, 2 triggers
        assertThat(before).hasSize(16).doesNotHaveDuplicates().isEqualTo(after);
        assertThat(before).allMatch(uuid -> uuid.matches("[0-9a-f]{12}4[0-9a-f]{3}[89ab][0-9a-f]{15}"));
    }

    @Test
    void everyScalarIsText() throws Exception {
        assertThat(scalars(read(TemplateYaml.write(EVERYTHING)))).isNotEmpty().allMatch(JsonNode::isTextual);
    }

    @Test
    void writesTriggersWithDependencyAndRecovery() throws Exception {
        JsonNode full = read(TemplateYaml.write(EVERYTHING)).at("/zabbix_export/triggers/1");
        assertThat(full.get("name").asText()).isEqualTo("Too many users");
        assertThat(full.get("recovery_mode").asText()).isEqualTo("RECOVERY_EXPRESSION");
        assertThat(full.get("manual_close").asText()).isEqualTo("YES");
        assertThat(full.at("/dependencies/0/expression").asText()).isEqualTo("last(/PT/pt.state)=0");
    }

    @Test
    void writesADiscoveryRuleWithItsPrototypes() throws Exception {
        JsonNode rule = read(TemplateYaml.write(EVERYTHING)).at("/zabbix_export/templates/0/discovery_rules/0");
        assertThat(rule.get("type").asText()).isEqualTo("TRAP");
        assertThat(rule.get("key").asText()).isEqualTo("pt.discovery[rooms]");
        assertThat(rule.get("lifetime").asText()).isEqualTo("365d");
        assertThat(rule.get("item_prototypes").findValuesAsText("key"))
                .containsExactly("pt.room[{#ROOM}]", "pt.roomstate[{#ROOM}]");
        assertThat(rule.at("/item_prototypes/1/valuemap/name").asText()).isEqualTo("PT state: é");
    }

    @Test
    void webScenariosCheckTls() throws Exception {
        JsonNode scenario = read(TemplateYaml.write(EVERYTHING)).at("/zabbix_export/templates/0/httptests/0");
        assertThat(scenario.get("verify_peer").asText()).isEqualTo("YES");
        assertThat(scenario.get("verify_host").asText()).isEqualTo("YES");
        assertThat(scenario.get("http_proxy").asText()).isEqualTo("{$PT.PROXY}");
    }

    @Test
    void refusesWhatZabbixWouldRefuseLater() {
        TemplateItem item = TemplateItem.trapper("k", "K", ValueType.UNSIGNED);
        assertThatThrownBy(() -> template(List.of(item, item))).hasMessage("template T: item declared twice: [k]");
        assertThatThrownBy(() -> template(List.of(item.withValueMap("state"))))
                .hasMessage("template T: item k names value map state, which is not declared");
        assertThatThrownBy(() -> new DiscoveryRule("d", "D", "", "365d", List.of(item)))
                .hasMessage("discovery rule d: without a macro all entities share item k");
        assertThatThrownBy(() -> new TemplateMacro("MAX", "1", "")).hasMessage("a macro is written {$NAME}, not MAX");
    }

    private static ZabbixTemplate template(List<TemplateItem> items) {
        return new ZabbixTemplate("T", "", "", "G", List.of(), List.of(), items, List.of(), List.of(), List.of());
    }

    private static JsonNode read(String yaml) throws Exception {
        return new ObjectMapper(new YAMLFactory()).readTree(yaml);
    }

    private static List<JsonNode> scalars(JsonNode node) {
        List<JsonNode> scalars = new ArrayList<>();
        node.forEach(child -> scalars.addAll(child.isContainerNode() ? scalars(child) : List.of(child)));
        return scalars;
    }
}
