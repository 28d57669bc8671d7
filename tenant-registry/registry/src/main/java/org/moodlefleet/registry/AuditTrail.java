package org.moodlefleet.registry;

import com.fasterxml.jackson.databind.BeanDescription;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationConfig;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.ser.BeanSerializerModifier;
import com.fasterxml.jackson.databind.ser.std.ToStringSerializer;
import com.fasterxml.jackson.databind.ser.std.ToStringSerializerBase;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.Period;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import org.moodlefleet.model.Choice;
import org.moodlefleet.model.access.AccessToken;
import org.moodlefleet.model.access.AuditEntry;
import org.moodlefleet.model.access.Caller;
import org.moodlefleet.registry.RegistryChange.Kind;
import org.moodlefleet.registry.RegistryChange.OfGroup;
import org.moodlefleet.registry.RegistryChange.OfInstance;
import org.moodlefleet.registry.RegistryChange.OfTenant;

/** What one transaction has changed, for the audit log. The records of the model hold no secret. */
final class AuditTrail {

    private static final ObjectMapper JSON = JsonMapper.builder()
            .addModule(new SimpleModule()
                    .setSerializerModifier(new EnumsAsWords())
                    .addSerializer(ZoneId.class, ToStringSerializer.instance)
                    .addSerializer(Instant.class, ToStringSerializer.instance)
                    .addSerializer(LocalDate.class, ToStringSerializer.instance)
                    .addSerializer(Duration.class, ToStringSerializer.instance)
                    .addSerializer(Period.class, ToStringSerializer.instance))
            .build();

    private final Caller caller;
    private final long revision;
    private final Instant now = Instant.now();
    private final List<AuditEntry> entries = new ArrayList<>();

    AuditTrail(Caller caller, long revision) {
        this.caller = caller;
        this.revision = revision;
    }

    void note(RegistryChange change) {
        note(change, false);
    }

    /** @param password whether the stored password is another one now; what it was and is stays a secret */
    void note(RegistryChange change, boolean password) {
        if (change instanceof OfTenant of) {
            note(of.kind(), "tenant", of.tenant().id(), of.tenant().id(), of.before(), of.tenant(), false);
        } else if (change instanceof OfInstance of) {
            String id = of.instance().id();
            note(of.kind(), "instance", of.instance().tenant(), id, of.before(), of.instance(), password);
        } else if (change instanceof OfGroup of) {
            note(of.kind(), "group", of.group().tenant(), of.group().id(), of.before(), of.group(), false);
        }
    }

    void note(Kind kind, AccessToken token) {
        note(kind, "token", token.tenant(), token.id(), token, token, false);
    }

    void note(Approval approval) {
        note(Kind.ADDED, "approval", null, approval.fingerprint(), null, approval, false);
    }

    /** @param which registries, as the caller named them */
    void noteAdoption(String which, List<String> taken) {
        note(Kind.ADDED, "adoption", null, which, null, new Adopted(List.copyOf(taken)), false);
    }

    private record Adopted(List<String> taken) {}

    /** The password itself is written nowhere. */
    void notePassword(String tenant, String login) {
        NewPassword made = new NewPassword(login);
        note(Kind.CHANGED, "password", tenant, tenant, made, made, false);
    }

    private record NewPassword(String login) {}

    /** As documents write them. */
    private static final class EnumsAsWords extends BeanSerializerModifier {
        @Override
        public JsonSerializer<?> modifyEnumSerializer(
                SerializationConfig config, JavaType type, BeanDescription description, JsonSerializer<?> usual) {
            return new ToStringSerializerBase(Enum.class) {
                @Override
                public String valueToString(Object constant) {
                    return Choice.word((Enum<?>) constant);
                }
            };
        }
    }

    List<AuditEntry> entries() {
        return List.copyOf(entries);
    }

    private void note(
            Kind kind, String type, String tenant, String id, Object before, Object now, boolean newPassword) {
        ObjectNode after = kind == Kind.REMOVED ? null : json(now);
        if (newPassword && after != null) {
            after.put("passwordChanged", true);
        }
        entries.add(new AuditEntry(
                revision,
                entries.size(),
                this.now,
                caller.name(),
                caller.role(),
                Choice.word(kind),
                type,
                tenant,
                id,
                kind == Kind.ADDED ? null : json(before).toString(),
                after == null ? null : after.toString()));
    }

    private static ObjectNode json(Object value) {
        ObjectNode json = JSON.valueToTree(value);
        return json.without("version");
    }
}
