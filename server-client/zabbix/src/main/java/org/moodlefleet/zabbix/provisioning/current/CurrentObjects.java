package org.moodlefleet.zabbix.provisioning.current;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.moodlefleet.zabbix.names.NameKey;
import org.moodlefleet.zabbix.provisioning.call.ProvisioningCalls;
import org.moodlefleet.zabbix.provisioning.doubles.Doubled;
import org.moodlefleet.zabbix.provisioning.doubles.DoublesFinder;
import org.moodlefleet.zabbix.provisioning.mapping.ObjectMapping;
import org.moodlefleet.zabbix.provisioning.ownership.OwnedObject;
import org.moodlefleet.zabbix.provisioning.state.DesiredObject;
import org.moodlefleet.zabbix.provisioning.state.ObjectKind;

/** Objects of one kind that are ours, and those of others that have wanted names. */
public final class CurrentObjects {

    private final ObjectKind kind;
    private final Map<String, OwnedObject> notes;
    private final Map<String, JsonNode> byId = new HashMap<>();
    private final Map<String, JsonNode> byName = new HashMap<>();
    /** The name that an object has, by the name that it clashes with. */
    private final Map<NameKey, String> taken = new HashMap<>();

    private CurrentObjects(ObjectKind kind, Map<String, OwnedObject> notes) {
        this.kind = kind;
        this.notes = notes;
    }

    /**
     * Blocks.
     *
     * @param doubles is given what stands twice
     */
    public static CurrentObjects read(
            ProvisioningCalls calls,
            Consumer<Doubled> doubles,
            ObjectKind kind,
            ObjectMapping<DesiredObject> form,
            Map<String, OwnedObject> notes,
            List<DesiredObject> wanted) {
        CurrentObjects current = new CurrentObjects(kind, notes);
        Set<String> ids = notes.values().stream()
                .map(OwnedObject::id)
                .filter(id -> !id.isEmpty())
                .collect(Collectors.toSet());
        Set<String> names = wanted.stream().map(DesiredObject::name).collect(Collectors.toSet());
        notes.values().stream()
                .filter(note -> note.id().isEmpty())
                .map(OwnedObject::name)
                .forEach(names::add);
        List<JsonNode> found = new ArrayList<>(calls.find(kind.method("get"), kind.idProperty(), ids, form.query()));
        found.addAll(calls.find(kind.method("get"), kind.nameProperty(), names, form.query()));
        List<Doubled> twice = wanted.isEmpty() ? List.of() : current.doubles(calls, names, ids);
        twice.forEach(doubles);
        Set<String> others = DoublesFinder.others(twice);
        found.removeIf(one -> others.contains(one.path(kind.idProperty()).asText()));
        found.forEach(current::add);
        return current;
    }

    /** All objects of the kind are asked for: no method finds names whatever their letter case. */
    private List<Doubled> doubles(ProvisioningCalls calls, Set<String> wanted, Set<String> noted) {
        List<String> output = new ArrayList<>(List.of(kind.idProperty(), kind.nameProperty()));
        if (kind == ObjectKind.DASHBOARD) {
            output.add("userid");
        }
        List<JsonNode> all = new ArrayList<>();
        calls.call(kind.method("get"), Map.of("output", output)).forEach(all::add);
        all.forEach(this::take);
        return new DoublesFinder(calls::call, calls.dialect())
                .objects(
                        kind.words(),
                        kind.api(),
                        all,
                        one -> one.path(kind.nameProperty()).asText(),
                        one -> one.path(kind.idProperty()).asText(),
                        noted,
                        notes.values().stream()
                                .map(OwnedObject::name)
                                .filter(wanted::contains)
                                .collect(Collectors.toSet()));
    }

    private void add(JsonNode object) {
        byId.put(object.path(kind.idProperty()).asText(), object);
        byName.put(object.path(kind.nameProperty()).asText(), object);
    }

    private void take(JsonNode object) {
        String id = object.path(kind.idProperty()).asText();
        if (notes.values().stream().noneMatch(note -> note.id().equals(id))) {
            String name = object.path(kind.nameProperty()).asText();
            taken.putIfAbsent(NameKey.of(name), name);
        }
    }

    /** The one that is noted as ours, or was about to be made when we noted it. */
    public Optional<JsonNode> ours(DesiredObject object) {
        return Optional.ofNullable(notes.get(object.identity()))
                .flatMap(note ->
                        Optional.ofNullable(note.id().isEmpty() ? byName.get(note.name()) : byId.get(note.id())));
    }

    /** The name of an object that is in the way of a new one. */
    public Optional<String> foreign(String name) {
        return Optional.ofNullable(taken.get(NameKey.of(name)));
    }
}
