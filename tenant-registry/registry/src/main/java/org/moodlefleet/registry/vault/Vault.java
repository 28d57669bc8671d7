package org.moodlefleet.registry.vault;

import static org.moodlefleet.registry.message.RegistryMessage.NO_VAULT_THERE;
import static org.moodlefleet.registry.message.RegistryMessage.VAULT_ANSWERS;
import static org.moodlefleet.registry.message.RegistryMessage.VAULT_FIELD_MISSING;
import static org.moodlefleet.registry.message.RegistryMessage.VAULT_NOT_WAITED_FOR;
import static org.moodlefleet.registry.message.RegistryMessage.VAULT_REFUSES_TOKEN;
import static org.moodlefleet.registry.message.RegistryMessage.VAULT_SEALED;
import static org.moodlefleet.registry.message.RegistryMessage.VAULT_SECRET_MISSING;
import static org.moodlefleet.registry.message.RegistryMessage.VAULT_SILENT;
import static org.moodlefleet.registry.message.RegistryMessage.VAULT_TOKEN_MALFORMED;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.time.Duration;
import org.moodlefleet.model.VaultReference;
import org.moodlefleet.registry.web.WebReader;

/**
 * Reads secrets of HashiCorp Vault's key-value engine, version 2 ({@code GET /v1/MOUNT/data/PATH}), and keeps them
 * for a short while in memory.
 */
public final class Vault {

    private static final Duration CONNECT = Duration.ofSeconds(5);
    private static final Duration ANSWER = Duration.ofSeconds(10);
    private static final int MOST_CACHED = 10_000;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final VaultAccess access;
    private final WebReader reader;
    private final Cache<VaultReference, String> cache;

    /** @throws VaultException when the certificates of its {@code ca} cannot be read */
    public Vault(VaultAccess access) {
        this.access = access;
        HttpClient.Builder builder =
                HttpClient.newBuilder().connectTimeout(CONNECT).followRedirects(HttpClient.Redirect.NEVER);
        if (access.ca() != null) {
            builder.sslContext(Authorities.trusting(access.ca()));
        }
        this.reader = new WebReader(builder.build(), ANSWER);
        this.cache = Caffeine.newBuilder()
                .maximumSize(MOST_CACHED)
                .expireAfterWrite(access.cache())
                .build();
    }

    /**
     * Blocks.
     *
     * @throws VaultException when the vault does not answer or does not give it
     */
    public String read(VaultReference reference) {
        String known = cache.getIfPresent(reference);
        if (known != null) {
            return known;
        }
        String read = field(reference, send(reference));
        cache.put(reference, read);
        return read;
    }

    private WebReader.Answer send(VaultReference reference) {
        URI address = access.url().resolve("/v1/" + reference.mount() + "/data/" + reference.path());
        HttpRequest.Builder request =
                HttpRequest.newBuilder(address).timeout(ANSWER).header("X-Vault-Request", "true");
        if (access.namespace() != null) {
            request.header("X-Vault-Namespace", access.namespace());
        }
        try {
            request.header("X-Vault-Token", access.token().get());
            return reader.read(request.build());
        } catch (IllegalArgumentException e) {
            // Java quotes the header that it refuses
            throw new VaultException(VAULT_TOKEN_MALFORMED);
        } catch (IOException e) {
            throw new VaultException(VAULT_SILENT.with(access.url(), reason(e)));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new VaultException(VAULT_NOT_WAITED_FOR);
        }
    }

    private String field(VaultReference reference, WebReader.Answer answer) {
        String secret = reference.mount() + "/" + reference.path();
        if (answer.status() == 200) {
            JsonNode value = data(answer).path(reference.field());
            if (value.isTextual() && !value.textValue().isEmpty()) {
                return value.textValue();
            }
            throw new VaultException(VAULT_FIELD_MISSING.with(secret, reference.field()));
        }
        throw new VaultException(
                switch (answer.status()) {
                    case 403 -> VAULT_REFUSES_TOKEN.with(reference.mount(), reference.path());
                    case 404 -> VAULT_SECRET_MISSING.with(secret, reference.mount());
                    case 503 -> VAULT_SEALED;
                    default -> VAULT_ANSWERS.with(answer.status(), secret);
                });
    }

    private static JsonNode data(WebReader.Answer answer) {
        try {
            return JSON.readTree(answer.body()).path("data").path("data");
        } catch (JsonProcessingException e) {
            // its message quotes the answer
            throw new VaultException(NO_VAULT_THERE);
        }
    }

    private static String reason(IOException e) {
        return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    }
}
