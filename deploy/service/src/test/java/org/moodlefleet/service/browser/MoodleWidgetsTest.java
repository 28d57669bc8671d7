package org.moodlefleet.service.browser;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.moodlefleet.consolidation.dashboard.MoodleWidgets;
import org.moodlefleet.zabbix.provisioning.plan.WidgetModule;

class MoodleWidgetsTest {

    private static final Path FOLDER = Path.of("../../templates/widgets");

    @Test
    void allWidgetsOfTheFolderAreKnown() throws IOException {
        try (Stream<Path> folders = Files.list(FOLDER)) {
            assertThat(folders.filter(folder -> Files.exists(folder.resolve("manifest.json")))
                            .map(folder -> folder.getFileName().toString()))
                    .containsExactlyInAnyOrderElementsOf(
                            MoodleWidgets.ALL.stream().map(WidgetModule::id).toList());
        }
    }

    @Test
    void theirFilesHoldWhatTheyAreRecognisedBy() {
        assertThat(MoodleWidgets.ALL)
                .allSatisfy(widget -> assertThat(widget.files())
                        .hasSize(2)
                        .allSatisfy((file, text) ->
                                assertThat(FOLDER.resolve(file)).content().contains(text)));
    }

    @Test
    void leftOutMeansThatNobodyLooks() {
        assertThat(MoodleWidgets.asWanted(null)).isEmpty();
        assertThat(MoodleWidgets.asWanted(false))
                .hasValueSatisfying(widgets -> assertThat(widgets.wanted()).isFalse());
    }
}
