package org.moodlefleet.zabbix.provisioning;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.moodlefleet.zabbix.provisioning.ObjectChange.CreateObject;
import org.moodlefleet.zabbix.provisioning.ObjectChange.DeleteObject;
import org.moodlefleet.zabbix.provisioning.ObjectChange.RetireObject;
import org.moodlefleet.zabbix.provisioning.ObjectChange.UpdateObject;
import org.moodlefleet.zabbix.provisioning.outcome.ObjectName;

/**
 * Plans roles, user groups, users and dashboards: reads them, changes nothing. One that cannot be planned is left out.
 * Blocks. Serves once.
 */
final class ObjectPlanner {

    private final Calls calls;
    private final DesiredState desired;
    private final Register register;
    private final ObjectNames names;
    private final ObjectForms forms;
    private final List<DesiredObject> wanted;
    private final PlanDraft draft;
    /** Wanted objects that are somebody else's. */
    private final Set<ObjectName> foreign = new HashSet<>();

    private ObjectPlanner(Calls calls, OwnerMark mark, DesiredState desired, Register register) {
        this.calls = calls;
        this.desired = desired;
        this.register = register;
        this.names = new ObjectNames(calls);
        this.forms = new ObjectForms(calls, names, mark);
        this.wanted = withRemovedAccounts(desired.objects(), mark.removedAccounts());
        this.draft = new PlanDraft(desired::owner);
    }

    static Plan plan(Calls calls, OwnerMark mark, DesiredState desired, Duration grace, Instant now) {
        Register register = new Register(mark, calls);
        try {
            register.read();
        } catch (ImpossibleChangeException e) {
            return Plan.ofConflict(e.getMessage());
        }
        return new ObjectPlanner(calls, mark, desired, register).plan(grace, now);
    }

    private Plan plan(Duration grace, Instant now) {
        if (wanted.isEmpty() && register.isEmpty()) {
            return Plan.NOTHING;
        }
        names.lookUp(wanted, Set.of());
        for (ObjectKind kind : ObjectKind.values()) {
            List<DesiredObject> ofKind =
                    wanted.stream().filter(object -> object.kind() == kind).toList();
            keep(
                    kind,
                    ofKind,
                    CurrentObjects.read(
                            calls,
                            twice -> draft.add(Plan.of(twice)),
                            kind,
                            forms.of(kind),
                            register.of(kind),
                            ofKind));
        }
        for (int i = ObjectKind.values().length - 1; i >= 0; i--) {
            remove(ObjectKind.values()[i], grace, now);
        }
        names.notOffered().forEach(sentence -> draft.add(Plan.ofConflict(sentence)));
        return draft.plan();
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
        ofKind.stream()
                .sorted(Comparator.comparing(DesiredObject::name))
                .forEach(object -> draft.each(kind.named(object.name()), () -> keep(object, current)));
    }

    private Plan keep(DesiredObject object, CurrentObjects current) {
        ObjectKind kind = object.kind();
        Optional<JsonNode> ours = current.ours(object.name());
        Optional<String> others = current.foreign(object.name());
        if (ours.isEmpty() && others.isPresent()) {
            foreign.add(kind.named(object.name()));
            return Plan.ofConflict(kind.words() + " " + object.name() + " exists"
                    + (others.get().equals(object.name()) ? "" : ", as " + others.get() + ",")
                    + " but is not ours; rename or delete it");
        }
        if (leansOnForeign(object)) {
            return Plan.NOTHING;
        }
        return ours.map(there -> update(forms.of(kind), object, there)).orElseGet(() -> create(object));
    }

    private Plan create(DesiredObject object) {
        // asks for what it declares: what the server does not offer is told before
        forms.of(object.kind()).declared(object);
        return Plan.of(new CreateObject(object));
    }

    /** An account would get the rights that somebody else gave the group or role of that name. */
    private boolean leansOnForeign(DesiredObject object) {
        return object instanceof DesiredUser user
                && (foreign.contains(ObjectKind.ROLE.named(user.role()))
                        || foreign.contains(ObjectKind.USER_GROUP.named(user.group())));
    }

    private Plan update(ObjectForm<DesiredObject> form, DesiredObject object, JsonNode there) {
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
        return differences.isEmpty()
                ? Plan.NOTHING
                : Plan.of(new UpdateObject(there.path(kind.idProperty()).asText(), object, differences));
    }

    private void remove(ObjectKind kind, Duration grace, Instant now) {
        Set<String> kept = wanted.stream()
                .filter(object -> object.kind() == kind)
                .map(DesiredObject::name)
                .collect(Collectors.toSet());
        kept.addAll(desired.leftOutNames(kind));
        register.of(kind).values().stream()
                .filter(note -> !kept.contains(note.name()) && !note.id().isEmpty())
                .sorted(Comparator.comparing(Note::name))
                .forEach(note -> {
                    if (note.due(grace, now)) {
                        draft.add(Plan.of(new DeleteObject(kind, note.id(), note.name())));
                    } else if (note.removedAt() == 0) {
                        draft.add(Plan.of(new RetireObject(kind, note.id(), note.name(), now.getEpochSecond())));
                    }
                });
    }
}
