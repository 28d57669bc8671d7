package org.moodlefleet.registry.vault;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.Supplier;

/**
 * How a vault is entered.
 *
 * @param url such as https://vault.example.org:8200
 * @param token read anew for each request: agents renew it in its file; blocks
 * @param namespace of Vault Enterprise, null for none
 * @param ca PEM file of who may vouch for the vault's certificate; null: whom Java trusts
 * @param cache how long what was read is taken without asking again
 */
public record VaultAccess(URI url, Supplier<String> token, String namespace, Path ca, Duration cache) {

    @Override
    public String toString() {
        return "vault at " + url;
    }
}
