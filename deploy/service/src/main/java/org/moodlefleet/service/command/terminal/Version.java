package org.moodlefleet.service.command.terminal;

import picocli.CommandLine.IVersionProvider;

/** The version that the jar's manifest says. */
public final class Version implements IVersionProvider {

    @Override
    public String[] getVersion() {
        String version = getClass().getPackage().getImplementationVersion();
        return new String[] {"moodle-fleet " + (version == null ? "(not packaged)" : version)};
    }
}
