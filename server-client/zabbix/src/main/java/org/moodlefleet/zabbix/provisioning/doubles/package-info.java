/**
 * Objects of ours that Zabbix has twice under one name. Its database has no unique index on names of hosts, host groups,
 * templates, dashboards and keys of items, so two calls at the same time make two. The one that holds values, or the older,
 * stays; the other is removed when it is ours and nothing is lost with it, and told as a conflict otherwise.
 */
package org.moodlefleet.zabbix.provisioning.doubles;
