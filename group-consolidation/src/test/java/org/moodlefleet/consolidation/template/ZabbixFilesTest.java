package org.moodlefleet.consolidation.template;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Invariant 1: the checked-in Zabbix files are derived from the measure sets")
class ZabbixFilesTest {

    private static final Path CHECKED_IN = Path.of("../templates/zabbix");
    private static final String STALE =
            "%s is stale: run deploy/moodle-fleet templates export templates/zabbix, and commit what changes";

    @Test
    void areNotStale() throws IOException {
        for (Map.Entry<String, String> file :
                ZabbixFiles.of(Templates.shipped().all()).entrySet()) {
            Path checkedIn = CHECKED_IN.resolve(file.getKey());
            assertThat(checkedIn).as(STALE, checkedIn).exists();
            // compared without showing: a diff of thousands of lines helps nobody
            assertThat(Files.readString(checkedIn).equals(file.getValue()))
                    .as(STALE, checkedIn)
                    .isTrue();
        }
    }

    @Test
    void areAllStillGenerated() throws IOException {
        try (Stream<Path> files = Files.walk(CHECKED_IN)) {
            Set<String> names = files.filter(Files::isRegularFile)
                    .map(file -> CHECKED_IN.relativize(file).toString().replace('\\', '/'))
                    .collect(Collectors.toCollection(TreeSet::new));
            assertThat(names)
                    .isEqualTo(ZabbixFiles.of(Templates.shipped().all()).keySet());
        }
    }
}
