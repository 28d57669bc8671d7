package org.moodlefleet.service.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.moodlefleet.configapi.contract.ApiReference;

class ApiPageTest {

    @Test
    void isNotStale() throws IOException {
        assertThat(Files.readString(Path.of("../API.md")).equals(ApiReference.markdown()))
                .as("deploy/API.md is stale: run deploy/moodle-fleet api -o markdown > deploy/API.md, and commit it")
                .isTrue();
    }
}
