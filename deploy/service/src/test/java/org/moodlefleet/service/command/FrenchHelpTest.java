package org.moodlefleet.service.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Collections;
import java.util.Enumeration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.ResourceBundle;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.moodlefleet.document.Language;
import org.moodlefleet.service.command.message.FrenchHelp;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;

/** Help in French is complete, and says of each option what the English says. */
class FrenchHelpTest {

    @Test
    void eachTextHasItsFrench() {
        Map<String, String> english = texts(MoodleFleetCommand.commandLine(Language.EN));
        Map<String, String> french = texts(MoodleFleetCommand.commandLine(Language.FR));

        assertThat(french.keySet()).isEqualTo(english.keySet());
        assertThat(english.size()).isGreaterThan(300);
        Map<String, String> meant = new HashMap<>();
        english.forEach((place, text) -> {
            assertThat(french.get(place)).as(place).isNotBlank().isNotEqualTo(text);
            // an option that takes the French of another one of its name would be told apart here
            assertThat(meant.computeIfAbsent(text, first -> french.get(place)))
                    .as(place + " " + text)
                    .isEqualTo(french.get(place));
        });
        assertThat(new HashSet<>(meant.values())).hasSize(meant.size());
    }

    @Test
    void eachFrenchTextIsShown() {
        Set<String> asked = new HashSet<>();
        CommandLine program = MoodleFleetCommand.commandLine(Language.EN);
        FrenchHelp french = new FrenchHelp();
        program.setResourceBundle(new ResourceBundle() {
            @Override
            protected Object handleGetObject(String key) {
                asked.add(key);
                return french.containsKey(key) ? french.getString(key) : null;
            }

            @Override
            public Enumeration<String> getKeys() {
                return Collections.enumeration(french.keySet());
            }
        });
        show(program);

        assertThat(french.keySet()).isSubsetOf(asked);
    }

    private static void show(CommandLine command) {
        command.getUsageMessage(Ansi.OFF);
        command.getSubcommands().values().forEach(FrenchHelpTest::show);
    }

    /** By where they stand: of each command, option and parameter. */
    private static Map<String, String> texts(CommandLine command) {
        Map<String, String> texts = new LinkedHashMap<>();
        CommandSpec spec = command.getCommandSpec();
        String name = spec.qualifiedName();
        texts.put(name, String.join(" ", spec.usageMessage().description()));
        spec.args().stream()
                .filter(argument -> argument.description().length > 0)
                .forEach(argument -> texts.put(name + " " + shown(argument), String.join(" ", argument.description())));
        command.getSubcommands().values().forEach(sub -> texts.putAll(texts(sub)));
        return texts;
    }

    private static String shown(ArgSpec argument) {
        return argument instanceof CommandLine.Model.OptionSpec option
                ? Arrays.toString(option.names())
                : argument.paramLabel();
    }
}
