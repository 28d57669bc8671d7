package org.moodlefleet.registry.fleet;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.nio.file.Path;
import java.util.List;
import org.moodlefleet.model.Database;
import org.moodlefleet.model.Instance;
import org.moodlefleet.model.InstanceSettings;

/**
 * An instance as it is written; null means that the key is left out.
 *
 * @param host Zabbix host name; default: {@link Instance#hostFor}
 * @param prefix default {@value Instance#DEFAULT_PREFIX}
 * @param timezone such as Europe/Paris; default: the one that Moodle has set
 * @param enabled default true
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record InstanceDocument(
        String id,
        String name,
        String baseUrl,
        String host,
        DatabaseDocument database,
        String prefix,
        String timezone,
        Boolean enabled,
        List<String> tags,
        SettingsDocument settings) {

    /** As the registry shows it: with every default, without the password. */
    public static InstanceDocument of(Instance instance) {
        return new InstanceDocument(
                instance.id(),
                instance.name(),
                instance.baseUrl(),
                instance.host(),
                DatabaseDocument.of(instance.database()),
                instance.prefix(),
                instance.timezone() == null ? null : instance.timezone().getId(),
                instance.enabled(),
                instance.tags(),
                SettingsDocument.of(instance.settings()));
    }

    public InstanceDocument withId(String newId) {
        return new InstanceDocument(newId, name, baseUrl, host, database, prefix, timezone, enabled, tags, settings);
    }

    /** For those who need not know where it is. */
    public InstanceDocument withoutDatabase() {
        return new InstanceDocument(id, name, baseUrl, host, null, prefix, timezone, enabled, tags, settings);
    }

    InstanceDocument withPasswordIn(Path folder) {
        return database == null
                ? this
                : new InstanceDocument(
                        id,
                        name,
                        baseUrl,
                        host,
                        database.withPasswordIn(folder),
                        prefix,
                        timezone,
                        enabled,
                        tags,
                        settings);
    }

    Instance instance(String tenant, Database validDatabase, InstanceSettings validSettings) {
        return new Instance(
                tenant,
                id,
                name,
                baseUrl,
                host == null ? Instance.hostFor(baseUrl) : host,
                validDatabase,
                prefix == null ? Instance.DEFAULT_PREFIX : prefix,
                TimeZones.of("timezone", timezone),
                enabled == null || enabled,
                tags == null ? List.of() : tags,
                validSettings,
                0);
    }
}
