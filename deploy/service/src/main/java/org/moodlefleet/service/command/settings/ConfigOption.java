package org.moodlefleet.service.command.settings;

import java.nio.file.Path;
import org.moodlefleet.document.DocumentException;
import org.moodlefleet.service.config.ServiceConfig;
import picocli.CommandLine.Option;

/** {@code --config}. */
public final class ConfigOption {

    @Option(
            names = {"-c", "--config"},
            paramLabel = "FILE",
            defaultValue = "${env:MOODLE_FLEET_CONFIG:-/etc/moodle-fleet/moodle-fleet.yaml}",
            description = "configuration file (default: ${DEFAULT-VALUE})")
    private Path file;

    public Path file() {
        return file;
    }

    public ServiceConfig read() throws DocumentException {
        return ServiceConfig.read(file);
    }
}
