package org.moodlefleet.collector.moodle;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.moodlefleet.collector.bed.NeverSelected;

class PersonalColumnsTest {

    @Test
    void everyColumnThatTheNotesForbidIsKnownOrOnlyCounted() {
        NeverSelected.COLUMNS.forEach((table, columns) -> {
            Set<String> left = new HashSet<>(columns);
            left.removeAll(NeverSelected.COUNTED.getOrDefault(table, Set.of()));
            assertThat(PersonalColumns.NEVER_READ.getOrDefault(table, Set.of()))
                    .as(table)
                    .containsAll(left);
        });
    }
}
