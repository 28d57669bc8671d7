package org.moodlefleet.model;

import static org.moodlefleet.model.message.ModelMessage.IS_NO_TABLE_PREFIX;
import static org.moodlefleet.model.message.ModelMessage.IS_NO_ZABBIX_HOST_NAME;
import static org.moodlefleet.model.message.ModelMessage.SAY_ENGINE_AND_HOST;
import static org.moodlefleet.model.message.ModelMessage.WRITE_A_PREFIX;
import static org.moodlefleet.model.message.ModelMessage.WRITE_A_ZABBIX_HOST_NAME;
import static org.moodlefleet.model.message.ModelMessage.WRITE_EMPTY_SETTINGS;

import java.nio.file.Path;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.moodlefleet.document.Message;

/**
 * One Moodle site: one base URL, one database and table prefix, one Zabbix host.
 *
 * @param tenant id of the owner
 * @param id identifier, unique within the tenant, never changed
 * @param baseUrl address of the site (Moodle's wwwroot), without a slash at its end
 * @param host technical name of the Zabbix host, unique in the registry; see {@link #hostFor}
 * @param prefix of the Moodle tables, may be empty
 * @param timezone in which days and weeks of the site begin; null: the one that Moodle has set
 * @param enabled whether the site is collected
 * @param tags for groups and filters, sorted, each once
 * @param version of this row, grows with every change; 0 when not stored yet
 */
public record Instance(
        String tenant,
        String id,
        String name,
        String baseUrl,
        String host,
        Database database,
        String prefix,
        ZoneId timezone,
        boolean enabled,
        List<String> tags,
        InstanceSettings settings,
        long version) {

    public static final String DEFAULT_PREFIX = "mdl_";

    private static final int LONGEST_HOST = 128;
    /** Zabbix: letters, digits, spaces, dots, dashes and underscores, no space at either end. */
    private static final Pattern HOST = Pattern.compile("[A-Za-z0-9._-]([A-Za-z0-9._ -]{0,126}[A-Za-z0-9._-])?");

    private static final Pattern FORBIDDEN_IN_HOST = Pattern.compile("[^A-Za-z0-9._ -]");
    private static final Pattern PREFIX = Pattern.compile("[A-Za-z0-9_]{0,20}");

    public Instance {
        Checks.slug("tenant", tenant);
        Checks.slug("id", id);
        Checks.text("name", name, 200);
        baseUrl = SiteAddress.of(baseUrl).text();
        Checks.matching("host", host, HOST, IS_NO_ZABBIX_HOST_NAME, hostHint());
        Checks.present("database", database, SAY_ENGINE_AND_HOST);
        Checks.matching("prefix", prefix, PREFIX, IS_NO_TABLE_PREFIX, WRITE_A_PREFIX);
        tags = tags(tags);
        Checks.present("settings", settings, WRITE_EMPTY_SETTINGS);
    }

    /** The default host name: the base URL without its scheme, what Zabbix forbids replaced by '_', cut at 128. */
    public static String hostFor(String baseUrl) {
        String address = SiteAddress.of(baseUrl).text().replaceFirst("(?i)^https?://", "");
        String host = FORBIDDEN_IN_HOST.matcher(address).replaceAll("_");
        return host.length() > LONGEST_HOST ? host.substring(0, LONGEST_HOST) : host;
    }

    /** Where the site is asked, without its port. */
    public String siteHost() {
        return SiteAddress.of(baseUrl).host();
    }

    /** Its name among all instances. */
    public InstanceId key() {
        return new InstanceId(tenant, id);
    }

    /** Where its tables are. */
    public DatabaseAddress address() {
        return new DatabaseAddress(
                database.engine(),
                database.host(),
                database.port(),
                database.name(),
                database.schema(),
                prefix,
                database.tls(),
                Optional.ofNullable(database.ca()).map(Path::of));
    }

    public Instance withVersion(long newVersion) {
        return new Instance(
                tenant, id, name, baseUrl, host, database, prefix, timezone, enabled, tags, settings, newVersion);
    }

    private static Message hostHint() {
        return WRITE_A_ZABBIX_HOST_NAME.with(LONGEST_HOST);
    }

    private static List<String> tags(List<String> written) {
        Checks.atMost("tags", written, 100);
        for (int i = 0; i < written.size(); i++) {
            Checks.text("tags/" + i, written.get(i), 64);
        }
        return written.stream().distinct().sorted().toList();
    }
}
