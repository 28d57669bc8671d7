package org.moodlefleet.zabbix.provisioning.apply;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.moodlefleet.zabbix.provisioning.call.Chunks;
import org.moodlefleet.zabbix.provisioning.call.ImpossibleChangeException;
import org.moodlefleet.zabbix.provisioning.call.ProvisioningCalls;
import org.moodlefleet.zabbix.provisioning.mapping.ObjectMapping;
import org.moodlefleet.zabbix.provisioning.mapping.ObjectMappings;
import org.moodlefleet.zabbix.provisioning.mapping.ObjectNames;
import org.moodlefleet.zabbix.provisioning.ownership.OwnedObject;
import org.moodlefleet.zabbix.provisioning.ownership.OwnershipStore;
import org.moodlefleet.zabbix.provisioning.plan.ObjectChange;
import org.moodlefleet.zabbix.provisioning.plan.ObjectChange.CreateObject;
import org.moodlefleet.zabbix.provisioning.plan.ObjectChange.DeleteObject;
import org.moodlefleet.zabbix.provisioning.plan.ObjectChange.RetireObject;
import org.moodlefleet.zabbix.provisioning.plan.ObjectChange.TakeOverObject;
import org.moodlefleet.zabbix.provisioning.plan.ObjectChange.UpdateObject;
import org.moodlefleet.zabbix.provisioning.state.DesiredObject;
import org.moodlefleet.zabbix.provisioning.state.ObjectKind;
import org.moodlefleet.zabbix.provisioning.state.OwnerMark;

/** Applies the changes of roles, user groups and users, and notes each. Blocks. Serves once. */
final class AccountApplier implements ResourceApplier {

    private static final int OBJECTS_PER_CALL = 100;

    private final ProvisioningCalls calls;
    private final OwnerMark mark;
    private final List<ObjectChange> changes;
    private final OwnershipStore ownership;
    private final ObjectNames names;
    private final ObjectMappings forms;
    private final Batches batches;

    AccountApplier(ProvisioningCalls calls, OwnerMark mark, List<ObjectChange> changes, Batches batches) {
        this.calls = calls;
        this.mark = mark;
        this.changes = changes;
        this.batches = batches;
        this.ownership = new OwnershipStore(mark, calls);
        this.names = new ObjectNames(calls);
        this.forms = new ObjectMappings(calls, names, mark);
    }

    @Override
    public void apply() {
        if (!changes.isEmpty() && batches.ready(changes, this::prepare)) {
            run();
        }
    }

    /** Asks for what the changes refer to. */
    private void prepare() {
        ownership.read();
        names.lookUp(wanted(), Set.of(mark.removedAccounts()));
    }

    private void run() {
        for (ObjectKind kind : ObjectKind.values()) {
            takeOver(of(kind, TakeOverObject.class));
            // one that is renamed may give the name of a new one free
            update(kind, of(kind, UpdateObject.class));
            create(kind, of(kind, CreateObject.class));
            names.lookUpUsers(wanted(), Set.of(mark.removedAccounts()));
        }
        for (int i = ObjectKind.values().length - 1; i >= 0; i--) {
            ObjectKind kind = ObjectKind.values()[i];
            retire(kind, of(kind, RetireObject.class));
            delete(kind, of(kind, DeleteObject.class));
        }
    }

    private void takeOver(List<TakeOverObject> some) {
        for (List<TakeOverObject> chunk : Chunks.of(some, OBJECTS_PER_CALL)) {
            batches.together(
                    chunk,
                    () -> ownership.takeOver(
                            chunk.stream().collect(Collectors.toMap(TakeOverObject::source, TakeOverObject::note))));
        }
    }

    private void create(ObjectKind kind, List<CreateObject> some) {
        ObjectMapping<DesiredObject> form = forms.of(kind);
        for (List<CreateObject> chunk : Chunks.of(some, OBJECTS_PER_CALL)) {
            batches.run(
                    kind.method("create"),
                    batches.after(
                            chunk,
                            part -> ownership.put(
                                    kind,
                                    part.stream()
                                            .map(change -> OwnedObject.intention(change.wanted()))
                                            .toList())),
                    OBJECTS_PER_CALL,
                    change -> merged(
                            form.params(change.wanted()), form.declaredParams(change.wanted()), form.creationParams()),
                    (made, answer) -> note(kind, made, answer));
        }
    }

    private void note(ObjectKind kind, List<CreateObject> made, JsonNode answer) {
        JsonNode ids = answer.path(kind.idProperty() + "s");
        List<OwnedObject> notes = new ArrayList<>();
        for (int i = 0; i < made.size(); i++) {
            DesiredObject object = made.get(i).wanted();
            notes.add(OwnedObject.intention(object)
                    .made(ids.path(i).asText(), forms.of(kind).declared(object)));
        }
        ownership.put(kind, notes);
    }

    private void update(ObjectKind kind, List<UpdateObject> some) {
        ObjectMapping<DesiredObject> form = forms.of(kind);
        batches.run(
                kind.method("update"),
                batches.after(some, part -> freeNames(kind, part, some)),
                OBJECTS_PER_CALL,
                change -> merged(
                        form.params(change.wanted()),
                        declaredAnew(form, change) ? form.declaredParams(change.wanted()) : Map.of(),
                        Map.of(kind.idProperty(), change.id())),
                (done, answer) -> ownership.put(
                        kind,
                        done.stream()
                                .map(change -> OwnedObject.intention(change.wanted())
                                        .made(change.id(), form.declared(change.wanted())))
                                .toList()));
    }

    /** A name that one object of ours gives up and another takes is nobody's in between. */
    private void freeNames(ObjectKind kind, List<UpdateObject> changes, List<UpdateObject> all) {
        Set<String> taken = all.stream().map(UpdateObject::name).collect(Collectors.toSet());
        Map<String, String> wanted = changes.stream().collect(Collectors.toMap(UpdateObject::id, UpdateObject::name));
        List<Map<String, String>> between = new ArrayList<>();
        calls.find(
                        kind.method("get"),
                        kind.idProperty(),
                        wanted.keySet(),
                        Map.of("output", List.of(kind.idProperty(), kind.nameProperty())))
                .forEach(one -> {
                    String id = one.path(kind.idProperty()).asText();
                    String name = one.path(kind.nameProperty()).asText();
                    if (taken.contains(name) && !name.equals(wanted.get(id))) {
                        between.add(Map.of(kind.idProperty(), id, kind.nameProperty(), "renamed " + id));
                    }
                });
        if (!between.isEmpty()) {
            calls.call(kind.method("update"), between);
        }
    }

    private boolean declaredAnew(ObjectMapping<DesiredObject> form, UpdateObject change) {
        OwnedObject note = ownership.of(change.kind()).get(change.wanted().identity());
        return note == null || !note.declared().equals(form.declared(change.wanted()));
    }

    private void retire(ObjectKind kind, List<RetireObject> some) {
        Function<RetireObject, OwnedObject> note = change -> change.note().retired(change.removedAt());
        List<RetireObject> there = there(kind, some, RetireObject::note);
        if (kind == ObjectKind.ROLE) {
            there.forEach(change -> batches.one(change, () -> ownership.put(kind, List.of(note.apply(change)))));
            return;
        }
        batches.run(
                kind.method("update"),
                there,
                OBJECTS_PER_CALL,
                change -> merged(
                        forms.of(kind).retirement(change.name()), Map.of(kind.idProperty(), change.id()), Map.of()),
                (done, answer) -> ownership.put(kind, done.stream().map(note).toList()));
    }

    private void delete(ObjectKind kind, List<DeleteObject> some) {
        batches.run(
                kind.method("delete"),
                there(kind, some, DeleteObject::note),
                OBJECTS_PER_CALL,
                DeleteObject::id,
                (done, answer) -> ownership.forget(
                        kind,
                        done.stream().map(change -> change.note().identity()).toList()));
    }

    /** Those that are ours and exist: what somebody has deleted, or an interrupted run, is only forgotten. */
    private <C extends ObjectChange> List<C> there(ObjectKind kind, List<C> some, Function<C, OwnedObject> note) {
        Set<String> existing = new HashSet<>();
        List<C> asked = batches.after(
                some,
                part -> calls.find(
                                kind.method("get"),
                                kind.idProperty(),
                                part.stream().map(note).map(OwnedObject::id).toList(),
                                Map.of("output", List.of(kind.idProperty())))
                        .forEach(one -> existing.add(one.path(kind.idProperty()).asText())));
        List<C> there = new ArrayList<>();
        for (C change : asked) {
            OwnedObject noted = note.apply(change);
            if (!isOurs(kind, noted)) {
                refuse(change);
            } else if (existing.contains(noted.id())) {
                there.add(change);
            } else {
                batches.one(change, () -> ownership.forget(kind, List.of(noted.identity())));
            }
        }
        return there;
    }

    private boolean isOurs(ObjectKind kind, OwnedObject planned) {
        OwnedObject note = ownership.of(kind).get(planned.identity());
        return note != null && note.id().equals(planned.id());
    }

    private void refuse(ObjectChange change) {
        batches.one(change, () -> {
            throw new ImpossibleChangeException("it is no longer noted as ours");
        });
    }

    private List<DesiredObject> wanted() {
        List<DesiredObject> wanted = new ArrayList<>();
        changes.forEach(change -> {
            if (change instanceof CreateObject create) {
                wanted.add(create.wanted());
            } else if (change instanceof UpdateObject update) {
                wanted.add(update.wanted());
            }
        });
        return wanted;
    }

    private <C extends ObjectChange> List<C> of(ObjectKind kind, Class<C> type) {
        return changes.stream()
                .filter(change -> change.kind() == kind)
                .filter(type::isInstance)
                .map(type::cast)
                .toList();
    }

    private static Map<String, Object> merged(
            Map<String, Object> first, Map<String, Object> second, Map<String, Object> third) {
        Map<String, Object> all = new HashMap<>(first);
        all.putAll(second);
        all.putAll(third);
        return all;
    }
}
