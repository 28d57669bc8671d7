package org.moodlefleet.document;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.moodlefleet.document.DocumentMessage.DID_YOU_MEAN;
import static org.moodlefleet.document.DocumentMessage.IS_EMPTY;
import static org.moodlefleet.document.DocumentMessage.KNOWN_AND_MORE;
import static org.moodlefleet.document.DocumentMessage.KNOWN_HERE;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CatalogueTest {

    private static final Set<String> CODES = Set.of("IS_TAKEN", "OTHER_IN");

    @Test
    void saysACodeInTheLanguageOfWhoReadsIt() {
        assertThat(IS_EMPTY.in(Language.EN)).isEqualTo("is empty");
        assertThat(IS_EMPTY.in(Language.FR)).isEqualTo("est vide");
        assertThat(IS_EMPTY).hasToString("is empty");
        assertThat(IS_EMPTY.code()).isEqualTo("document.is-empty");
    }

    @Test
    void argumentsStandInTheirPlacesAndMessagesAmongThemAreSaidInTheSameLanguage() {
        Message nested = KNOWN_HERE.with(KNOWN_AND_MORE.with("a, b", 3));

        assertThat(nested.in(Language.EN)).isEqualTo("known here: a, b and 3 more");
        assertThat(nested.in(Language.FR)).isEqualTo("connus ici : a, b et 3 autres");
    }

    @Test
    void whatOthersHaveWrittenIsNoPlace() {
        assertThat(DID_YOU_MEAN.with("{0}$1\\").in(Language.EN)).isEqualTo("did you mean '{0}$1\\'?");
        assertThat(Message.text("Connection {0} refused").in(Language.FR)).isEqualTo("Connection {0} refused");
    }

    @Test
    void anArgumentTooFewOrTooManyIsNoticedWhereTestsRun() {
        assertThatThrownBy(() -> DID_YOU_MEAN.with("a", "b")).isInstanceOf(AssertionError.class);
        assertThatThrownBy(() -> DID_YOU_MEAN.with()).isInstanceOf(AssertionError.class);
    }

    @Test
    void aWholeCatalogueIsTaken() {
        Catalogue catalogue = catalogue(
                Map.of("t.is-taken", "is taken", "t.other-in", "other {1} in {0}"),
                Map.of("t.is-taken", "est pris", "t.other-in", "en {0}, autre {1}"));

        assertThat(catalogue.code("OTHER_IN")).isEqualTo("t.other-in");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "t.other-in|autre {1} en {0}|t.none|rien|t.is-taken has no text in fr; t.none is no code, and has a text in fr",
                "t.other-in|autre {1}|t.is-taken|est pris|t.other-in has other places in another language"
                        + "; t.other-in leaves out a number between its places",
                "t.other-in|autre en {0}|t.is-taken|est pris|t.other-in has other places in another language",
                "t.other-in|autre {1} en {0}|t.is-taken|' '|t.is-taken has no text in fr",
            })
    void anIncompleteCatalogueIsNotTaken(String one, String text, String other, String said, String refusal) {
        Map<String, String> english = Map.of("t.is-taken", "is taken", "t.other-in", "other {1} in {0}");

        assertThatThrownBy(() -> catalogue(english, Map.of(one, text, other, said)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(refusal);
    }

    @Test
    void eachCodeIsUsedAndNoSentenceIsWrittenInstead() {
        assertThat(MessageRules.unused(DocumentMessage.class)).isEmpty();
        assertThat(MessageRules.literals(Path.of("src/main"))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "throw new InvalidValueException(\"port\", \"is no port\", MEND);|is no port",
                "new Violation(place(\"a b\"), IS_EMPTY, WRITE_ONE)|",
                "Message.text(\"the file \" + file + \" is not there\")|the file , is not there",
                "Message.text(e.getMessage()) + \"not within it\"|",
                "NO_TURN.with(\"some words\")|some words"
            })
    void aSentenceInThePlaceOfACodeIsFound(String source, String found) {
        assertThat(MessageRules.literals(source)).isEqualTo(found == null ? List.of() : List.of(found.split(",")));
    }

    private static Catalogue catalogue(Map<String, String> english, Map<String, String> french) {
        return new Catalogue("t", CODES, Map.of(Language.EN, english, Language.FR, french));
    }
}
