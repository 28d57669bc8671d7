/**
 * Which call Zabbix may still be at work on. A program that is killed, or that gets no answer, does not end the call that
 * it has made: its successor must not make the same objects beside it.
 */
package org.moodlefleet.zabbix.provisioning.unfinished;
