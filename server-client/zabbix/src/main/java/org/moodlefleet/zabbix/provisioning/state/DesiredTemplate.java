package org.moodlefleet.zabbix.provisioning.state;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Set;
import java.util.stream.StreamSupport;

/**
 * A template that must be on the server. It is ours as a whole: whatever differs is brought back at the next import.
 *
 * @param technicalName name of the template in the file
 * @param uuid of the template in the file; a template of the same name with another uuid is somebody else's
 * @param yaml file for {@code configuration.import}
 * @param contentHash changes with the content; kept in Zabbix, so that an unchanged file is not imported again
 * @param replaces technical names of templates with the same keys, such as this one in another language: a host that
 *     is to have this one leaves those, and keeps its items with their history
 */
public record DesiredTemplate(
        String technicalName, String uuid, String yaml, String contentHash, Set<String> replaces) {

    private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());

    public DesiredTemplate {
        replaces = Set.copyOf(replaces);
    }

    /**
     * Reads the uuid from the file and hashes it.
     *
     * @throws IllegalArgumentException when the file has no such template
     */
    public static DesiredTemplate of(String technicalName, String yaml) {
        return new DesiredTemplate(technicalName, uuid(technicalName, yaml), yaml, sha256(yaml), Set.of());
    }

    public DesiredTemplate replacing(Set<String> others) {
        return new DesiredTemplate(technicalName, uuid, yaml, contentHash, others);
    }

    @Override
    public String toString() {
        return "DesiredTemplate[" + technicalName + ", " + contentHash + "]";
    }

    private static String uuid(String technicalName, String yaml) {
        try {
            JsonNode templates = YAML.readTree(yaml).path("zabbix_export").path("templates");
            return StreamSupport.stream(templates.spliterator(), false)
                    .filter(t -> t.path("template").asText().equals(technicalName))
                    .map(t -> t.path("uuid").asText())
                    .findFirst()
                    .orElseThrow(() -> new IllegalArgumentException("no template " + technicalName + " in the file"));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("template " + technicalName + ": the file is not YAML", e);
        }
    }

    private static String sha256(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
