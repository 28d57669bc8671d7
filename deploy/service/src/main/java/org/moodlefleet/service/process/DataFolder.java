package org.moodlefleet.service.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.moodlefleet.document.DocumentException;
import org.moodlefleet.document.Violation;

/** The folder of the registry and the outbox: made for its owner alone, before any room puts a file there. */
public final class DataFolder {

    private static final Set<PosixFilePermission> FOLDER = PosixFilePermissions.fromString("rwx------");
    private static final Set<PosixFilePermission> FILE = PosixFilePermissions.fromString("rw-------");

    private DataFolder() {}

    /** Makes it, or takes from others what they may do in one that is there, and with its files. */
    public static void make(Path folder) throws DocumentException {
        try {
            Files.createDirectories(folder, PosixFilePermissions.asFileAttribute(FOLDER));
            // a link is for its owner to point elsewhere
            Path real = folder.toRealPath();
            Files.setPosixFilePermissions(real, FOLDER);
            try (Stream<Path> files = Files.list(real)) {
                for (Path file : files.filter(DataFolder::isOurs).toList()) {
                    Files.setPosixFilePermissions(file, FILE);
                }
            }
        } catch (IOException e) {
            throw new DocumentException(
                    "configuration",
                    0,
                    List.of(new Violation(
                            "/data",
                            "the folder " + folder + " cannot be made, or closed to others",
                            "let the account that runs the program own it, with all that is in it")));
        }
    }

    private static boolean isOurs(Path file) {
        return Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS);
    }
}
