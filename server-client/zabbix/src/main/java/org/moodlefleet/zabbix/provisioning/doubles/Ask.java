package org.moodlefleet.zabbix.provisioning.doubles;

import com.fasterxml.jackson.databind.JsonNode;

/** A call to Zabbix's API that changes nothing. Blocks. */
@FunctionalInterface
public interface Ask {

    /** @return the result of the answer */
    JsonNode call(String method, Object params);
}
