package org.moodlefleet.service.config;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import org.moodlefleet.document.DocumentException;
import org.moodlefleet.document.InvalidValueException;
import org.moodlefleet.document.Message;
import org.moodlefleet.registry.vault.Vault;
import org.moodlefleet.registry.vault.VaultAccess;
import org.moodlefleet.registry.vault.VaultException;

/** HashiCorp Vault, for secrets that are written as {@code {vault: MOUNT/PATH#FIELD}}. */
public record VaultConfig(URI url, SecretSource token, String namespace, Path ca, Duration cache) {

    private static final Duration LONGEST = Duration.ofHours(1);

    public VaultConfig {
        boolean web = url != null && ("http".equals(url.getScheme()) || "https".equals(url.getScheme()));
        if (!web || url.getHost() == null || url.getUserInfo() != null) {
            throw new InvalidValueException(
                    "url", "is no address of a vault", "write it like https://vault.example.org:8200");
        }
        if (token == null || token.vault() != null) {
            throw new InvalidValueException(
                    "token", "is missing", "write {file: PATH}, {env: NAME} or {credential: NAME}");
        }
        cache = Objects.requireNonNullElse(cache, Duration.ofMinutes(1));
        if (cache.isNegative() || cache.compareTo(LONGEST) > 0) {
            throw new InvalidValueException("cache", "is out of bounds", "write a time from 0s to 1h");
        }
    }

    /** @throws VaultException when the certificates of its {@code ca} cannot be read */
    public Vault open() {
        return new Vault(new VaultAccess(url, this::readToken, namespace, ca, cache));
    }

    private String readToken() {
        try {
            return token.resolve("/vault/token");
        } catch (DocumentException e) {
            throw new VaultException(Message.text(e.getMessage()));
        }
    }
}
