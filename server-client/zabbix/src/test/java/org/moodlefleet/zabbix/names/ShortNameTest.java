package org.moodlefleet.zabbix.names;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class ShortNameTest {

    private static final String FAMILY = "👩‍👩‍👧‍👦";
    private static final String ACCENTED = "e\u0301";

    @Test
    void whatFitsStaysAsItIs() {
        assertThat(ShortName.of("Lycée Mistral", 13)).isEqualTo("Lycée Mistral");
        assertThat(ShortName.of("🎓".repeat(64), 64)).isEqualTo("🎓".repeat(64));
    }

    @Test
    @DisplayName("Invariant 8: a name that is too long is cut between characters, and stays unique by a hash")
    void cutBetweenCharacters() {
        assertThat(ShortName.of("🎓".repeat(65), 64)).matches("🎓{53}-[0-9a-f]{10}");
        assertThat(ShortName.of("a" + FAMILY.repeat(10), 20)).startsWith("a" + FAMILY + "-");
        assertThat(ShortName.of(ACCENTED.repeat(40), 64)).startsWith(ACCENTED.repeat(26) + "-");
        assertThat(ShortName.of("word ".repeat(30), 26)).startsWith("word word word-");
    }

    @Test
    void theSameGivesTheSameAndAnotherAnother() {
        Set<String> seen = new HashSet<>();
        for (int i = 0; i < 1_000; i++) {
            String name = "x".repeat(200) + i;
            String shortened = ShortName.of(name, 64);
            assertThat(shortened).hasSize(64).isEqualTo(ShortName.of(name, 64));
            assertThat(seen.add(shortened)).isTrue();
        }
    }

    @Test
    void whatIsOneCharacterOfManyMarksIsCutAllTheSame() {
        String tower = "a" + "\u0301".repeat(300);

        assertThat(ShortName.of(tower, 64))
                .satisfies(name -> assertThat(NameLimit.USER_GROUP.holds(name)).isTrue());
    }

    @Test
    void halfCharactersAreReplaced() {
        assertThat(ShortName.of("a\uD83D", 64)).isEqualTo("a\uFFFD");
        assertThat(NameLimit.HOST.holds("a\uD83D")).isFalse();
        assertThat(NameLimit.HOST.holds("a\u0000")).isFalse();
    }

    @Test
    void theEndOfANameThatMakesItUniqueIsKept() {
        assertThat(NameLimit.VISIBLE_HOST.fit("é".repeat(200), " (lyon/m)")).isEqualTo("é".repeat(119) + " (lyon/m)");
        String longest = " (" + "t".repeat(63) + "/" + "i".repeat(63) + ")";
        assertThat(NameLimit.VISIBLE_HOST.fit("School", longest))
                .hasSize(128)
                .startsWith("School (ttt")
                .isNotEqualTo(NameLimit.VISIBLE_HOST.fit("School", longest.replace("i)", "j)")));
    }

    @Test
    void namesThatDifferByCaseOnlyClash() {
        assertThat(NameKey.of("Moodle FLEET")).isEqualTo(NameKey.of("MOODLE fleet"));
        assertThat(NameKey.of("a")).isNotEqualTo(NameKey.of("b"));
    }

    @Test
    void whatZabbixCannotStoreIsRefused() {
        assertThatThrownBy(() -> NameLimit.USER_GROUP.check("user group", "g".repeat(65)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("1 to 64 whole characters");
        assertThat(NameLimit.USER_GROUP.check("user group", "g".repeat(64))).hasSize(64);
    }
}
