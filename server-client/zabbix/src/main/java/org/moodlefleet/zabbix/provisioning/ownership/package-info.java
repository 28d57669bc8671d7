/**
 * What is ours in Zabbix: objects by the notes that we keep there, declared fingerprints, and what is taken over
 * from another registry.
 */
package org.moodlefleet.zabbix.provisioning.ownership;
