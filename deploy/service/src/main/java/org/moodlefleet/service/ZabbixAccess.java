package org.moodlefleet.service;

import java.util.Optional;
import org.moodlefleet.document.DocumentException;
import org.moodlefleet.service.config.ServiceConfig;
import org.moodlefleet.service.config.VaultConfig;
import org.moodlefleet.zabbix.api.Credentials;
import org.moodlefleet.zabbix.api.ZabbixApiConfig;

/** How the API of Zabbix is entered. */
record ZabbixAccess(ZabbixApiConfig api) {

    /** @return empty when Zabbix is not provisioned */
    static Optional<ZabbixAccess> of(ServiceConfig config) throws DocumentException {
        if (!config.zabbix().provisioning().enabled()) {
            return Optional.empty();
        }
        return Optional.of(new ZabbixAccess(read(config.zabbix().api(), "/zabbix/api", config.vault())));
    }

    /** @param pointer of the section, for the answer when a secret is missing */
    static ZabbixApiConfig read(ServiceConfig.ZabbixApi api, String pointer, VaultConfig vault)
            throws DocumentException {
        Credentials credentials = api.token() != null
                ? new Credentials.Token(api.token().resolve(pointer + "/token", vault))
                : new Credentials.Password(api.user(), api.password().resolve(pointer + "/password", vault));
        return new ZabbixApiConfig(api.url(), credentials);
    }
}
