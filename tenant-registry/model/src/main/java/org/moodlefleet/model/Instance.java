package org.moodlefleet.model;

import java.nio.file.Path;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

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
        Checks.matching("host", host, HOST, "is no Zabbix host name", hostHint());
        Checks.present("database", database, "say engine, host, name, user and password");
        Checks.matching(
                "prefix",
                prefix,
                PREFIX,
                "is no table prefix",
                "write at most 20 of A-Z, a-z, 0-9 and '_', such as mdl_");
        tags = tags(tags);
        Checks.present("settings", settings, "write {} for the defaults");
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

    private static String hostHint() {
        return "write at most " + LONGEST_HOST + " of A-Z, a-z, 0-9, '.', '_', '-' and inner spaces, or leave it out";
    }

    private static List<String> tags(List<String> written) {
        Checks.atMost("tags", written, 100);
        for (int i = 0; i < written.size(); i++) {
            Checks.text("tags/" + i, written.get(i), 64);
        }
        return written.stream().distinct().sorted().toList();
    }
}
