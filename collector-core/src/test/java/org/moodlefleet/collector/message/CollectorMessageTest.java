package org.moodlefleet.collector.message;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.moodlefleet.document.MessageRules;

class CollectorMessageTest {

    @Test
    void eachCodeIsUsedAndNoSentenceIsWrittenInstead() {
        assertThat(MessageRules.unused(CollectorMessage.class)).isEmpty();
        assertThat(MessageRules.literals(
                        Path.of("src/main/java/org/moodlefleet/collector/inspection"),
                        Path.of("src/main/java/org/moodlefleet/collector/lane"),
                        Path.of("src/main/java/org/moodlefleet/collector/moodle"),
                        Path.of("src/main/java/org/moodlefleet/collector/status"),
                        Path.of("src/main/java/org/moodlefleet/collector/tick"),
                        Path.of("src/main/java/org/moodlefleet/collector/wire")))
                .isEmpty();
    }
}
