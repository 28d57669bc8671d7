package org.moodlefleet.service.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** Whoever knows the page for operators, or asks for help, knows each command and option. */
class CommandPagesTest {

    private static final Path PAGE = Path.of("..", "..", "docs", "cli.md");
    /** All commands have them. */
    private static final Set<String> STANDARD = Set.of("--help", "--version");

    static Stream<CommandSpec> commands() {
        return leaves(MoodleFleetCommand.commandLine());
    }

    private static Stream<CommandSpec> leaves(CommandLine command) {
        return command.getSubcommands().isEmpty()
                ? Stream.of(command.getCommandSpec())
                : command.getSubcommands().values().stream().flatMap(CommandPagesTest::leaves);
    }

    @ParameterizedTest
    @MethodSource("commands")
    void standsOnThePageWithItsOptions(CommandSpec command) throws IOException {
        String page = Files.readString(PAGE);

        assertThat(page.lines().filter(line -> line.matches(command.qualifiedName() + "( .*)?")))
                .isNotEmpty();
        assertThat(command.options().stream().map(OptionSpec::longestName))
                .filteredOn(option -> !STANDARD.contains(option))
                .filteredOn(option ->
                        !Pattern.compile(option + "(?![a-z-])").matcher(page).find())
                .isEmpty();
    }

    @ParameterizedTest
    @MethodSource("commands")
    void showsAnExampleOfItself(CommandSpec command) {
        String help = command.commandLine().getUsageMessage(CommandLine.Help.Ansi.OFF);

        assertThat(help.substring(help.indexOf("Example:"))).contains(command.qualifiedName());
        assertThat(command.usageMessage().description()).isNotEmpty();
    }
}
