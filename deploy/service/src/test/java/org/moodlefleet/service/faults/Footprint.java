package org.moodlefleet.service.faults;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a virtual machine holds.
 *
 * @param threads of the process
 * @param readers of those, that read Moodles' databases
 * @param heapKiB in use after a collection of garbage
 */
record Footprint(int threads, long readers, long heapKiB) {

    private static final Pattern THREADS = Pattern.compile("Threads:\\s+(\\d+)");
    private static final Pattern READER = Pattern.compile("\"moodle-reader");
    private static final Pattern USED = Pattern.compile("used (\\d+)K");

    static Footprint of(long pid) throws IOException {
        jcmd(pid, "GC.run");
        return new Footprint(
                (int) number(THREADS, Files.readString(Path.of("/proc/" + pid + "/status"))),
                READER.matcher(jcmd(pid, "Thread.print")).results().count(),
                number(USED, jcmd(pid, "GC.heap_info")));
    }

    private static long number(Pattern pattern, String text) throws IOException {
        Matcher found = pattern.matcher(text);
        if (!found.find()) {
            throw new IOException("no " + pattern + " in " + text);
        }
        return Long.parseLong(found.group(1));
    }

    private static String jcmd(long pid, String command) throws IOException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(), Long.toString(pid), command)
                .redirectErrorStream(true)
                .start();
        return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }

    /** Whether it is as before, but for what a program that runs on may need: pools of Vert.x fill as they are used. */
    boolean isBackAt(Footprint before) {
        return readers <= before.readers + 8 && threads <= before.threads + 48 && heapKiB <= before.heapKiB + 32 * 1024;
    }

    @Override
    public String toString() {
        return threads + " threads, " + readers + " of them readers, " + heapKiB / 1024 + " MiB";
    }
}
