package org.moodlefleet.service.command.api;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.moodlefleet.registry.fleet.GroupDocument;
import org.moodlefleet.registry.fleet.InstanceDocument;
import org.moodlefleet.registry.fleet.TenantDocument;
import org.moodlefleet.service.command.terminal.Column;
import org.moodlefleet.service.command.terminal.CommandFailure;

/** What the registry keeps, as the command line names and shows it. */
public enum Resource {
    TENANT(
            "tenant",
            null,
            TenantDocument.class,
            List.of(Column.of("tenant", "/id"), Column.of("name", "/name"), Column.of("language", "/language"))),
    INSTANCE(
            "instance",
            "instances",
            InstanceDocument.class,
            List.of(
                    new Column("instance", false, Resource::name),
                    Column.of("name", "/name"),
                    Column.of("enabled", "/enabled"),
                    Column.of("address", "/baseUrl"),
                    Column.of("host in Zabbix", "/host"),
                    Column.of("tags", "/tags"))),
    GROUP(
            "group",
            "groups",
            GroupDocument.class,
            List.of(
                    new Column("group", false, Resource::name),
                    Column.of("name", "/name"),
                    Column.of("tag", "/members/tag"),
                    Column.of("members", "/members/instances"),
                    Column.of("groups", "/members/groups")));

    private static final Pattern ID = Pattern.compile("[a-z0-9][a-z0-9-]{0,62}");

    private final String word;
    private final String folder;
    private final Class<?> document;
    private final List<Column> columns;

    Resource(String word, String folder, Class<?> document, List<Column> columns) {
        this.word = word;
        this.folder = folder;
        this.document = document;
        this.columns = columns;
    }

    String word() {
        return word;
    }

    /** What the API reads and shows of one. */
    Class<?> document() {
        return document;
    }

    List<Column> columns() {
        return columns;
    }

    /** Whether it belongs to a tenant. */
    boolean owned() {
        return folder != null;
    }

    /** What the command line calls one of them. */
    String label() {
        return owned() ? "TENANT/" + word.toUpperCase(Locale.ROOT) : "TENANT";
    }

    String example() {
        return switch (this) {
            case TENANT -> "lyon";
            case INSTANCE -> "lyon/mistral";
            case GROUP -> "lyon/lycees";
        };
    }

    /** @param tenant its owner; ignored for tenants */
    public String list(String tenant) {
        return owned() ? "/tenants/" + tenant + "/" + folder : "/tenants";
    }

    /** @throws CommandFailure when this is no name of such an object */
    public Name parse(String text) {
        String[] parts = text.split("/", -1);
        boolean right = parts.length == (owned() ? 2 : 1);
        for (String part : parts) {
            right &= ID.matcher(part).matches();
        }
        if (!right) {
            throw new CommandFailure("'" + text + "' is no " + word + ": write " + label() + ", such as " + example());
        }
        return new Name(this, owned() ? parts[0] : null, parts[parts.length - 1]);
    }

    /**
     * One of them.
     *
     * @param tenant owner, null for a tenant itself
     */
    public record Name(Resource resource, String tenant, String id) {

        /** In the config API. */
        public String path() {
            return collection() + "/" + id;
        }

        String collection() {
            return resource.list(tenant);
        }

        @Override
        public String toString() {
            return resource.word + " " + (tenant == null ? "" : tenant + "/") + id;
        }
    }

    private static String name(JsonNode document) {
        return document.path("tenant").asText() + "/" + document.path("id").asText();
    }
}
