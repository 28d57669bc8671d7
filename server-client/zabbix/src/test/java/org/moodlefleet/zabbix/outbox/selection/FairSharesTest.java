package org.moodlefleet.zabbix.outbox.selection;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class FairSharesTest {

    private final FairShares shares = new FairShares(new Random(1));

    @Test
    void whoWantsLittleGetsItAndTheRestIsDividedEvenly() {
        assertThat(shares.of(Map.of("much", 1_000_000L, "little", 3L, "none", 0L), 100))
                .isEqualTo(Map.of("much", 97, "little", 3));
        assertThat(shares.of(Map.of("a", 500L, "b", 900L, "c", 10L), 110)).isEqualTo(Map.of("a", 50, "b", 50, "c", 10));
        assertThat(shares.of(Map.of("a", 5L, "b", 9L), 100)).isEqualTo(Map.of("a", 5, "b", 9));
        assertThat(shares.of(Map.of(), 100)).isEmpty();
    }

    @Test
    void whatCannotBeDividedIsGivenAwayAllTheSame() {
        Map<String, Integer> divided = shares.of(Map.of("a", 9L, "b", 9L, "c", 9L), 8);
        assertThat(divided.values()).containsExactlyInAnyOrder(3, 3, 2);
    }

    @Test
    void amongMoreOwnersThanPlacesEachHasItsTurn() {
        Map<String, Long> wanted = new HashMap<>();
        for (int i = 0; i < 30; i++) {
            wanted.put("o" + i, 1L + i * i);
        }
        Set<String> served = new HashSet<>();
        for (int batch = 0; batch < 100; batch++) {
            Map<String, Integer> divided = shares.of(wanted, 10);
            assertThat(divided).hasSize(10);
            served.addAll(divided.keySet());
        }
        assertThat(served).isEqualTo(wanted.keySet());
    }
}
