package org.moodlefleet.service;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.moodlefleet.document.DocumentException;
import org.moodlefleet.document.Fault;

/** The folder of the registry and the outbox: made for its owner alone, before any room puts a file there. */
final class DataFolder {

    private DataFolder() {}

    static void make(Path folder) throws DocumentException {
        try {
            Files.createDirectories(
                    folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        } catch (IOException e) {
            throw new DocumentException(
                    "configuration", 0, List.of(new Fault("/data", "the folder " + folder + " cannot be made", "")));
        }
    }
}
