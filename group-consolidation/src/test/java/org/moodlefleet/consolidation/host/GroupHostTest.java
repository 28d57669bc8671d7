package org.moodlefleet.consolidation.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.moodlefleet.zabbix.provisioning.state.DesiredHost;
import org.moodlefleet.zabbix.provisioning.state.HostTag;

class GroupHostTest {

    private final GroupHost lycees = new GroupHost("lyon", "lycees", "Lyon: all lycées");

    @Test
    void pointsItsFormulasAtTheHostGroupOfItsMembers() {
        DesiredHost host = lycees.desired("MOODLE/lyon", "MOODLE GROUP");

        assertThat(lycees.membersGroup()).isEqualTo("MOODLE GROUP/lyon/lycees");
        assertThat(host.macros()).isEqualTo(Map.of("{$MOODLE.GROUP}", "MOODLE GROUP/lyon/lycees"));
    }

    @Test
    void isNoMemberOfItsOwnGroupButVisibleToItsTenant() {
        DesiredHost host = lycees.desired("MOODLE/lyon", "MOODLE GROUP");

        assertThat(host.groups()).containsExactlyInAnyOrder("MOODLE GROUP", "MOODLE/lyon");
        assertThat(host.tags())
                .containsExactlyInAnyOrder(new HostTag("tenant", "lyon"), new HostTag("group", "lycees"));
        assertThat(host.templates()).containsExactly("MOODLE GROUP");
        assertThat(host.enabled()).isTrue();
    }

    @Test
    void groupsOfTheSameNameOfTwoTenantsAreTwoHosts() {
        GroupHost other = new GroupHost("paris", "lycees", "Paris: all lycées");

        assertThat(other.hostName()).isNotEqualTo(lycees.hostName());
        assertThat(other.membersGroup()).isNotEqualTo(lycees.membersGroup());
    }
}
