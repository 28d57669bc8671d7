package org.moodlefleet.service;

import java.util.List;
import org.moodlefleet.document.DocumentException;
import org.moodlefleet.document.Fault;
import org.moodlefleet.registry.api.ApiToken;
import org.moodlefleet.registry.store.MasterKey;
import org.moodlefleet.service.config.ServiceConfig;

/** Reads the secrets that the configuration points at. */
final class ConfiguredSecrets {

    private ConfiguredSecrets() {}

    static ApiToken apiToken(ServiceConfig config) throws DocumentException {
        String token = config.api().token().resolve("/api/token");
        try {
            return ApiToken.of(token);
        } catch (IllegalArgumentException e) {
            throw refusal("/api/token", e);
        }
    }

    static MasterKey masterKey(ServiceConfig config) throws DocumentException {
        try {
            return config.secretKey() == null
                    ? MasterKey.fromFile(config.data().resolve("secret.key"))
                    : MasterKey.of(config.secretKey().resolve("/secretKey"), "secretKey");
        } catch (IllegalArgumentException e) {
            throw refusal("/secretKey", e);
        }
    }

    private static DocumentException refusal(String pointer, IllegalArgumentException e) {
        return new DocumentException("configuration", 0, List.of(new Fault(pointer, e.getMessage(), "")));
    }
}
