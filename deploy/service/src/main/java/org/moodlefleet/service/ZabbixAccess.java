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
        return Optional.of(new ZabbixAccess(read(config.api(), "/zabbix/api")));
    }

    /** @param pointer of the section, for the answer when a secret is missing */
    static ZabbixApiConfig read(ServiceConfig.ZabbixApi api, String pointer) throws DocumentException {
        Credentials credentials = api.token() != null
                ? new Credentials.Token(api.token().resolve(pointer + "/token"))
                : new Credentials.Password(api.user(), api.password().resolve(pointer + "/password"));
        return new ZabbixApiConfig(api.url(), credentials);
    }
}
