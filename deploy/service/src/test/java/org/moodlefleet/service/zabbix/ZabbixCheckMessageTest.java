package org.moodlefleet.service.zabbix;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.moodlefleet.document.MessageRules;

class ZabbixCheckMessageTest {

    @Test
    void eachCodeIsUsedAndNoSentenceIsWrittenInstead() {
        assertThat(MessageRules.unused(ZabbixCheckMessage.class)).isEmpty();
        assertThat(MessageRules.literals(Path.of("src/main/java/org/moodlefleet/service/zabbix/ZabbixCheck.java")))
                .isEmpty();
    }
}
