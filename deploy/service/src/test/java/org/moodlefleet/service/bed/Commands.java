package org.moodlefleet.service.bed;

import java.io.IOException;
import java.util.List;

/** Programs of the system. */
public final class Commands {

    private Commands() {}

    /** @throws IOException when it ends with a code that is not 0 */
    public static void run(List<String> words) throws IOException {
        Process process = new ProcessBuilder(words).inheritIO().start();
        int code = process.onExit().join().exitValue();
        if (code != 0) {
            throw new IOException(String.join(" ", words) + " ended with " + code);
        }
    }
}
