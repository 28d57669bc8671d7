package org.moodlefleet.registry.fleet;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.moodlefleet.document.InvalidValueException;
import org.moodlefleet.registry.model.Group;
import org.moodlefleet.registry.model.Members;

/** A group as it is written; null means that the key is left out. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record GroupDocument(String id, String name, MembersDocument members) {

    /** One of the two keys. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record MembersDocument(List<String> instances, String tag) {}

    public static GroupDocument of(Group group) {
        MembersDocument members = group.members() instanceof Members.Tagged tagged
                ? new MembersDocument(null, tagged.tag())
                : new MembersDocument(((Members.Listed) group.members()).instances(), null);
        return new GroupDocument(group.id(), group.name(), members);
    }

    public GroupDocument withId(String newId) {
        return new GroupDocument(newId, name, members);
    }

    Group group(String tenant, Members validMembers) {
        return new Group(tenant, id, name, validMembers, 0);
    }

    Members validMembers() {
        if (members == null || (members.instances() == null) == (members.tag() == null)) {
            String mend = "write {instances: [...]} or {tag: ...}";
            throw new InvalidValueException("", members == null ? "is missing" : "is not one of two", mend);
        }
        return members.tag() == null ? new Members.Listed(members.instances()) : new Members.Tagged(members.tag());
    }
}
