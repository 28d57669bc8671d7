package org.moodlefleet.zabbix.provisioning.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import org.moodlefleet.zabbix.provisioning.state.DesiredObject;

/** How one kind of object is read, compared and written. */
public interface ObjectMapping<W extends DesiredObject> {

    /** What is asked of the objects, besides which ones. */
    Map<String, Object> query();

    /** What is not as it should be, one phrase each. */
    List<String> differences(W wanted, JsonNode there);

    /** All that is ours of it. */
    Map<String, Object> params(W wanted);

    /** What only a new one is given, and one whose declaration changed. */
    default Map<String, Object> declaredParams(W wanted) {
        return Map.of();
    }

    /** What only a new one is given. */
    default Map<String, Object> creationParams() {
        return Map.of();
    }

    /** Changes when {@link #declaredParams} do; empty when there are none. */
    default String declared(W wanted) {
        return "";
    }

    /**
     * What makes it open nothing any more; empty when nothing needs to be done.
     *
     * @param name of the object
     */
    Map<String, Object> retirement(String name);
}
