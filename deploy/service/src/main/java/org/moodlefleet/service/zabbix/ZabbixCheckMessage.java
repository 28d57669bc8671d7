package org.moodlefleet.service.zabbix;

import org.moodlefleet.document.Catalogue;
import org.moodlefleet.document.Language;
import org.moodlefleet.document.MessageCode;

/** What is said of what the check of a Zabbix finds. */
public enum ZabbixCheckMessage implements MessageCode {
    GIVE_ROLE,
    IS_NO_SUPER_ADMIN,
    IS_SUPER_ADMIN,
    MAKE_A_TOKEN,
    START_ZABBIX_SERVER,
    START_ZABBIX_WEB,
    TAKES_VALUES,
    USE_SUPPORTED_ZABBIX,
    WRITE_CA,
    ZABBIX_UNSUPPORTED,
    ZABBIX_VERSION;

    private static final Catalogue CATALOGUE = Catalogue.of("zabbix-check", ZabbixCheckMessage.class);

    @Override
    public Catalogue catalogue() {
        return CATALOGUE;
    }

    @Override
    public String toString() {
        return in(Language.EN);
    }
}
