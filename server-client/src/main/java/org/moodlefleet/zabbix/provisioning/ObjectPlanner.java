package org.moodlefleet.zabbix.provisioning;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.moodlefleet.zabbix.provisioning.ObjectChange.CreateObject;
import org.moodlefleet.zabbix.provisioning.ObjectChange.DeleteObject;
import org.moodlefleet.zabbix.provisioning.ObjectChange.RetireObject;
import org.moodlefleet.zabbix.provisioning.ObjectChange.UpdateObject;

/** Plans roles, user groups and users: reads them, changes nothing. Blocks. Serves once. */
final class ObjectPlanner {

    private final Calls calls;
    private final Register register;
    private final ObjectNames names;
    private final ObjectForms forms;
    private final List<DesiredObject> wanted;
    private final List<Change> changes = new ArrayList<>();
    private final List<String> conflicts = new ArrayList<>();
    /** Kinds and names of wanted objects that are somebody else's. */
    private final Set<String> foreign = new HashSet<>();

    ObjectPlanner(Calls calls, OwnerMark mark, List<DesiredObject> desired) {
        this.calls = calls;
        this.register = new Register(calls, mark);
        this.names = new ObjectNames(calls);
        this.forms = new ObjectForms(calls, names, mark);
        this.wanted = withRemovedAccounts(desired, mark.removedAccounts());
    }

    Plan plan(Duration grace, Instant now) {
        if (wanted.isEmpty() && register.isEmpty()) {
            return new Plan(List.of(), List.of());
        }
        names.lookUp(wanted, Set.of());
        for (ObjectKind kind : ObjectKind.values()) {
            List<DesiredObject> ofKind =
                    wanted.stream().filter(object -> object.kind() == kind).toList();
            keep(kind, ofKind, new CurrentObjects(calls, kind, forms.of(kind), register.of(kind), ofKind));
        }
        for (int i = ObjectKind.values().length - 1; i >= 0; i--) {
            remove(ObjectKind.values()[i], grace, now);
        }
        names.unsupportedLanguages()
                .forEach(
                        language -> conflicts.add(
                                "language " + language
                                        + " is not installed at Zabbix's web server (a locale of its machine): accounts get its default"));
        return new Plan(changes, conflicts);
    }

    /** Accounts that are no longer wanted wait in a group whose members cannot log in. */
    private List<DesiredObject> withRemovedAccounts(List<DesiredObject> desired, String group) {
        boolean accounts = !register.of(ObjectKind.USER).isEmpty()
                || desired.stream().anyMatch(object -> object.kind() == ObjectKind.USER);
        List<DesiredObject> all = new ArrayList<>(desired);
        if (accounts) {
            all.add(new DesiredUserGroup(group, false, Set.of()));
        }
        return all;
    }

    private void keep(ObjectKind kind, List<DesiredObject> ofKind, CurrentObjects current) {
        ObjectForm<DesiredObject> form = forms.of(kind);
        ofKind.stream().sorted(Comparator.comparing(DesiredObject::name)).forEach(object -> {
            JsonNode ours = current.ours(object.name());
            if (ours != null && !leansOnForeign(object)) {
                update(form, object, ours);
            } else if (ours == null && current.foreign(object.name())) {
                foreign.add(kind.words() + " " + object.name());
                conflicts.add(kind.words() + " " + object.name() + " exists but is not ours; rename or delete it");
            } else if (!leansOnForeign(object)) {
                changes.add(new CreateObject(object));
            }
        });
    }

    /** An account would get the rights that somebody else gave the group or role of that name. */
    private boolean leansOnForeign(DesiredObject object) {
        return object instanceof DesiredUser user
                && (foreign.contains(ObjectKind.ROLE.words() + " " + user.role())
                        || foreign.contains(ObjectKind.USER_GROUP.words() + " " + user.group()));
    }

    private void update(ObjectForm<DesiredObject> form, DesiredObject object, JsonNode there) {
        ObjectKind kind = object.kind();
        Note note = register.of(kind).get(object.name());
        List<String> differences = new ArrayList<>();
        if (!there.path(kind.nameProperty()).asText().equals(object.name())) {
            differences.add("name");
        }
        differences.addAll(form.differences(object, there));
        if (note.removedAt() > 0) {
            differences.add("wanted again");
        }
        if (note.id().isEmpty()) {
            differences.add("left by an interrupted run");
        }
        if (!note.declared().equals(form.declared(object))) {
            differences.add("what it declares");
        }
        if (!differences.isEmpty()) {
            changes.add(new UpdateObject(there.path(kind.idProperty()).asText(), object, differences));
        }
    }

    private void remove(ObjectKind kind, Duration grace, Instant now) {
        Set<String> kept = wanted.stream()
                .filter(object -> object.kind() == kind)
                .map(DesiredObject::name)
                .collect(Collectors.toSet());
        register.of(kind).values().stream()
                .filter(note -> !kept.contains(note.name()) && !note.id().isEmpty())
                .sorted(Comparator.comparing(Note::name))
                .forEach(note -> {
                    if (note.due(grace, now)) {
                        changes.add(new DeleteObject(kind, note.id(), note.name()));
                    } else if (note.removedAt() == 0) {
                        changes.add(new RetireObject(kind, note.id(), note.name(), now.getEpochSecond()));
                    }
                });
    }

    /** Objects of one kind that are ours, and those of others that have wanted names. */
    private static final class CurrentObjects {

        private final Map<String, JsonNode> byId = new HashMap<>();
        private final Map<String, JsonNode> byName = new HashMap<>();
        private final Map<String, Note> notes;

        CurrentObjects(
                Calls calls,
                ObjectKind kind,
                ObjectForm<DesiredObject> form,
                Map<String, Note> notes,
                List<DesiredObject> wanted) {
            this.notes = notes;
            Set<String> ids = notes.values().stream()
                    .map(Note::id)
                    .filter(id -> !id.isEmpty())
                    .collect(Collectors.toSet());
            Set<String> names = wanted.stream().map(DesiredObject::name).collect(Collectors.toSet());
            List<JsonNode> found =
                    new ArrayList<>(calls.find(kind.method("get"), kind.idProperty(), ids, form.query()));
            found.addAll(calls.find(kind.method("get"), kind.nameProperty(), names, form.query()));
            found.forEach(one -> {
                byId.put(one.path(kind.idProperty()).asText(), one);
                byName.put(one.path(kind.nameProperty()).asText(), one);
            });
        }

        /** Null when there is none. */
        JsonNode ours(String name) {
            Note note = notes.get(name);
            if (note == null) {
                return null;
            }
            return note.id().isEmpty() ? byName.get(name) : byId.get(note.id());
        }

        boolean foreign(String name) {
            return byName.containsKey(name);
        }
    }
}
