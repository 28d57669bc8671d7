/**
 * A Zabbix template as data, and the file that {@code configuration.import} of Zabbix 6.0, 6.4 and 7.0 reads
 * ({@link org.moodlefleet.zabbix.template.TemplateYaml}).
 */
package org.moodlefleet.zabbix.template;
