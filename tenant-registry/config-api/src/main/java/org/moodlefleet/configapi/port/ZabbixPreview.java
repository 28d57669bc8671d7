package org.moodlefleet.configapi.port;

import io.vertx.core.Future;
import java.util.List;
import org.moodlefleet.model.RegistryContent;

/** Tells what a change of the registry would do in Zabbix. */
@FunctionalInterface
public interface ZabbixPreview {

    /**
     * @param changes a line each, in the order of the work
     * @param problem why it cannot be told, null when it can
     */
    record Preview(List<String> changes, String problem) {

        public Preview {
            changes = List.copyOf(changes);
        }
    }

    /**
     * @param tenant of the caller, to whom no other exists; null: all
     * @return what Zabbix would need because of the difference; does not fail for a Zabbix that cannot be asked
     */
    Future<Preview> of(RegistryContent before, RegistryContent after, String tenant);
}
