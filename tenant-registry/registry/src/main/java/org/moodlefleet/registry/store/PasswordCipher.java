package org.moodlefleet.registry.store;

import com.google.crypto.tink.Aead;
import com.google.crypto.tink.InsecureSecretKeyAccess;
import com.google.crypto.tink.aead.AesGcmKey;
import com.google.crypto.tink.aead.AesGcmParameters;
import com.google.crypto.tink.subtle.AesGcmJce;
import com.google.crypto.tink.util.SecretBytes;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;

/**
 * Encrypts secrets with AES-256-GCM. Each is bound to its owner: a sealed text that is moved to another row
 * does not open there. A sealed text is {@code KEYID:BASE64}, so that it is known which key opens it.
 */
public final class PasswordCipher {

    private final Keyring.Source source;
    private volatile Keyring keys;
    private volatile MasterKey current;

    /** Reads the keys: blocks. */
    public PasswordCipher(Keyring.Source source) {
        this.source = source;
        this.keys = source.read();
        this.current = keys.newest();
    }

    /** Id of the key that {@link #seal} takes. */
    public String current() {
        return current.id();
    }

    /** The key that a rotation leads to. */
    String newest() {
        return keys.newest().id();
    }

    /** @return whether the key of this id is known, and {@link #seal} takes it from now on */
    public boolean use(String id) {
        keys.find(id).ifPresent(key -> current = key);
        return current.id().equals(id);
    }

    /** Reads the keys again: another program may have rotated them. Blocks. */
    public void reload() {
        keys = source.read();
    }

    /** @return another text at every call */
    public String seal(String owner, String secret) {
        return seal(current, owner, secret);
    }

    /** Encrypts anew with the key that a rotation leads to. */
    String reseal(String owner, String sealed) {
        return seal(keys.newest(), owner, open(owner, sealed));
    }

    /** @throws UnreadableSecretException when it was sealed with another key or for another owner */
    public String open(String owner, String sealed) {
        // written before keys had ids: there was one key
        int colon = sealed.indexOf(':');
        MasterKey key =
                colon < 0 ? current : keys.find(sealed.substring(0, colon)).orElse(null);
        if (key == null) {
            throw UnreadableSecretException.unknownKey(owner, sealed.substring(0, colon), keys);
        }
        try {
            byte[] bytes = Base64.getDecoder().decode(sealed.substring(colon + 1));
            return new String(aead(key).decrypt(bytes, utf8(owner)), StandardCharsets.UTF_8);
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            throw new UnreadableSecretException(owner, e);
        }
    }

    /** @throws UnreadableSecretException that says which key is asked for, and which are there */
    public void require(String id) {
        if (!use(id)) {
            throw UnreadableSecretException.otherKey(id, keys);
        }
    }

    private static String seal(MasterKey key, String owner, String secret) {
        try {
            byte[] sealed = aead(key).encrypt(utf8(secret), utf8(owner));
            return key.id() + ":" + Base64.getEncoder().encodeToString(sealed);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("cannot encrypt a secret of " + owner, e);
        }
    }

    private static Aead aead(MasterKey key) throws GeneralSecurityException {
        AesGcmParameters parameters = AesGcmParameters.builder()
                .setKeySizeBytes(32)
                .setIvSizeBytes(12)
                .setTagSizeBytes(16)
                .setVariant(AesGcmParameters.Variant.NO_PREFIX)
                .build();
        return AesGcmJce.create(AesGcmKey.builder()
                .setParameters(parameters)
                .setKeyBytes(SecretBytes.copyFrom(key.bytes(), InsecureSecretKeyAccess.get()))
                .build());
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
