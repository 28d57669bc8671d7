package org.moodlefleet.zabbix.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class RefusalPlanTest {

    private final RefusalPlan plan =
            new RefusalPlan(Duration.ofSeconds(5), Duration.ofSeconds(60), Duration.ofSeconds(200));

    @Test
    void holdsDoubleUpToTheLongest() {
        assertThat(plan.holdAfter(1)).hasValue(Duration.ofSeconds(5));
        assertThat(plan.holdAfter(2)).hasValue(Duration.ofSeconds(10));
        assertThat(plan.holdAfter(3)).hasValue(Duration.ofSeconds(20));
        assertThat(plan.holdAfter(4)).hasValue(Duration.ofSeconds(40));
        assertThat(plan.holdAfter(5)).hasValue(Duration.ofSeconds(60));
    }

    @Test
    void theRefusalAfterTheWholeTimeIsFinal() {
        // held before the sixth refusal: 5 + 10 + 20 + 40 + 60 = 135 s; before the eighth: 255 s
        assertThat(plan.holdAfter(6)).hasValue(Duration.ofSeconds(60));
        assertThat(plan.holdAfter(7)).hasValue(Duration.ofSeconds(60));
        assertThat(plan.holdAfter(8)).isEmpty();
        assertThat(plan.holdAfter(Integer.MAX_VALUE)).isEmpty();
    }
}
