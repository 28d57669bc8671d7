package org.moodlefleet.configapi;

import org.moodlefleet.configapi.auth.ApiAccess;
import org.moodlefleet.configapi.port.InstanceActions;
import org.moodlefleet.configapi.port.StatusSource;
import org.moodlefleet.configapi.port.ZabbixAccounts;
import org.moodlefleet.configapi.port.ZabbixPlans;
import org.moodlefleet.configapi.port.ZabbixPreview;
import org.moodlefleet.registry.Registry;
import org.moodlefleet.zabbix.outbox.Outbox;

/**
 * What the config API speaks for.
 *
 * @param status how collecting goes
 * @param actions what is done with an instance at once
 * @param preview what a change would do in Zabbix
 * @param plans what Zabbix needs, and its doing
 * @param accounts of tenants' users in Zabbix
 * @param access who is let in
 */
public record ApiParts(
        Registry registry,
        StatusSource status,
        InstanceActions actions,
        Outbox outbox,
        ZabbixPreview preview,
        ZabbixPlans plans,
        ZabbixAccounts accounts,
        ApiAccess access) {}
