package org.moodlefleet.zabbix.itemrules;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

/** What discovery rules read; at anything else Zabbix turns them unsupported. */
final class DiscoveryJson {

    private static final ObjectMapper JSON = new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    private DiscoveryJson() {}

    static boolean isOne(String value) {
        try {
            JsonNode root = JSON.readTree(value);
            return root.isArray() || root.path("data").isArray();
        } catch (JsonProcessingException e) {
            return false;
        }
    }
}
