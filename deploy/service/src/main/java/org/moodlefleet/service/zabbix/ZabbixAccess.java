package org.moodlefleet.service.zabbix;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.moodlefleet.document.DocumentException;
import org.moodlefleet.service.config.ServiceConfig;
import org.moodlefleet.service.config.VaultConfig;
import org.moodlefleet.service.process.CertificateFiles;
import org.moodlefleet.zabbix.api.Credentials;
import org.moodlefleet.zabbix.api.ZabbixApiConfig;

/** How the APIs of the Zabbix servers are entered. */
public final class ZabbixAccess {

    private ZabbixAccess() {}

    /** @return by the name of the server, the default one first; empty when Zabbix is not provisioned */
    public static Map<String, ZabbixApiConfig> of(ServiceConfig config) throws DocumentException {
        Map<String, ZabbixApiConfig> all = new LinkedHashMap<>();
        ServiceConfig.Zabbix zabbix = config.zabbix();
        if (zabbix.provisioning().enabled()) {
            all.put(ServiceConfig.DEFAULT_SERVER, read(zabbix.api(), "/zabbix/api", config.vault()));
            for (Map.Entry<String, ServiceConfig.Server> server :
                    zabbix.servers().entrySet()) {
                String pointer = "/zabbix/servers/" + server.getKey() + "/api";
                all.put(server.getKey(), read(server.getValue().api(), pointer, config.vault()));
            }
        }
        return all;
    }

    /** @param pointer of the section, for the answer when a secret is missing */
    static ZabbixApiConfig read(ServiceConfig.ZabbixApi api, String pointer, VaultConfig vault)
            throws DocumentException {
        Credentials credentials = api.token() != null
                ? new Credentials.Token(api.token().resolve(pointer + "/token", vault))
                : new Credentials.Password(api.user(), api.password().resolve(pointer + "/password", vault));
        if (api.ca() != null) {
            CertificateFiles.certificates(api.ca(), pointer + "/ca");
        }
        return new ZabbixApiConfig(
                api.url(), credentials, ZabbixApiConfig.DEFAULT_TIMEOUT, Optional.ofNullable(api.ca()));
    }
}
