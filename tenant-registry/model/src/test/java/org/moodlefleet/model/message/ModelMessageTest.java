package org.moodlefleet.model.message;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.moodlefleet.document.MessageRules;

class ModelMessageTest {

    @Test
    void eachCodeIsUsedAndNoSentenceIsWrittenInstead() {
        assertThat(MessageRules.unused(ModelMessage.class)).isEmpty();
        assertThat(MessageRules.literals(Path.of("src/main"))).isEmpty();
    }
}
