package org.moodlefleet.service.collection;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.moodlefleet.document.MessageRules;

class CheckMessageTest {

    @Test
    void eachCodeIsUsedAndNoSentenceIsWrittenInstead() {
        assertThat(MessageRules.unused(CheckMessage.class)).isEmpty();
        assertThat(MessageRules.literals(Path.of("src/main/java/org/moodlefleet/service/collection")))
                .isEmpty();
    }
}
