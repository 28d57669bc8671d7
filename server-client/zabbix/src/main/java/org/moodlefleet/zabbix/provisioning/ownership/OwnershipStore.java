package org.moodlefleet.zabbix.provisioning.ownership;

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
import java.util.Set;
import java.util.stream.Collectors;
import org.moodlefleet.zabbix.provisioning.call.Chunks;
import org.moodlefleet.zabbix.provisioning.call.ImpossibleChangeException;
import org.moodlefleet.zabbix.provisioning.call.ProvisioningCalls;
import org.moodlefleet.zabbix.provisioning.state.HostTag;
import org.moodlefleet.zabbix.provisioning.state.ObjectKind;
import org.moodlefleet.zabbix.provisioning.state.OwnerMark;

/**
 * Which objects without tags are ours, kept in Zabbix itself: a disabled host of ours with one macro for each object
 * that holds its id. An id is never given twice, so an object of a noted name and another id is somebody else's. The
 * intention to make an object is noted before it is made: what an interrupted run left behind is recognised. Each
 * registry has such a host of its own. Blocks.
 */
public final class OwnershipStore {

    private static final int DIGEST_BYTES = 8;
    private static final int NOTES_PER_CALL = 200;

    private final ProvisioningCalls calls;
    private final OwnerMark mark;
    private final Map<ObjectKind, Map<String, OwnedObject>> notes = new EnumMap<>(ObjectKind.class);
    private final Map<String, String> macroIds = new HashMap<>();
    private final List<Others> others = new ArrayList<>();
    private Optional<String> hostId = Optional.empty();

    /**
     * What is noted for another registry.
     *
     * @param registry its identity, empty where an earlier version noted it
     */
    public record Others(String registry, ObjectKind kind, OwnedObject note, String hostId, String macroId) {}

    /** Knows of nothing until it has {@link #read}. */
    public OwnershipStore(OwnerMark mark, ProvisioningCalls calls) {
        this.calls = calls;
        this.mark = mark;
        for (ObjectKind kind : ObjectKind.values()) {
            notes.put(kind, new HashMap<>());
        }
    }

    /** Reads what is noted. */
    public static OwnershipStore read(ProvisioningCalls calls, OwnerMark mark) {
        OwnershipStore register = new OwnershipStore(mark, calls);
        register.read();
        return register;
    }

    /** By the objects' identities. */
    public Map<String, OwnedObject> of(ObjectKind kind) {
        return notes.get(kind);
    }

    public List<Others> others() {
        return others;
    }

    /** Makes ours what was noted for others; their hosts go when nothing is noted there any more. */
    public void takeOver(Map<Others, OwnedObject> taken) {
        taken.entrySet().stream()
                .collect(Collectors.groupingBy(
                        one -> one.getKey().kind(), Collectors.mapping(Map.Entry::getValue, Collectors.toList())))
                .forEach(this::put);
        List<Others> gone = List.copyOf(taken.keySet());
        calls.call("usermacro.delete", gone.stream().map(Others::macroId).toList());
        others.removeAll(gone);
        List<String> empty = gone.stream()
                .map(Others::hostId)
                .distinct()
                .filter(host -> others.stream().noneMatch(one -> one.hostId().equals(host)))
                .toList();
        if (!empty.isEmpty()) {
            calls.call("host.delete", empty);
        }
    }

    /** The same, but in our memory only, so that a plan sees it. */
    public void presume(Others from, OwnedObject note) {
        notes.get(from.kind()).put(note.identity(), note);
        others.remove(from);
    }

    public boolean isEmpty() {
        return notes.values().stream().allMatch(Map::isEmpty);
    }

    /** Notes many at once, new ones and changed ones. */
    public void put(ObjectKind kind, Collection<OwnedObject> some) {
        for (List<OwnedObject> chunk : Chunks.of(List.copyOf(some), NOTES_PER_CALL)) {
            Map<Boolean, List<OwnedObject>> known = chunk.stream()
                    .collect(Collectors.partitioningBy(note -> macroIds.containsKey(macro(kind, note.identity()))));
            create(kind, known.get(false));
            update(kind, known.get(true));
            chunk.forEach(note -> notes.get(kind).put(note.identity(), note));
        }
    }

    public void forget(ObjectKind kind, Collection<String> identities) {
        List<String> ids = new ArrayList<>();
        for (String identity : identities) {
            notes.get(kind).remove(identity);
            Optional.ofNullable(macroIds.remove(macro(kind, identity))).ifPresent(ids::add);
        }
        if (!ids.isEmpty()) {
            calls.call("usermacro.delete", ids);
        }
    }

    private void create(ObjectKind kind, List<OwnedObject> some) {
        if (some.isEmpty()) {
            return;
        }
        String host = hostId.orElseGet(this::createHost);
        JsonNode ids = calls.call(
                        "usermacro.create",
                        some.stream()
                                .map(note -> Map.of(
                                        "hostid", host,
                                        "macro", macro(kind, note.identity()),
                                        "value", note.value(),
                                        "description", note.title()))
                                .toList())
                .path("hostmacroids");
        for (int i = 0; i < some.size(); i++) {
            macroIds.put(macro(kind, some.get(i).identity()), ids.path(i).asText());
        }
    }

    private void update(ObjectKind kind, List<OwnedObject> some) {
        if (some.isEmpty()) {
            return;
        }
        calls.call(
                "usermacro.update",
                some.stream()
                        .map(note -> Map.of(
                                "hostmacroid", macroIds.get(macro(kind, note.identity())),
                                "value", note.value(),
                                "description", note.title()))
                        .toList());
    }

    /**
     * Reads what is noted.
     *
     * @throws ImpossibleChangeException when the host that holds it is not ours
     */
    public void read() {
        Map<String, ?> query = Map.of(
                "output", List.of("hostid", "host"),
                "search", Map.of("host", mark.registerHosts()),
                "startSearch", true,
                "sortfield", "hostid",
                "selectTags", List.of("tag", "value"),
                "selectMacros", List.of("hostmacroid", "macro", "value", "description"));
        for (JsonNode host : calls.call("host.get", query)) {
            Set<HostTag> tags = HostTag.read(host.path("tags"));
            String name = host.path("host").asText();
            if (!name.equals(mark.registerHost())) {
                if (mark.isRegisterHost(name)) {
                    mark.registryOf(tags).ifPresent(registry -> readOthers(registry, host));
                }
                continue;
            }
            if (!mark.isOn(tags)) {
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
        for (ObjectKind kind : ObjectKind.values()) {
            read(kind, macro).ifPresent(note -> {
                macroIds.put(
                        macro.path("macro").asText(), macro.path("hostmacroid").asText());
                notes.get(kind).put(note.identity(), note);
            });
        }
    }

    private void readOthers(String registry, JsonNode host) {
        String id = host.path("hostid").asText();
        for (JsonNode macro : host.path("macros")) {
            for (ObjectKind kind : ObjectKind.values()) {
                read(kind, macro)
                        .ifPresent(note -> others.add(new Others(
                                registry,
                                kind,
                                note,
                                id,
                                macro.path("hostmacroid").asText())));
            }
        }
    }

    private Optional<OwnedObject> read(ObjectKind kind, JsonNode macro) {
        OwnedObject note = OwnedObject.parse(
                macro.path("description").asText(), macro.path("value").asText());
        return Optional.of(note).filter(one -> macro.path("macro").asText().equals(macro(kind, one.identity())));
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
                                "Notes which roles, user groups, users and dashboards are those of " + mark.value()
                                        + ". Without it they count as made by somebody else.",
                        "groups", List.of(Map.of("groupid", group)),
                        "tags",
                                mark.tags().stream()
                                        .map(tag -> Map.of("tag", tag.tag(), "value", tag.value()))
                                        .toList()));
        hostId = Optional.of(made.path("hostids").path(0).asText());
        return hostId.get();
    }

    /** Identities may hold what a macro may not, and be longer. */
    private String macro(ObjectKind kind, String identity) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(identity.getBytes(StandardCharsets.UTF_8));
            return mark.ownedMacro(kind.method(HexFormat.of().formatHex(digest, 0, DIGEST_BYTES)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
