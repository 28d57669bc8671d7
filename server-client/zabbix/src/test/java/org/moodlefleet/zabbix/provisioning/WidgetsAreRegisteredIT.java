package org.moodlefleet.zabbix.provisioning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.moodlefleet.zabbix.api.ZabbixBed;
import org.moodlefleet.zabbix.provisioning.apply.ApplyReport;
import org.moodlefleet.zabbix.provisioning.plan.Plan;
import org.moodlefleet.zabbix.provisioning.plan.WidgetModule;
import org.moodlefleet.zabbix.provisioning.plan.Widgets;
import org.moodlefleet.zabbix.provisioning.state.DesiredState;
import org.moodlefleet.zabbix.provisioning.state.OwnerMark;

class WidgetsAreRegisteredIT {

    /** A file that each front end has. */
    private static final Map<String, String> THERE = Map.of("../assets/styles/dark-theme.css", "background-color");

    private static final Map<String, String> ABSENT = Map.of("../assets/styles/no-theme.css", "background-color");
    private static final Map<String, String> OTHER =
            Map.of("../assets/styles/dark-theme.css", "not in any style sheet");

    private final ZabbixBed bed = new ZabbixBed();
    private final OwnerMark mark = new OwnerMark("pt-managed-by", bed.prefix);

    @AfterEach
    void close() {
        if (bed.dialect().widgetModules()) {
            List<String> left = modules();
            if (!left.isEmpty()) {
                bed.call("module.delete", left);
            }
        }
        bed.close();
    }

    @Test
    @DisplayName(
            "Invariant 8: a widget is registered once, stays as an operator leaves it, and goes when it is not wanted")
    void registered() {
        assumeTrue(bed.dialect().widgetModules());
        assertThat(apply(true, THERE)).containsExactly("register widget " + bed.prefix);
        assertThat(apply(true, THERE)).isEmpty();
        bed.call("module.update", Map.of("moduleid", modules().get(0), "status", 0));
        assertThat(apply(true, THERE)).isEmpty();
        assertThat(apply(false, THERE)).containsExactly("unregister widget " + bed.prefix + ": it is no longer wanted");
        assertThat(apply(false, THERE)).isEmpty();
        assertThat(modules()).isEmpty();
    }

    @Test
    @DisplayName("A widget without its files would spoil every page: it is not registered, and goes when they go")
    void files() {
        assumeTrue(bed.dialect().widgetModules());
        String hint = "; copy the widgets into its folder modules, or switch them off";
        assertThat(apply(true, ABSENT))
                .containsExactly("CONFLICT widget " + bed.prefix
                        + " is wanted, but the front end has no modules/../assets/styles/no-theme.css" + hint);
        assertThat(apply(true, OTHER))
                .containsExactly("CONFLICT widget " + bed.prefix
                        + " is wanted, but the front end has no modules/../assets/styles/dark-theme.css" + hint);
        assertThat(modules()).isEmpty();
        apply(true, THERE);
        assertThat(apply(true, ABSENT))
                .containsExactly("unregister widget " + bed.prefix
                        + ": the front end has no modules/../assets/styles/no-theme.css");
        assertThat(modules()).isEmpty();
    }

    @Test
    @DisplayName("Invariant 8: a widget that somebody else registered stays")
    void foreign() {
        assumeTrue(bed.dialect().widgetModules());
        bed.call("module.create", Map.of("id", bed.prefix, "relative_path", "modules/" + bed.prefix, "status", 0));
        assertThat(apply(true, THERE)).isEmpty();
        assertThat(apply(true, ABSENT)).isEmpty();
        assertThat(apply(false, THERE)).isEmpty();
        assertThat(modules()).hasSize(1);
    }

    @Test
    void thereAreNoneBefore64() {
        assumeTrue(!bed.dialect().widgetModules());
        assertThat(apply(true, THERE)).isEmpty();
    }

    private List<String> apply(boolean wanted, Map<String, String> files) {
        Widgets widgets = new Widgets(List.of(new WidgetModule(bed.prefix, files)), wanted);
        Provisioner provisioner = new Provisioner(
                bed.vertx, bed.api, mark, Provisioner.DEFAULT_GRACE, Clock.systemUTC(), Optional.of(widgets));
        Plan plan = provisioner
                .plan(new DesiredState(Set.of(), List.of(), List.of()))
                .await();
        ApplyReport report = provisioner.apply(plan).await();
        assertThat(report.failures()).isEmpty();
        assertThat(report.applied()).isEqualTo(plan.changes());
        return plan.describe();
    }

    private List<String> modules() {
        return bed.call("module.get", Map.of("output", List.of("moduleid"), "filter", Map.of("id", bed.prefix)))
                .findValuesAsText("moduleid");
    }
}
