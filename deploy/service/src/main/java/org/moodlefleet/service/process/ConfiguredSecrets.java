package org.moodlefleet.service.process;

import java.util.List;
import java.util.Optional;
import org.moodlefleet.configapi.auth.ApiToken;
import org.moodlefleet.document.DocumentException;
import org.moodlefleet.document.Violation;
import org.moodlefleet.registry.store.KeyFile;
import org.moodlefleet.registry.store.Keyring;
import org.moodlefleet.registry.store.PasswordSource;
import org.moodlefleet.registry.store.RegistryAddress;
import org.moodlefleet.registry.vault.VaultException;
import org.moodlefleet.service.config.ServiceConfig;
import org.moodlefleet.service.config.VaultConfig;

/** Reads the secrets that the configuration points at. */
public final class ConfiguredSecrets {

    private ConfiguredSecrets() {}

    public static ApiToken apiToken(ServiceConfig config) throws DocumentException {
        String token = config.api().token().resolve("/api/token", config.vault());
        try {
            return ApiToken.of(token);
        } catch (IllegalArgumentException e) {
            throw refusal("/api/token", e);
        }
    }

    /** @throws DocumentException when the API's certificate and key cannot be used */
    public static void checkCertificate(ServiceConfig config) throws DocumentException {
        if (config.api().tls() != null) {
            CertificateFiles.check(
                    config.api().tls().certificate(), config.api().tls().key(), "/api/tls");
        }
    }

    /** The file that the program writes its keys into; empty when others keep them. */
    public static Optional<KeyFile> keyFile(ServiceConfig config) {
        if (config.secretKey() == null) {
            return Optional.of(new KeyFile(config.data().resolve("secret.key")));
        }
        return Optional.ofNullable(config.secretKey().file()).map(KeyFile::new);
    }

    /** Where the keys of the registry's passwords are; they are read again when another program has rotated them. */
    public static Keyring.Source keys(ServiceConfig config) {
        return config.secretKey() == null ? keyFile(config).orElseThrow() : () -> written(config);
    }

    /** @throws DocumentException when there are none, or they are wrong */
    public static void checkKeys(ServiceConfig config) throws DocumentException {
        try {
            keys(config).read();
        } catch (IllegalArgumentException e) {
            throw refusal("/secretKey", e);
        }
    }

    private static Keyring written(ServiceConfig config) {
        try {
            return Keyring.of(config.secretKey().resolve("/secretKey", config.vault()), "secretKey");
        } catch (DocumentException e) {
            throw new IllegalArgumentException(e.violations().get(0).problem().toString(), e);
        }
    }

    /** @throws DocumentException when the account's password is missing */
    public static RegistryAddress registry(ServiceConfig config) throws DocumentException {
        return config.registry() == null
                ? new RegistryAddress.File(config.data().resolve("registry"))
                : config.registry().address(config.vault());
    }

    /** @throws DocumentException when the vault's certificates cannot be read */
    public static PasswordSource passwords(ServiceConfig config) throws DocumentException {
        try {
            return new PasswordSource(
                    System.getenv(), Optional.ofNullable(config.vault()).map(VaultConfig::open));
        } catch (VaultException e) {
            throw new DocumentException("configuration", 0, List.of(new Violation("/vault/ca", e.getMessage(), "")));
        }
    }

    private static DocumentException refusal(String pointer, IllegalArgumentException e) {
        return new DocumentException("configuration", 0, List.of(new Violation(pointer, e.getMessage(), "")));
    }
}
