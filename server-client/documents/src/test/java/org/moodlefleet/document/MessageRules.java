package org.moodlefleet.document;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What the messages of a module are held to beside what {@link Catalogue} refuses to load: each code is used, and no
 * sentence is written where a code belongs. Reads the sources, as the compiler cannot see either.
 */
public final class MessageRules {

    /** Where a text becomes a message, or a part of one; all else takes codes only. */
    private static final Pattern TAKES_TEXT =
            Pattern.compile("(?:new (?:Violation|InvalidValueException)|Message\\.text|\\.with)\\(");

    private static final Pattern LITERAL = Pattern.compile("\"((?:[^\"\\\\\\n]|\\\\.)*)\"");

    /** Two words. */
    private static final Pattern SENTENCE = Pattern.compile(".*[A-Za-z]{2,} [A-Za-z]{2,}.*");

    private MessageRules() {}

    /** Codes that no source of any module names. */
    public static <C extends Enum<C> & MessageCode> List<String> unused(Class<C> codes) {
        String sources = sources(root())
                .map(MessageRules::text)
                .filter(text -> text.contains(codes.getSimpleName()))
                .filter(text -> !text.contains("enum " + codes.getSimpleName()))
                // an import is no use
                .map(text -> text.replaceAll("(?m)^import .*$", ""))
                .collect(Collectors.joining("\n"));
        return Arrays.stream(codes.getEnumConstants())
                .map(Enum::name)
                .filter(name ->
                        !Pattern.compile("\\b" + name + "\\b").matcher(sources).find())
                .toList();
    }

    /** Sentences that stand where a code belongs, with their files. */
    public static List<String> literals(Path... folders) {
        return Stream.of(folders)
                .flatMap(MessageRules::sources)
                .flatMap(file -> literals(text(file)).map(found -> file.getFileName() + ": " + found))
                .toList();
    }

    static Stream<String> literals(String source) {
        return TAKES_TEXT
                .matcher(source)
                .results()
                .flatMap(found -> LITERAL.matcher(within(source, found.end())).results())
                .map(literal -> literal.group(1))
                .filter(text -> SENTENCE.matcher(text).matches())
                .distinct();
    }

    /** What stands between the parenthesis before {@code begin} and the one that closes it. */
    private static String within(String source, int begin) {
        int depth = 1;
        int end = begin;
        Matcher next = Pattern.compile(LITERAL.pattern() + "|[()]").matcher(source);
        while (depth > 0 && next.find(end)) {
            depth += next.group().equals("(") ? 1 : next.group().equals(")") ? -1 : 0;
            end = next.end();
        }
        return source.substring(begin, end);
    }

    private static Stream<Path> sources(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            return files
                    .filter(file -> file.toString().endsWith(".java"))
                    .filter(file -> !file.toString().contains("src/test/"))
                    .toList()
                    .stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file).replaceAll("(?s)/\\*\\*.*?\\*/|(?m)^\\s*//[^\\n]*", "");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The folder that holds all modules. */
    private static Path root() {
        return Stream.iterate(Path.of("").toAbsolutePath(), folder -> folder != null, Path::getParent)
                .filter(folder -> Files.exists(folder.resolve(".spotbugs-exclude.xml")))
                .findFirst()
                .orElseThrow();
    }
}
