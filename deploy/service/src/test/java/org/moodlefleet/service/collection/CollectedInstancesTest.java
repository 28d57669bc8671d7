package org.moodlefleet.service.collection;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.moodlefleet.model.InstanceSettings;
import org.moodlefleet.model.ListedSegment;
import org.moodlefleet.model.ListedSegments;
import org.moodlefleet.model.ProfileFields;
import org.moodlefleet.registry.fleet.DocumentReading;

class CollectedInstancesTest {

    @TempDir
    private Path folder;

    private InstanceSettings settings(String written) throws Exception {
        Path fleet = Files.writeString(folder.resolve("fleet.yaml"), """
                tenants:
                  - id: lyon
                    name: City of Lyon
                    instances:
                      - id: mistral
                        name: Lycée Mistral
                        baseUrl: https://mistral.lyon.example
                        database: {engine: mariadb, host: db1, name: moodle, user: fleet, password: {env: DB}}
                        settings: {%s}
                """.formatted(written));
        return CollectedInstances.of(
                        DocumentReading.fleetFile(fleet)
                                .get(0)
                                .instances()
                                .get(0)
                                .instance(),
                        () -> Future.succeededFuture(""))
                .settings();
    }

    @Test
    void takesOverWhatTheOperatorListed() throws Exception {
        InstanceSettings settings = settings("segments: {categories: [3, 7], courses: [12], cohorts: [4]},"
                + " peopleFloor: 8, referenceKeys: true, profileFields: {student: [pupil], staff: []}");

        assertThat(settings.segments()).isEqualTo(new ListedSegments(List.of(3L, 7L), List.of(12L), List.of(4L)));
        assertThat(settings.peopleFloor()).isEqualTo(8);
        assertThat(settings.referenceKeys()).isTrue();
        assertThat(settings.profileFields())
                .isEqualTo(new ProfileFields(List.of("pupil"), List.of("enseignant", "cdt"), List.of()));
    }

    @Test
    void theRegistrysDefaultsAreTheCollectors() throws Exception {
        assertThat(settings("")).isEqualTo(InstanceSettings.defaults());
        assertThat(settings("segments: {courses: [12]}").segments().given()).containsExactly(ListedSegment.COURSES);
    }
}
