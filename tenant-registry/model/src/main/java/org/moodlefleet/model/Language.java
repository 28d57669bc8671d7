package org.moodlefleet.model;

/** The language of what a tenant is shown in Zabbix. */
public enum Language {
    EN,
    FR
}
