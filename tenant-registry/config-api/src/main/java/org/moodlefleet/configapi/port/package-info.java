/**
 * What the API asks of the program: checks, runs, status, plans and accounts in Zabbix.
 */
package org.moodlefleet.configapi.port;
