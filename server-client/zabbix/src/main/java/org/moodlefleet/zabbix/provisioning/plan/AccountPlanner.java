package org.moodlefleet.zabbix.provisioning.plan;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.moodlefleet.zabbix.provisioning.call.ImpossibleChangeException;
import org.moodlefleet.zabbix.provisioning.call.ProvisioningCalls;
import org.moodlefleet.zabbix.provisioning.current.CurrentObjects;
import org.moodlefleet.zabbix.provisioning.mapping.ObjectMapping;
import org.moodlefleet.zabbix.provisioning.mapping.ObjectMappings;
import org.moodlefleet.zabbix.provisioning.mapping.ObjectNames;
import org.moodlefleet.zabbix.provisioning.outcome.ObjectName;
import org.moodlefleet.zabbix.provisioning.ownership.Adoption;
import org.moodlefleet.zabbix.provisioning.ownership.OwnedObject;
import org.moodlefleet.zabbix.provisioning.ownership.OwnershipStore;
import org.moodlefleet.zabbix.provisioning.plan.ObjectChange.CreateObject;
import org.moodlefleet.zabbix.provisioning.plan.ObjectChange.DeleteObject;
import org.moodlefleet.zabbix.provisioning.plan.ObjectChange.RetireObject;
import org.moodlefleet.zabbix.provisioning.plan.ObjectChange.TakeOverObject;
import org.moodlefleet.zabbix.provisioning.plan.ObjectChange.UpdateObject;
import org.moodlefleet.zabbix.provisioning.state.DesiredObject;
import org.moodlefleet.zabbix.provisioning.state.DesiredState;
import org.moodlefleet.zabbix.provisioning.state.DesiredUser;
import org.moodlefleet.zabbix.provisioning.state.DesiredUserGroup;
import org.moodlefleet.zabbix.provisioning.state.ObjectKind;
import org.moodlefleet.zabbix.provisioning.state.OwnerMark;

/**
 * Plans roles, user groups, users and dashboards: reads them, changes nothing. One that cannot be planned is left out.
 * Blocks. Serves once.
 */
public final class AccountPlanner implements ResourcePlanner {

    private final ProvisioningCalls calls;
    private final OwnerMark mark;
    private final DesiredState desired;
    private final Duration grace;
    private final Instant now;
    private final OwnershipStore ownership;
    private final ObjectNames names;
    private final ObjectMappings forms;
    private final Adoption adoption;
    private final PlanDraft draft;
    /** What this plan takes over: it removes none of it. */
    private final Set<OwnedObject> taken = new HashSet<>();
    /** Wanted objects that are somebody else's. */
    private final Set<ObjectName> foreign = new HashSet<>();

    private List<DesiredObject> wanted = List.of();

    /** @param grace how long an object that is no longer wanted stays */
    public AccountPlanner(
            ProvisioningCalls calls,
            OwnerMark mark,
            DesiredState desired,
            Adoption adoption,
            Duration grace,
            Instant now) {
        this.calls = calls;
        this.mark = mark;
        this.adoption = adoption;
        this.desired = desired;
        this.grace = grace;
        this.now = now;
        this.ownership = new OwnershipStore(mark, calls);
        this.names = new ObjectNames(calls);
        this.forms = new ObjectMappings(calls, names, mark);
        this.draft = new PlanDraft(desired::owner);
    }

    @Override
    public String resources() {
        return "accounts and dashboards";
    }

    @Override
    public Plan plan() {
        try {
            ownership.read();
        } catch (ImpossibleChangeException e) {
            return Plan.ofConflict(e.getMessage());
        }
        wanted = withRemovedAccounts(desired.objects(), mark.removedAccounts());
        takeOver();
        waiting();
        if (wanted.isEmpty() && ownership.isEmpty()) {
            return draft.plan();
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
                            ownership.of(kind),
                            ofKind));
        }
        for (int i = ObjectKind.values().length - 1; i >= 0; i--) {
            remove(ObjectKind.values()[i]);
        }
        names.notOffered().forEach(sentence -> draft.add(Plan.ofConflict(sentence)));
        return draft.plan();
    }

    /** What earlier versions noted is ours where it is wanted. */
    private void takeOver() {
        for (OwnershipStore.Others from : List.copyOf(ownership.others())) {
            Optional<DesiredObject> same = wanted.stream()
                    .filter(object -> object.kind() == from.kind())
                    .filter(object -> from.note().isOf(object)
                            // earlier versions knew dashboards by their names
                            || from.registry().isEmpty() && from.note().name().equals(object.name()))
                    .findFirst();
            if (adoption.takes(from.registry()) || from.registry().isEmpty() && same.isPresent()) {
                String identity =
                        same.map(DesiredObject::identity).orElse(from.note().identity());
                boolean twice = ownership.of(from.kind()).containsKey(identity);
                OwnedObject note = from.note()
                        .takenOver(
                                twice ? identity + " of " + Adoption.name(from.registry()) : identity,
                                same.isPresent() && !twice);
                ownership.presume(from, note);
                taken.add(note);
                draft.add(Plan.of(new TakeOverObject(from.kind(), from, note)));
            }
        }
    }

    private void waiting() {
        ownership.others().stream()
                .collect(Collectors.groupingBy(
                        OwnershipStore.Others::registry,
                        TreeMap::new,
                        Collectors.mapping(
                                one -> one.kind().named(one.note().name()).toString(), Collectors.toList())))
                .forEach((registry, names) -> {
                    if (registry.isEmpty() || desired.hosts().isEmpty()) {
                        draft.add(Plan.ofConflict(
                                Adoption.waiting(registry, "accounts, groups, roles and dashboards", names)));
                    }
                });
    }

    /** Accounts that are no longer wanted wait in a group whose members cannot log in. */
    private List<DesiredObject> withRemovedAccounts(List<DesiredObject> desired, String group) {
        boolean accounts = !ownership.of(ObjectKind.USER).isEmpty()
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
        Optional<JsonNode> ours = current.ours(object);
        Optional<String> others = current.foreign(object.name());
        boolean renamed = ours.filter(
                        there -> there.path(kind.nameProperty()).asText().equals(object.name()))
                .isEmpty();
        Optional<OwnershipStore.Others> made = ownership.others().stream()
                .filter(one -> one.kind() == kind && one.note().isOf(object))
                .findFirst();
        if (ours.isEmpty() && made.isPresent()) {
            foreign.add(kind.named(object.name()));
            return Plan.ofConflict(kind.words() + " " + made.get().note().name() + " exists but "
                    + Adoption.maker(made.get().registry()) + " made it; "
                    + Adoption.hint(made.get().registry()));
        }
        if (renamed && others.isPresent()) {
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

    private Plan update(ObjectMapping<DesiredObject> form, DesiredObject object, JsonNode there) {
        ObjectKind kind = object.kind();
        OwnedObject note = ownership.of(kind).get(object.identity());
        List<String> differences = new ArrayList<>();
        if (!there.path(kind.nameProperty()).asText().equals(object.name())
                || !note.name().equals(object.name())) {
            differences.add("name");
        }
        differences.addAll(form.differences(object, there));
        if (note.removedAt() > 0 || note.takenOver()) {
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

    private void remove(ObjectKind kind) {
        Set<String> kept = wanted.stream()
                .filter(object -> object.kind() == kind)
                .map(DesiredObject::identity)
                .collect(Collectors.toSet());
        Set<String> leftOut = desired.leftOutNames(kind);
        ownership.of(kind).values().stream()
                .filter(note -> !kept.contains(note.identity())
                        && !leftOut.contains(note.name())
                        && !note.id().isEmpty()
                        && !taken.contains(note))
                .sorted(Comparator.comparing(OwnedObject::name))
                .forEach(note -> {
                    if (note.due(grace, now)) {
                        draft.add(Plan.of(new DeleteObject(kind, note)));
                    } else if (note.removedAt() == 0) {
                        draft.add(Plan.of(new RetireObject(kind, note, now.getEpochSecond())));
                    }
                });
    }
}
