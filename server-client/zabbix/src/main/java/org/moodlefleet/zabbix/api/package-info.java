/**
 * The JSON-RPC API of Zabbix: calls, credentials, and everything that differs between versions of the server
 * ({@link org.moodlefleet.zabbix.api.ZabbixDialect}).
 */
package org.moodlefleet.zabbix.api;
