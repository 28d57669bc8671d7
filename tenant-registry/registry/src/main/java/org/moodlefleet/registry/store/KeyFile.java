package org.moodlefleet.registry.store;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A file of keys that the program itself writes: readable by its owner only, flushed before anything is encrypted
 * with what it holds, since a lost key is a lost registry. All methods block and throw {@link UncheckedIOException}.
 */
public final class KeyFile implements Keyring.Source {

    private final Path file;

    public KeyFile(Path file) {
        this.file = file.toAbsolutePath();
    }

    /** Makes a key where there is no file; an empty one has never encrypted anything. */
    @Override
    public Keyring read() {
        try {
            if (Files.exists(file) && Files.size(file) == 0) {
                Files.delete(file);
            }
            if (Files.notExists(file)) {
                make();
            }
            return Keyring.of(Files.readString(file), "key file " + file);
        } catch (IOException e) {
            throw new UncheckedIOException("key file " + file + " cannot be read or made", e);
        }
    }

    /** Puts a new key before the present one; a file that has several already is in the midst of a rotation. */
    Keyring addKey() {
        Keyring present = read();
        if (present.keys().size() == 1) {
            replace(new Keyring(Stream.concat(Stream.of(MasterKey.random()), present.keys().stream())
                    .toList()));
        }
        return read();
    }

    /** Leaves no key but the newest. */
    void keepNewest() {
        replace(new Keyring(List.of(read().newest())));
    }

    /** @throws IllegalStateException when another rotation is at work */
    <T> T alone(java.util.concurrent.Callable<T> work) throws Exception {
        Path lock = file.resolveSibling(file.getFileName() + ".lock");
        try (FileChannel channel = FileChannel.open(lock, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                var held = channel.tryLock()) {
            if (held == null) {
                throw new IllegalStateException("another rotation is at work on " + file);
            }
            return work.call();
        }
    }

    /** It gets its name when it is whole, also where the disk is full or the program is killed meanwhile. */
    private void make() throws IOException {
        Files.createDirectories(file.resolveSibling(""));
        Path fresh = file.resolveSibling(file.getFileName() + "." + UUID.randomUUID());
        try {
            write(fresh, new Keyring(List.of(MasterKey.random())));
            Files.createLink(file, fresh);
        } catch (FileAlreadyExistsException e) {
            return; // another start of the program was faster: its key is the key
        } finally {
            Files.deleteIfExists(fresh);
        }
    }

    /** At every moment the file is either the old or the new one, whole. */
    private void replace(Keyring keys) {
        Path next = file.resolveSibling(file.getFileName() + ".new");
        try {
            Files.deleteIfExists(next);
            write(next, keys);
            Files.move(next, file, StandardCopyOption.ATOMIC_MOVE);
            try (FileChannel folder = FileChannel.open(file.resolveSibling(""), StandardOpenOption.READ)) {
                folder.force(true);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("key file " + file + " cannot be written", e);
        }
    }

    private static void write(Path file, Keyring keys) throws IOException {
        var ownerOnly = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
        String text = keys.keys().stream().map(key -> key.text() + "\n").collect(Collectors.joining());
        Set<StandardOpenOption> fresh = Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        try (FileChannel channel = FileChannel.open(file, fresh, ownerOnly)) {
            ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII));
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            channel.force(true);
        }
    }
}
