package org.moodlefleet.registry.fleet;

import static org.moodlefleet.document.DocumentMessage.IS_EMPTY;
import static org.moodlefleet.model.message.ModelMessage.IS_MISSING;
import static org.moodlefleet.model.message.ModelMessage.SAY_ENGINE_AND_HOST;
import static org.moodlefleet.registry.message.RegistryMessage.IS_USED_TWICE;
import static org.moodlefleet.registry.message.RegistryMessage.LEAVE_THE_ENTRY_OUT;
import static org.moodlefleet.registry.message.RegistryMessage.WRITE_ANOTHER_HOST_THAN;
import static org.moodlefleet.registry.message.RegistryMessage.WRITE_ANOTHER_ID;
import static org.moodlefleet.registry.message.RegistryMessage.WRITE_A_LIST_OF_TENANTS;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.moodlefleet.document.Message;
import org.moodlefleet.document.Violation;
import org.moodlefleet.model.Database;
import org.moodlefleet.model.Group;
import org.moodlefleet.model.HostMacro;
import org.moodlefleet.model.Instance;
import org.moodlefleet.model.InstanceSettings;
import org.moodlefleet.model.ListedSegments;
import org.moodlefleet.model.Members;
import org.moodlefleet.model.Password;
import org.moodlefleet.model.ProfileFields;
import org.moodlefleet.model.Tenant;
import org.moodlefleet.model.TenantUser;
import org.moodlefleet.registry.InstanceDraft;
import org.moodlefleet.registry.RefusedException;
import org.moodlefleet.zabbix.names.NameKey;

/** From documents to valid objects; refuses with every violation that it finds, and keeps objects of one name apart. */
public final class Drafting {

    private static final Message TWICE = IS_USED_TWICE;

    private final Violations violations = new Violations();
    private final Map<NameKey, String> hosts = new HashMap<>();

    private Drafting() {}

    /** @throws RefusedException naming what is wrong where */
    public static List<TenantDraft> fleet(FleetDocument document) {
        Drafting drafting = new Drafting();
        List<TenantDraft> drafts = drafting.tenants(document);
        return drafting.accepted(drafts);
    }

    /** @throws RefusedException naming what is wrong where */
    public static TenantDraft tenant(TenantDocument document) {
        Drafting drafting = new Drafting();
        TenantDraft draft = drafting.tenant(document, "");
        return drafting.accepted(draft);
    }

    /** @throws RefusedException naming what is wrong where */
    public static InstanceDraft instance(String tenant, InstanceDocument document) {
        Drafting drafting = new Drafting();
        InstanceDraft draft = drafting.instance(tenant, document, "");
        return drafting.accepted(draft);
    }

    /** @throws RefusedException naming what is wrong where */
    public static Group group(String tenant, GroupDocument document) {
        Drafting drafting = new Drafting();
        Group group = drafting.group(tenant, document, "");
        return drafting.accepted(group);
    }

    private <T> T accepted(T draft) {
        List<Violation> found = violations.found();
        if (!found.isEmpty()) {
            throw RefusedException.invalid(found);
        }
        return draft;
    }

    private List<TenantDraft> tenants(FleetDocument document) {
        if (document.tenants() == null) {
            violations.add("/tenants", IS_MISSING, WRITE_A_LIST_OF_TENANTS);
            return List.of();
        }
        List<TenantDraft> drafts = each(document.tenants(), "/tenants", this::tenant);
        once(document.tenants(), TenantDocument::id, "/tenants");
        return drafts;
    }

    private TenantDraft tenant(TenantDocument document, String pointer) {
        List<TenantUser> users = each(document.users(), pointer + "/users", this::user);
        Tenant tenant = violations.attempt(pointer, () -> document.tenant(users));
        String id = tenant == null ? "unknown" : tenant.id();
        List<InstanceDraft> instances =
                each(document.instances(), pointer + "/instances", (instance, place) -> instance(id, instance, place));
        List<Group> groups = each(document.groups(), pointer + "/groups", (group, place) -> group(id, group, place));
        once(document.instances(), InstanceDocument::id, pointer + "/instances");
        once(document.groups(), GroupDocument::id, pointer + "/groups");
        return tenant == null ? null : new TenantDraft(tenant, instances, groups, pointer);
    }

    private TenantUser user(UserDocument document, String pointer) {
        TenantUser user = violations.attempt(pointer, document::user);
        if (user != null) {
            refuse(ReservedNames.login(user.login()), pointer);
        }
        return user;
    }

    private void refuse(Optional<Violation> found, String pointer) {
        found.ifPresent(
                violation -> violations.add(pointer + violation.pointer(), violation.problem(), violation.hint()));
    }

    private InstanceDraft instance(String tenant, InstanceDocument document, String pointer) {
        int before = violations.count();
        DatabaseDocument written = document.database();
        Database database = null;
        Password password = null;
        if (written == null) {
            violations.add(pointer + "/database", IS_MISSING, SAY_ENGINE_AND_HOST);
        } else {
            database = violations.attempt(pointer + "/database", written::database);
            password = written.password() == null
                    ? null
                    : violations.attempt(pointer + "/database/password", written.password()::password);
        }
        InstanceSettings settings = document.settings() == null
                ? InstanceSettings.defaults()
                : settings(document.settings(), pointer + "/settings");
        if (violations.count() > before) {
            return null;
        }
        Database validDatabase = database;
        return drafted(
                violations.attempt(pointer, () -> document.instance(tenant, validDatabase, settings)),
                password,
                pointer);
    }

    /** Null when a value was refused. */
    private InstanceSettings settings(SettingsDocument document, String pointer) {
        ListedSegments segments = violations.attempt(pointer + "/segments", document::validSegments);
        ProfileFields fields = violations.attempt(pointer + "/profileFields", document::validProfileFields);
        List<HostMacro> macros =
                each(document.macros(), pointer + "/macros", (macro, place) -> violations.attempt(place, macro::valid));
        return violations.attempt(
                pointer,
                () -> document.settings(
                        Objects.requireNonNullElse(segments, ListedSegments.NONE),
                        Objects.requireNonNullElse(fields, ProfileFields.DEFAULT),
                        macros));
    }

    private InstanceDraft drafted(Instance instance, Password password, String pointer) {
        if (instance == null) {
            return null;
        }
        refuse(ReservedNames.host(instance.host()), pointer);
        String other = hosts.putIfAbsent(NameKey.of(instance.host()), pointer);
        if (other != null) {
            violations.add(pointer + "/host", TWICE, WRITE_ANOTHER_HOST_THAN.with(other));
        }
        return new InstanceDraft(instance, password);
    }

    private Group group(String tenant, GroupDocument document, String pointer) {
        Members members = violations.attempt(pointer + "/members", document::validMembers);
        return members == null ? null : violations.attempt(pointer, () -> document.group(tenant, members));
    }

    private <D, T> List<T> each(List<D> documents, String pointer, Making<D, T> making) {
        List<D> written = documents == null ? List.of() : documents;
        List<T> made = new ArrayList<>();
        for (int i = 0; i < written.size(); i++) {
            String place = pointer + "/" + i;
            if (written.get(i) == null) {
                violations.add(place, IS_EMPTY, LEAVE_THE_ENTRY_OUT);
            } else {
                made.add(making.make(written.get(i), place));
            }
        }
        return made.stream().filter(Objects::nonNull).toList();
    }

    /** @param documents null for none */
    private <D> void once(List<D> documents, Function<D, String> id, String pointer) {
        Set<String> seen = new HashSet<>();
        for (int i = 0; documents != null && i < documents.size(); i++) {
            String written = documents.get(i) == null ? null : id.apply(documents.get(i));
            if (written != null && !seen.add(written)) {
                violations.add(pointer + "/" + i + "/id", TWICE, WRITE_ANOTHER_ID);
            }
        }
    }

    @FunctionalInterface
    private interface Making<D, T> {
        T make(D document, String pointer);
    }
}
