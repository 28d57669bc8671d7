package org.moodlefleet.registry.store;

import com.google.crypto.tink.subtle.Random;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Base64;
import java.util.Set;

/** The 256-bit key that all stored secrets are encrypted with, written as Base64 text. */
public final class MasterKey {

    private static final int BYTES = 32;

    private final byte[] bytes;

    private MasterKey(byte[] bytes) {
        this.bytes = bytes;
    }

    /**
     * @param text 32 bytes in Base64
     * @param source where the text comes from, for the message
     * @throws IllegalArgumentException when it is none; the message does not show it
     */
    public static MasterKey of(String text, String source) {
        byte[] bytes = decoded(text == null ? "" : text.strip());
        if (bytes.length != BYTES) {
            throw new IllegalArgumentException(source
                    + " holds no key: write 32 random bytes in Base64, as 'openssl rand -base64 32' prints them");
        }
        return new MasterKey(bytes);
    }

    /**
     * Reads the key file. When there is none a new key is written there, readable by its owner only. Blocks.
     *
     * @throws UncheckedIOException when it can be neither read nor written
     */
    public static MasterKey fromFile(Path file) {
        try {
            if (Files.notExists(file)) {
                generate(file);
            }
            return of(Files.readString(file), "key file " + file);
        } catch (IOException e) {
            throw new UncheckedIOException("key file " + file + " cannot be read or made", e);
        }
    }

    byte[] bytes() {
        return bytes.clone();
    }

    @Override
    public String toString() {
        return "MasterKey[redacted]";
    }

    /** Flushed to the disk before the first secret is encrypted with it: a lost key is a lost registry. */
    private static void generate(Path file) throws IOException {
        Path folder = file.toAbsolutePath().resolveSibling("");
        Files.createDirectories(folder);
        var ownerOnly = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
        byte[] text = (Base64.getEncoder().encodeToString(Random.randBytes(BYTES)) + "\n")
                .getBytes(StandardCharsets.US_ASCII);
        Set<StandardOpenOption> fresh = Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        try (FileChannel channel = FileChannel.open(file, fresh, ownerOnly)) {
            channel.write(ByteBuffer.wrap(text));
            channel.force(true);
        } catch (FileAlreadyExistsException e) {
            return; // another start of the program was faster: its key is the key
        }
    }

    private static byte[] decoded(String text) {
        try {
            return Base64.getDecoder().decode(text);
        } catch (IllegalArgumentException e) {
            return new byte[0];
        }
    }
}
