package org.moodlefleet.registry.fleet;

import static org.moodlefleet.model.message.ModelMessage.IS_MISSING;
import static org.moodlefleet.registry.message.RegistryMessage.DOES_NOT_SAY_ONE_THING;
import static org.moodlefleet.registry.message.RegistryMessage.WRITE_ONE_KIND_OF_MEMBERS;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.moodlefleet.document.InvalidValueException;
import org.moodlefleet.document.Message;
import org.moodlefleet.model.Group;
import org.moodlefleet.model.Members;

/** A group as it is written; null means that the key is left out. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record GroupDocument(String id, String name, MembersDocument members) {

    /** One of the keys. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record MembersDocument(
            List<String> instances, String tag, List<String> groups, List<String> tenants, String tagOfAll) {

        static MembersDocument of(Members members) {
            if (members instanceof Members.Tagged tagged) {
                return new MembersDocument(null, tagged.tag(), null, null, null);
            }
            if (members instanceof Members.Nested nested) {
                return new MembersDocument(null, null, nested.groups(), null, null);
            }
            if (members instanceof Members.OfTenants of) {
                return new MembersDocument(null, null, null, of.tenants(), null);
            }
            return members instanceof Members.TaggedOfAll tagged
                    ? new MembersDocument(null, null, null, null, tagged.tag())
                    : new MembersDocument(((Members.Listed) members).instances(), null, null, null, null);
        }

        Members members() {
            if (tag != null) {
                return new Members.Tagged(tag);
            }
            if (groups != null) {
                return new Members.Nested(groups);
            }
            if (tenants != null) {
                return new Members.OfTenants(tenants);
            }
            return tagOfAll == null ? new Members.Listed(instances) : new Members.TaggedOfAll(tagOfAll);
        }

        boolean isOne() {
            return Stream.of(instances, tag, groups, tenants, tagOfAll)
                            .filter(Objects::nonNull)
                            .count()
                    == 1;
        }
    }

    public static GroupDocument of(Group group) {
        return new GroupDocument(group.id(), group.name(), MembersDocument.of(group.members()));
    }

    public GroupDocument withId(String newId) {
        return new GroupDocument(newId, name, members);
    }

    Group group(String tenant, Members validMembers) {
        return new Group(tenant, id, name, validMembers, 0);
    }

    Members validMembers() {
        if (members == null || !members.isOne()) {
            Message hint = WRITE_ONE_KIND_OF_MEMBERS;
            throw new InvalidValueException("", members == null ? IS_MISSING : DOES_NOT_SAY_ONE_THING, hint);
        }
        return members.members();
    }
}
