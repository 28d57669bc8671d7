package org.moodlefleet.service.command.message;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.moodlefleet.document.Language;
import org.moodlefleet.document.MessageRules;

class CommandMessageTest {

    private static final Path COMMANDS = Path.of("src/main/java/org/moodlefleet/service/command");

    /** A message that is printed as it is would be in English. */
    private static final Pattern PRINTED = Pattern.compile(
            "(?:println|print|printf|ParameterException)\\((?:\"[^\"]*\", )?[A-Z][A-Z_]{3,}(?:\\.with\\(|\\))");

    @Test
    void eachCodeIsUsedAndNoSentenceIsWrittenInstead() {
        assertThat(MessageRules.unused(CommandMessage.class)).isEmpty();
        assertThat(MessageRules.literals(COMMANDS)).isEmpty();
    }

    @Test
    void whatIsPrintedIsSaidInTheLanguageOfTheUser() throws IOException {
        try (Stream<Path> sources = Files.walk(COMMANDS)) {
            List<Path> files =
                    sources.filter(file -> file.toString().endsWith(".java")).toList();
            for (Path file : files) {
                assertThat(PRINTED.matcher(Files.readString(file)).results().map(MatchResult::group))
                        .as(file.toString())
                        .isEmpty();
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "fr,de_DE.UTF-8,,,FR",
        "en,fr_FR.UTF-8,fr_FR.UTF-8,fr_FR.UTF-8,EN",
        ",fr_CA.UTF-8,en_US.UTF-8,en_US.UTF-8,FR",
        ",C,fr_FR.UTF-8,fr_FR.UTF-8,EN",
        ",,fr@euro,en_GB,FR",
        ",,,fr,FR",
        "'',' ',,FR_fr,FR",
        ",,,fry_NL.UTF-8,EN",
        ",,,de_DE.UTF-8,EN",
        ",,,,EN"
    })
    void theFirstVariableThatIsSetNamesTheLanguage(
            String ours, String all, String messages, String lang, Language language) {
        Map<String, String> environment = new HashMap<>();
        environment.put("MOODLE_FLEET_LANG", ours);
        environment.put("LC_ALL", all);
        environment.put("LC_MESSAGES", messages);
        environment.put("LANG", lang);

        assertThat(CommandLanguage.of(environment)).isEqualTo(language);
    }
}
