package org.moodlefleet.service.docs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A document in Markdown, taken apart.
 *
 * @param path below the repository's root
 * @param prose what stands outside of code, line by line
 * @param spans of code in the prose
 * @param commands lines of fenced blocks, each with the indented or continued lines behind it
 * @param fenced the text of all fenced blocks
 */
record Page(Path path, String prose, List<String> spans, List<String> commands, String fenced) {

    private static final Pattern SPAN = Pattern.compile("`([^`]+)`");
    private static final Pattern LINK = Pattern.compile("\\]\\(([^)\\s]+)\\)");
    private static final Pattern HEADING = Pattern.compile("(?m)^#{1,6} +(.+?) *$");

    static Page read(Path root, Path path) {
        try {
            return of(path, Files.readString(root.resolve(path)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Page of(Path path, String text) {
        StringBuilder prose = new StringBuilder();
        StringBuilder fenced = new StringBuilder();
        List<String> commands = new ArrayList<>();
        boolean inside = false;
        boolean continued = false;
        for (String line : text.split("\n", -1)) {
            if (line.strip().startsWith("```")) {
                inside = !inside;
                continued = false;
            } else if (!inside) {
                prose.append(line).append('\n');
            } else {
                fenced.append(line).append('\n');
                boolean indented = line.startsWith("      ") || continued;
                if (indented && !commands.isEmpty()) {
                    commands.set(commands.size() - 1, commands.get(commands.size() - 1) + " " + line.strip());
                } else {
                    commands.add(line.strip());
                }
                continued = line.endsWith("\\");
            }
        }
        Stream<String> spans =
                SPAN.matcher(prose).results().map(found -> found.group(1).replaceAll("\\s+", " "));
        return new Page(path, prose.toString(), spans.toList(), List.copyOf(commands), fenced.toString());
    }

    Stream<String> code() {
        return Stream.concat(spans.stream(), commands.stream());
    }

    /** Targets of links, without those to the web. */
    List<String> links() {
        return LINK.matcher(SPAN.matcher(prose).replaceAll(""))
                .results()
                .map(found -> found.group(1))
                .filter(target -> !target.matches("https?:.*"))
                .toList();
    }

    /** Anchors of its headings, as code hosts make them. */
    Set<String> anchors() {
        Map<String, Integer> times = new HashMap<>();
        Set<String> anchors = new TreeSet<>();
        HEADING.matcher(prose).results().map(Page::anchor).forEach(anchor -> {
            int before = times.merge(anchor, 1, Integer::sum) - 1;
            anchors.add(before == 0 ? anchor : anchor + "-" + before);
        });
        return anchors;
    }

    private static String anchor(MatchResult heading) {
        return heading.group(1)
                .replaceAll("\\]\\([^)]*\\)", "")
                .toLowerCase(Locale.ROOT)
                .replaceAll("[^\\p{L}\\p{N} _-]", "")
                .replace(' ', '-');
    }

    @Override
    public String toString() {
        return path.toString();
    }
}
