package org.moodlefleet.service.command.api;

import static org.moodlefleet.service.command.message.CommandMessage.HEADING_ADDRESS;
import static org.moodlefleet.service.command.message.CommandMessage.HEADING_ENABLED;
import static org.moodlefleet.service.command.message.CommandMessage.HEADING_GROUP;
import static org.moodlefleet.service.command.message.CommandMessage.HEADING_GROUPS;
import static org.moodlefleet.service.command.message.CommandMessage.HEADING_HOST_IN_ZABBIX;
import static org.moodlefleet.service.command.message.CommandMessage.HEADING_INSTANCE;
import static org.moodlefleet.service.command.message.CommandMessage.HEADING_LANGUAGE;
import static org.moodlefleet.service.command.message.CommandMessage.HEADING_MEMBERS;
import static org.moodlefleet.service.command.message.CommandMessage.HEADING_NAME;
import static org.moodlefleet.service.command.message.CommandMessage.HEADING_TAG;
import static org.moodlefleet.service.command.message.CommandMessage.HEADING_TAGS;
import static org.moodlefleet.service.command.message.CommandMessage.HEADING_TENANT;
import static org.moodlefleet.service.command.message.CommandMessage.NO_NAME_OF_RESOURCE;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.moodlefleet.document.Message;
import org.moodlefleet.registry.fleet.GroupDocument;
import org.moodlefleet.registry.fleet.InstanceDocument;
import org.moodlefleet.registry.fleet.TenantDocument;
import org.moodlefleet.registry.message.RegistryMessage;
import org.moodlefleet.service.command.message.CommandMessage;
import org.moodlefleet.service.command.terminal.Column;
import org.moodlefleet.service.command.terminal.CommandFailure;

/** What the registry keeps, as the command line names and shows it. */
public enum Resource {
    TENANT(
            "tenant",
            null,
            TenantDocument.class,
            List.of(
                    Column.of(HEADING_TENANT, "/id"),
                    Column.of(HEADING_NAME, "/name"),
                    Column.of(HEADING_LANGUAGE, "/language"))),
    INSTANCE(
            "instance",
            "instances",
            InstanceDocument.class,
            List.of(
                    new Column(HEADING_INSTANCE, false, Resource::name),
                    Column.of(HEADING_NAME, "/name"),
                    Column.of(HEADING_ENABLED, "/enabled"),
                    Column.of(HEADING_ADDRESS, "/baseUrl"),
                    Column.of(HEADING_HOST_IN_ZABBIX, "/host"),
                    Column.of(HEADING_TAGS, "/tags"))),
    GROUP(
            "group",
            "groups",
            GroupDocument.class,
            List.of(
                    new Column(HEADING_GROUP, false, Resource::name),
                    Column.of(HEADING_NAME, "/name"),
                    Column.of(HEADING_TAG, "/members/tag"),
                    Column.of(HEADING_MEMBERS, "/members/instances"),
                    Column.of(HEADING_GROUPS, "/members/groups")));

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

    /** What one is called in a sentence. */
    Message noun() {
        return switch (this) {
            case TENANT -> CommandMessage.TENANT;
            case INSTANCE -> CommandMessage.INSTANCE;
            case GROUP -> CommandMessage.GROUP;
        };
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
            throw new CommandFailure(NO_NAME_OF_RESOURCE.with(text, noun(), label(), example()));
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

        /** As it stands in a sentence. */
        public Message said() {
            return switch (resource) {
                case TENANT -> RegistryMessage.TENANT.with(id);
                case INSTANCE -> RegistryMessage.INSTANCE.with(tenant, id);
                case GROUP -> RegistryMessage.GROUP.with(tenant, id);
            };
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
