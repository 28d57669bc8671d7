package org.moodlefleet.zabbix.provisioning;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Which objects without tags are ours, kept in Zabbix itself: a disabled host of ours with one macro for each object
 * that holds its id. An id is never given twice, so an object of a noted name and another id is somebody else's. The
 * intention to make an object is noted before it is made: what an interrupted run left behind is recognised. Blocks.
 */
final class Register {

    private static final int DIGEST_BYTES = 8;
    private static final int NOTES_PER_CALL = 200;

    private final Calls calls;
    private final OwnerMark mark;
    private final Map<ObjectKind, Map<String, Note>> notes = new EnumMap<>(ObjectKind.class);
    private final Map<String, String> macroIds = new HashMap<>();
    private Optional<String> hostId = Optional.empty();

    /** Knows of nothing until it has {@link #read}. */
    Register(OwnerMark mark, Calls calls) {
        this.calls = calls;
        this.mark = mark;
        for (ObjectKind kind : ObjectKind.values()) {
            notes.put(kind, new HashMap<>());
        }
    }

    /** Reads what is noted. */
    static Register read(Calls calls, OwnerMark mark) {
        Register register = new Register(mark, calls);
        register.read();
        return register;
    }

    Map<String, Note> of(ObjectKind kind) {
        return notes.get(kind);
    }

    boolean isEmpty() {
        return notes.values().stream().allMatch(Map::isEmpty);
    }

    /** Notes many at once, new ones and changed ones. */
    void put(ObjectKind kind, Collection<Note> some) {
        for (List<Note> chunk : Chunks.of(List.copyOf(some), NOTES_PER_CALL)) {
            Map<Boolean, List<Note>> known = chunk.stream()
                    .collect(Collectors.partitioningBy(note -> macroIds.containsKey(macro(kind, note.name()))));
            create(kind, known.get(false));
            update(kind, known.get(true));
            chunk.forEach(note -> notes.get(kind).put(note.name(), note));
        }
    }

    void forget(ObjectKind kind, Collection<String> names) {
        List<String> ids = new ArrayList<>();
        for (String name : names) {
            notes.get(kind).remove(name);
            Optional.ofNullable(macroIds.remove(macro(kind, name))).ifPresent(ids::add);
        }
        if (!ids.isEmpty()) {
            calls.call("usermacro.delete", ids);
        }
    }

    private void create(ObjectKind kind, List<Note> some) {
        if (some.isEmpty()) {
            return;
        }
        String host = hostId.orElseGet(this::createHost);
        JsonNode ids = calls.call(
                        "usermacro.create",
                        some.stream()
                                .map(note -> Map.of(
                                        "hostid", host,
                                        "macro", macro(kind, note.name()),
                                        "value", note.value(),
                                        "description", note.name()))
                                .toList())
                .path("hostmacroids");
        for (int i = 0; i < some.size(); i++) {
            macroIds.put(macro(kind, some.get(i).name()), ids.path(i).asText());
        }
    }

    private void update(ObjectKind kind, List<Note> some) {
        if (some.isEmpty()) {
            return;
        }
        calls.call(
                "usermacro.update",
                some.stream()
                        .map(note -> Map.of(
                                "hostmacroid", macroIds.get(macro(kind, note.name())),
                                "value", note.value(),
                                "description", note.name()))
                        .toList());
    }

    /**
     * Reads what is noted.
     *
     * @throws ImpossibleChangeException when the host that holds it is not ours
     */
    void read() {
        Map<String, ?> query = Map.of(
                "output", List.of("hostid"),
                "filter", Map.of("host", List.of(mark.registerHost())),
                "sortfield", "hostid",
                "selectTags", List.of("tag", "value"),
                "selectMacros", List.of("hostmacroid", "macro", "value", "description"));
        for (JsonNode host : calls.call("host.get", query)) {
            if (!HostReader.tags(host.path("tags")).contains(mark.hostTag())) {
                throw new ImpossibleChangeException("host " + mark.registerHost()
                        + ", at which we note what is ours, exists but is not ours (it lacks the tag " + mark
                        + "); rename it or configure another mark");
            }
            // of two, one is being removed: that without notes
            if (hostId.isEmpty() || !host.path("macros").isEmpty()) {
                hostId = Optional.of(host.get("hostid").asText());
            }
            host.path("macros").forEach(this::read);
        }
    }

    private void read(JsonNode macro) {
        String name = macro.path("description").asText();
        String key = macro.path("macro").asText();
        for (ObjectKind kind : ObjectKind.values()) {
            if (key.equals(macro(kind, name))) {
                macroIds.put(key, macro.path("hostmacroid").asText());
                notes.get(kind).put(name, Note.parse(name, macro.path("value").asText()));
            }
        }
    }

    private String createHost() {
        String group = calls.ids("hostgroup.get", "name", "groupid", List.of(mark.value()))
                .get(mark.value());
        if (group == null) {
            group = calls.call("hostgroup.create", Map.of("name", mark.value()))
                    .path("groupids")
                    .path(0)
                    .asText();
        }
        JsonNode made = calls.call(
                "host.create",
                Map.of(
                        "host", mark.registerHost(),
                        "status", "1",
                        "description",
                                "Notes which roles, user groups and users are those of " + mark.value()
                                        + ". Without it they count as made by somebody else.",
                        "groups", List.of(Map.of("groupid", group)),
                        "tags", List.of(Map.of("tag", mark.tag(), "value", mark.value()))));
        hostId = Optional.of(made.path("hostids").path(0).asText());
        return hostId.get();
    }

    /** Names may hold what a macro may not, and be longer. */
    private String macro(ObjectKind kind, String name) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(name.getBytes(StandardCharsets.UTF_8));
            return mark.ownedMacro(kind.method(HexFormat.of().formatHex(digest, 0, DIGEST_BYTES)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
