package org.moodlefleet.registry.message;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.moodlefleet.document.MessageRules;

class RegistryMessageTest {

    @Test
    void eachCodeIsUsedAndNoSentenceIsWrittenInstead() {
        assertThat(MessageRules.unused(RegistryMessage.class)).isEmpty();
        assertThat(MessageRules.literals(Path.of("src/main"))).isEmpty();
    }
}
