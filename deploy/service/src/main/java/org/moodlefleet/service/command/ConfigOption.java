package org.moodlefleet.service.command;

import java.nio.file.Path;
import org.moodlefleet.document.DocumentException;
import org.moodlefleet.service.config.ServiceConfig;
import picocli.CommandLine.Option;

/** {@code --config}. */
final class ConfigOption {

    @Option(
            names = {"-c", "--config"},
            paramLabel = "FILE",
            defaultValue = "${env:MOODLE_FLEET_CONFIG:-/etc/moodle-fleet/moodle-fleet.yaml}",
            description = "configuration file (default: ${DEFAULT-VALUE})")
    private Path file;

    Path file() {
        return file;
    }

    ServiceConfig read() throws DocumentException {
        return ServiceConfig.read(file);
    }
}
