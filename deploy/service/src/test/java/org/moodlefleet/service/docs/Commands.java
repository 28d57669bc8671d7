package org.moodlefleet.service.docs;

import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.moodlefleet.service.command.CommandModel;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

/** Finds what a document says of commands that do not exist. */
final class Commands {

    private static final Pattern CALL = Pattern.compile("(?:^|[ (/])moodle-fleet((?: [^\\s]+)+)");
    private static final Pattern OPTION = Pattern.compile("(?<![\\w-])--[a-z][a-z-]*[a-z]");
    private static final Pattern OURS = Pattern.compile("--|deploy/|moodle-fleet ");
    private static final Pattern WORD = Pattern.compile("[a-z]+");
    /** The beginning of the name of a host in Zabbix, not a command. */
    private static final Set<String> NO_COMMANDS = Set.of("register", "register...");

    private final CommandSpec root = CommandModel.root().getCommandSpec();
    private final Set<String> options;

    /** @param others options that are not of ours */
    Commands(Set<String> others) {
        this.options = new TreeSet<>(others);
        collect(root, options);
    }

    private static void collect(CommandSpec command, Set<String> options) {
        options.addAll(command.optionsMap().keySet());
        command.subcommands().values().forEach(sub -> collect(sub.getCommandSpec(), options));
    }

    /** @param span of code: a call, an option alone, or a command without the program's name */
    Set<String> mistakesInSpan(String span) {
        String[] words = span.split(" +");
        CommandLine first = root.subcommands().get(words[0]);
        boolean command = first != null && words.length > 1;
        return command && (!first.getSubcommands().isEmpty() || span.contains(" --"))
                ? mistakesOfCall(words)
                : mistakesInLine(span);
    }

    /** @param line of a fenced block */
    Set<String> mistakesInLine(String line) {
        Set<String> mistakes = new TreeSet<>();
        if (OURS.matcher(line).lookingAt()) {
            OPTION.matcher(line)
                    .results()
                    .map(found -> found.group())
                    .filter(option -> !options.contains(option))
                    .forEach(option -> mistakes.add("no option " + option));
        }
        Matcher calls = CALL.matcher(line);
        while (calls.find()) {
            mistakes.addAll(mistakesOfCall(calls.group(1).strip().split(" +")));
        }
        return mistakes;
    }

    private Set<String> mistakesOfCall(String[] words) {
        Set<String> mistakes = new TreeSet<>();
        CommandSpec command = root;
        int next = 0;
        while (next < words.length && command.subcommands().containsKey(words[next])) {
            command = command.subcommands().get(words[next]).getCommandSpec();
            next++;
        }
        if (next < words.length
                && !command.subcommands().isEmpty()
                && WORD.matcher(words[next]).matches()
                && !NO_COMMANDS.contains(words[next])) {
            mistakes.add("no command " + command.qualifiedName() + " " + words[next]);
            return mistakes;
        }
        String rest = Arrays.stream(words).skip(next).collect(Collectors.joining(" "));
        // what a pipe or a remark says is no part of the call
        Matcher given = OPTION.matcher(rest.replaceFirst(" [|>#] .*| &&.*", ""));
        while (command.subcommands().isEmpty() && given.find()) {
            if (!command.optionsMap().containsKey(given.group())) {
                mistakes.add(command.qualifiedName() + " has no option " + given.group());
            }
        }
        return mistakes;
    }
}
