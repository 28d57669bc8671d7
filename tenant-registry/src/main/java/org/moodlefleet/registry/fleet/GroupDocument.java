package org.moodlefleet.registry.fleet;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.moodlefleet.document.InvalidValueException;
import org.moodlefleet.registry.model.Group;
import org.moodlefleet.registry.model.Members;

/** A group as it is written; null means that the key is left out. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record GroupDocument(String id, String name, MembersDocument members) {

    /** One of the keys. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record MembersDocument(List<String> instances, String tag, List<String> groups) {

        static MembersDocument of(Members members) {
            if (members instanceof Members.Tagged tagged) {
                return new MembersDocument(null, tagged.tag(), null);
            }
            return members instanceof Members.Nested nested
                    ? new MembersDocument(null, null, nested.groups())
                    : new MembersDocument(((Members.Listed) members).instances(), null, null);
        }

        Members members() {
            if (tag != null) {
                return new Members.Tagged(tag);
            }
            return groups == null ? new Members.Listed(instances) : new Members.Nested(groups);
        }

        boolean isOne() {
            return Stream.of(instances, tag, groups).filter(Objects::nonNull).count() == 1;
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
            String mend = "write {instances: [...]}, {groups: [...]} or {tag: ...}";
            throw new InvalidValueException("", members == null ? "is missing" : "is not one of three", mend);
        }
        return members.members();
    }
}
