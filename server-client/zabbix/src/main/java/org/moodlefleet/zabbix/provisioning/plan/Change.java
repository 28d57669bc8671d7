package org.moodlefleet.zabbix.provisioning.plan;

import org.moodlefleet.zabbix.provisioning.doubles.Doubled;
import org.moodlefleet.zabbix.provisioning.outcome.ObjectName;
import org.moodlefleet.zabbix.provisioning.state.DesiredHost;
import org.moodlefleet.zabbix.provisioning.state.DesiredTemplate;

/** One step of a {@link Plan}. */
public sealed interface Change
        permits Change.CreateHostGroup,
                Change.ImportTemplate,
                Change.CreateHost,
                Change.HostUpdate,
                Change.DeleteHost,
                Change.RemoveDouble,
                WidgetChange,
                ObjectChange {

    /** What it is done to: name of the group, template or host. */
    String name();

    /** One line for people. */
    String describe();

    /** Whether it makes something ours that another registry's service made, or an earlier version. */
    default boolean takesOver() {
        return this instanceof ObjectChange.TakeOverObject
                || this instanceof HostUpdate update && update.patch().takesOver();
    }

    /** What it is done to. */
    default ObjectName object() {
        if (this instanceof RemoveDouble change) {
            return change.doubled().object();
        } else if (this instanceof CreateHostGroup) {
            return new ObjectName(ObjectName.HOST_GROUP, name());
        } else if (this instanceof ImportTemplate) {
            return new ObjectName(ObjectName.TEMPLATE, name());
        } else if (this instanceof ObjectChange change) {
            return change.kind().named(name());
        } else if (this instanceof WidgetChange) {
            return new ObjectName("widget", name());
        }
        return ObjectName.host(name());
    }

    record CreateHostGroup(String name) implements Change {
        @Override
        public String describe() {
            return "create host group " + name;
        }
    }

    /** @param replaces whether the template is on the server with another content */
    record ImportTemplate(DesiredTemplate template, boolean replaces) implements Change {
        @Override
        public String name() {
            return template.technicalName();
        }

        @Override
        public String describe() {
            return (replaces ? "update template " : "import template ") + name();
        }
    }

    /** @param host complete: with our mark, our memory and only such templates as can be linked */
    record CreateHost(DesiredHost host) implements Change {
        @Override
        public String name() {
            return host.name();
        }

        @Override
        public String describe() {
            return "create host " + name() + (host.enabled() ? "" : " (disabled)");
        }
    }

    /** A change of a host that exists and is ours. */
    sealed interface HostUpdate extends Change {
        String hostId();

        HostPatch patch();
    }

    /** Brings an existing host of ours to what is wanted. */
    record UpdateHost(String hostId, String name, HostPatch patch) implements HostUpdate {
        @Override
        public String describe() {
            return "update host " + name + ": " + String.join(", ", patch.describe());
        }
    }

    /** A host that was to be removed is wanted again. */
    record EnableHost(String hostId, String name, HostPatch patch) implements HostUpdate {
        @Override
        public String describe() {
            return "bring back host " + name + ": " + String.join(", ", patch.describe());
        }
    }

    /**
     * A host that is no longer wanted: it accepts no more values, gives its visible name free, and is deleted after the
     * grace time.
     *
     * @param removedAt seconds since the epoch
     * @param takenOver whether it came from another registry, and ours has never known it
     */
    record DisableHost(String hostId, String name, long removedAt, boolean takenOver) implements HostUpdate {

        /** A host that our registry once had. */
        public DisableHost(String hostId, String name, long removedAt) {
            this(hostId, name, removedAt, false);
        }

        @Override
        public HostPatch patch() {
            return HostPatch.removing(name, removedAt);
        }

        @Override
        public String describe() {
            return "disable host " + name + ", which is no longer wanted";
        }
    }

    /**
     * The grace time is over: the host goes with its history.
     *
     * @param takenOver whether it came from another registry, and ours has never known it
     */
    record DeleteHost(String hostId, String name, boolean takenOver) implements Change {

        /** A host that our registry once had. */
        public DeleteHost(String hostId, String name) {
            this(hostId, name, false);
        }

        @Override
        public String describe() {
            return "delete host " + name + " and its history";
        }
    }

    /** Of two objects of ours that are one, the one with which nothing is lost. */
    record RemoveDouble(Doubled doubled) implements Change {
        @Override
        public String name() {
            return doubled.object().name();
        }

        @Override
        public String describe() {
            return "remove the double of " + doubled.object() + ", with the id " + doubled.otherId() + "; "
                    + doubled.keptId() + " stays";
        }
    }
}
