package org.moodlefleet.service;

import java.util.Optional;
import org.moodlefleet.document.DocumentException;
import org.moodlefleet.service.config.ServiceConfig;
import org.moodlefleet.zabbix.api.Credentials;
import org.moodlefleet.zabbix.api.ZabbixApiConfig;

/** How the API of Zabbix is entered. */
record ZabbixAccess(ZabbixApiConfig api) {

    /** @return empty when Zabbix is not provisioned */
    static Optional<ZabbixAccess> of(ServiceConfig.Zabbix config) throws DocumentException {
        if (!config.provisioning().enabled()) {
            return Optional.empty();
        }
        ServiceConfig.ZabbixApi api = config.api();
        Credentials credentials = api.token() != null
                ? new Credentials.Token(api.token().resolve("/zabbix/api/token"))
                : new Credentials.Password(api.user(), api.password().resolve("/zabbix/api/password"));
        return Optional.of(new ZabbixAccess(new ZabbixApiConfig(api.url(), credentials)));
    }
}
