package org.moodlefleet.service.zabbix;

import org.moodlefleet.consolidation.sync.ZabbixSync;
import org.moodlefleet.zabbix.delivery.Diagnosis;
import org.moodlefleet.zabbix.provisioning.Provisioner;
import org.moodlefleet.zabbix.provisioning.current.HostNames;

/**
 * What is asked and done at one Zabbix server; nothing of it waits for another server.
 *
 * @param hostNames whose the names of its hosts are
 * @param diagnosis why it refuses samples
 * @param previewer plans what is only shown
 * @param sync keeps it equal to the registry
 */
public record ZabbixServer(
        HostNames hostNames,
        Diagnosis diagnosis,
        UnsupportedWatch unsupported,
        Provisioner provisioner,
        Previewer previewer,
        ZabbixSync sync) {}
