/**
 * Joins the registry, the outbox and the Zabbix servers: channels of delivery, plans and previews for the API,
 * access and checks.
 */
package org.moodlefleet.service.zabbix;
