package org.moodlefleet.document;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Texts of strangers are made fit for a log or a terminal")
class PlainTextTest {

    @Test
    void whatMovesTheCursorOrTurnsTheReadingIsShownAsAQuestionMark() {
        assertThat(PlainText.of("\u001b[2Jgone\u009b31m \r\u0007")).isEqualTo("?[2Jgone?31m ??");
        assertThat(PlainText.of("abc\u202egpj.exe\u2066x\u200f\u061c")).isEqualTo("abc?gpj.exe?x??");
        assertThat(PlainText.of("line\u2028other\0")).isEqualTo("line?other?");
    }

    @Test
    void whatPeopleWriteIsLeftAlone() {
        String text = "Lycée Élève\tœuvre\nسلام 日本 \ud83c\udf93";
        assertThat(PlainText.of(text)).isEqualTo(text);
    }

    @Test
    void aLineHasNoOthersInItAndIsCutBetweenCharacters() {
        assertThat(PlainText.line(" one\n\ttwo\r\nthree ", 100)).isEqualTo("one two three");
        assertThat(PlainText.line("x".repeat(1_000_000), 10)).isEqualTo("xxxxxxxxxx...");
        assertThat(PlainText.line("abc\ud83c\udf93def", 4)).isEqualTo("abc...");
    }
}
