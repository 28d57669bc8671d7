package org.moodlefleet.zabbix.provisioning.plan;

/** Plans one kind of resource in Zabbix: what is to be made, changed and removed of it. */
public interface ResourcePlanner {

    /** What it plans, in plural, for people. */
    String resources();

    /** Changes nothing. May block. */
    Plan plan();
}
