package org.moodlefleet.zabbix.provisioning.apply;

/** Applies the changes of a plan that are about one kind of resource. */
interface ResourceApplier {

    /** Blocks. What fails is told to the batches of the apply and stops no other change. */
    void apply();
}
