package org.moodlefleet.service.process;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ends the program where it cannot go on: a process without memory, or without its event loop, answers nobody and is still
 * taken for alive. A supervisor starts it again, and what was stored is delivered then.
 */
public final class FatalErrors {

    /** As the virtual machine's own {@code ExitOnOutOfMemoryError}. */
    public static final int EXIT = 3;

    private static final Logger LOG = LoggerFactory.getLogger(FatalErrors.class);

    private FatalErrors() {}

    /** Has errors that nobody caught looked at, in all threads that are not Vert.x'. */
    public static void watch() {
        Thread.setDefaultUncaughtExceptionHandler((thread, thrown) -> look(thrown));
    }

    /** Ends the program when what was thrown is fatal, or says so otherwise. */
    public static void look(Throwable thrown) {
        for (Throwable t = thrown; t != null; t = t.getCause()) {
            if (t instanceof VirtualMachineError && !(t instanceof StackOverflowError)) {
                end(String.valueOf(t));
            }
        }
        LOG.error("an error that nobody caught", thrown);
    }

    /** At once: orderly closing needs what is missing. */
    public static void end(String why) {
        System.err.println("moodle-fleet: ends, to be started again: " + why);
        Runtime.getRuntime().halt(EXIT);
    }
}
