package org.moodlefleet.zabbix.provisioning;

import java.util.List;

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

    /**
     * It is no longer wanted: it opens nothing any more, and is deleted after the grace time.
     *
     * @param removedAt seconds since the epoch
     */
    record RetireObject(ObjectKind kind, String id, String name, long removedAt) implements ObjectChange {
        @Override
        public String describe() {
            return "disable " + kind.words() + " " + name + ", which is no longer wanted";
        }
    }

    /** The grace time is over. */
    record DeleteObject(ObjectKind kind, String id, String name) implements ObjectChange {
        @Override
        public String describe() {
            return "delete " + kind.words() + " " + name;
        }
    }
}
