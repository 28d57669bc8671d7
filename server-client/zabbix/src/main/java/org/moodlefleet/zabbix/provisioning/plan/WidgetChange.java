package org.moodlefleet.zabbix.provisioning.plan;

import java.util.Map;
import java.util.stream.Collectors;
import org.moodlefleet.zabbix.provisioning.state.HostTag;
import org.moodlefleet.zabbix.provisioning.state.OwnerMark;

/** A step that registers a widget, or takes back that we did. */
public sealed interface WidgetChange extends Change {

    /** The method of Zabbix's API that does it. */
    String method();

    /** Its parameters. */
    Object params();

    /** @param owner noted at the module, so that we know our own */
    record RegisterWidget(WidgetModule module, OwnerMark owner) implements WidgetChange {

        private static final int ENABLED = 1;

        @Override
        public String name() {
            return module.id();
        }

        @Override
        public String describe() {
            return "register widget " + name();
        }

        @Override
        public String method() {
            return "module.create";
        }

        @Override
        public Object params() {
            return Map.of(
                    "id",
                    module.id(),
                    "relative_path",
                    module.path(),
                    "status",
                    ENABLED,
                    "config",
                    owner.tags().stream().collect(Collectors.toMap(HostTag::tag, HostTag::value)));
        }
    }

    /** @param cause why it goes */
    record UnregisterWidget(String moduleId, String name, String cause) implements WidgetChange {
        @Override
        public String describe() {
            return "unregister widget " + name + ": " + cause;
        }

        @Override
        public String method() {
            return "module.delete";
        }

        @Override
        public Object params() {
            return new String[] {moduleId};
        }
    }
}
