package org.moodlefleet.service.command.terminal;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** Writes generated files and says which. */
public final class FileOutput {

    private FileOutput() {}

    /** @param files content by path below the folder */
    public static void write(Path folder, Map<String, String> files, PrintWriter out) throws IOException {
        for (Map.Entry<String, String> file : files.entrySet()) {
            Path path = folder.toAbsolutePath().resolve(file.getKey());
            Path parent = path.getParent();
            if (parent != null) {
                Files.createDirectories(parent);
            }
            Files.writeString(path, file.getValue());
            out.println(path);
        }
    }
}
