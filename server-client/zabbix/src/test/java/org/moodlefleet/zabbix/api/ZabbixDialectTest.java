package org.moodlefleet.zabbix.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ZabbixDialectTest {

    @ParameterizedTest
    @CsvSource({"6.0.14,6,0", "7.0.22,7,0", "7.4.0rc1,7,4", "6.4,6,4", "10.2.1,10,2"})
    void readsVersions(String text, int major, int minor) {
        assertThat(ZabbixVersion.parse(text)).isEqualTo(new ZabbixVersion(major, minor));
    }

    @Test
    void refusesWhatIsNoVersion() {
        assertThatThrownBy(() -> ZabbixVersion.parse("nginx"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("not a version of Zabbix: nginx");
    }

    @Test
    void ordersVersionsByNumber() {
        assertThat(new ZabbixVersion(10, 0)).isGreaterThan(new ZabbixVersion(7, 4));
        assertThat(new ZabbixVersion(6, 4).atLeast(6, 4)).isTrue();
        assertThat(new ZabbixVersion(6, 2).atLeast(6, 4)).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "5.0,false,user,selectGroups,groups,hostgroup",
        "6.0,false,username,selectGroups,groups,hostgroup",
        "6.2,false,username,selectHostGroups,hostgroups,templategroup",
        "6.4,true,username,selectHostGroups,hostgroups,templategroup",
        "7.0,true,username,selectHostGroups,hostgroups,templategroup"
    })
    void knowsWhatDiffers(
            String version, boolean bearer, String user, String select, String groups, String templateGroups) {
        ZabbixDialect dialect = new ZabbixDialect(ZabbixVersion.parse(version));
        assertThat(dialect.bearer()).isEqualTo(bearer);
        assertThat(dialect.loginUser()).isEqualTo(user);
        assertThat(dialect.selectHostGroups()).isEqualTo(select);
        assertThat(dialect.hostGroups()).isEqualTo(groups);
        assertThat(dialect.templateGroupObject()).isEqualTo(templateGroups);
    }

    @Test
    void importRulesNameTheGroupsOfTheVersionAndNeverRemoveHistory() {
        var old = new ZabbixDialect(new ZabbixVersion(6, 0)).importRules();
        var recent = new ZabbixDialect(new ZabbixVersion(7, 0)).importRules();
        assertThat(old).containsKey("groups").doesNotContainKeys("template_groups", "host_groups");
        assertThat(recent).containsKeys("template_groups", "host_groups").doesNotContainKey("groups");
        assertThat(old.get("items").toString()).doesNotContain("deleteMissing");
        assertThat(old.get("discoveryRules").toString()).doesNotContain("deleteMissing");
        assertThat(old.get("triggers").toString()).contains("deleteMissing=true");
    }
}
