package org.moodlefleet.zabbix.provisioning.plan;

import java.util.List;
import org.moodlefleet.zabbix.provisioning.ownership.Adoption;
import org.moodlefleet.zabbix.provisioning.ownership.OwnedObject;
import org.moodlefleet.zabbix.provisioning.ownership.OwnershipStore;
import org.moodlefleet.zabbix.provisioning.state.DesiredObject;
import org.moodlefleet.zabbix.provisioning.state.ObjectKind;

/** A change of an object that carries no tag. */
public sealed interface ObjectChange extends Change {

    ObjectKind kind();

    record CreateObject(DesiredObject wanted) implements ObjectChange {
        @Override
        public ObjectKind kind() {
            return wanted.kind();
        }

        @Override
        public String name() {
            return wanted.name();
        }

        @Override
        public String describe() {
            return "create " + kind().words() + " " + name();
        }
    }

    /** @param differences one phrase each */
    record UpdateObject(String id, DesiredObject wanted, List<String> differences) implements ObjectChange {

        public UpdateObject {
            differences = List.copyOf(differences);
        }

        @Override
        public ObjectKind kind() {
            return wanted.kind();
        }

        @Override
        public String name() {
            return wanted.name();
        }

        @Override
        public String describe() {
            return "update " + kind().words() + " " + name() + ": " + String.join(", ", differences);
        }
    }

    /** What the service of another registry made, or an earlier version, is ours from now on. */
    record TakeOverObject(ObjectKind kind, OwnershipStore.Others source, OwnedObject note) implements ObjectChange {
        @Override
        public String name() {
            return note.name();
        }

        @Override
        public String describe() {
            return "take over " + kind.words() + " " + name() + " from " + Adoption.name(source.registry());
        }
    }

    /**
     * It is no longer wanted: it opens nothing any more, and is deleted after the grace time.
     *
     * @param note what is noted of it
     * @param removedAt seconds since the epoch
     */
    record RetireObject(ObjectKind kind, OwnedObject note, long removedAt) implements ObjectChange {

        public String id() {
            return note.id();
        }

        @Override
        public String name() {
            return note.name();
        }

        @Override
        public String describe() {
            return "disable " + kind.words() + " " + name() + ", which is no longer wanted";
        }
    }

    /**
     * The grace time is over.
     *
     * @param note what is noted of it
     */
    record DeleteObject(ObjectKind kind, OwnedObject note) implements ObjectChange {

        public String id() {
            return note.id();
        }

        @Override
        public String name() {
            return note.name();
        }

        @Override
        public String describe() {
            return "delete " + kind.words() + " " + name();
        }
    }
}
