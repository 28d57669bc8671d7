package org.moodlefleet.service.docs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The files of the checkout, without what was built. */
final class Repository {

    static final Path ROOT = Path.of("../..").toAbsolutePath().normalize();

    private static final Set<String> BUILT = Set.of("target", ".git", ".idea");
    private static final Pattern METER = Pattern.compile("(\\w+)\\((?:\\s*\\w+,)?\\s*\"(moodle_fleet_\\w*[a-z])\"");
    private static final Pattern KEY = Pattern.compile("\\b[a-z]+(?:[A-Z][a-z]+)+\\b");
    private static final Pattern SCRIPT_OPTION = Pattern.compile("(?<![\\w-])--[a-z][a-z-]+");

    private final Set<Path> entries = new TreeSet<>();
    private final Map<String, Path> types = new HashMap<>();
    private final Set<String> packages = new TreeSet<>();
    private final List<Path> sources = new ArrayList<>();

    Repository() {
        try {
            Files.walkFileTree(ROOT, new Visitor());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        for (Path file : files(".java")) {
            types.put(file.getFileName().toString().replace(".java", ""), file);
            Path below = ROOT.resolve(file).getParent();
            String folder = ROOT.relativize(below).toString().replaceFirst(".*/java/org/moodlefleet/?", "");
            packages.add(folder.replace('/', '.'));
            if (file.toString().contains("/src/main/")) {
                sources.add(file);
            }
        }
    }

    private final class Visitor extends SimpleFileVisitor<Path> {
        @Override
        public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
            if (BUILT.contains(folder.getFileName().toString())) {
                return FileVisitResult.SKIP_SUBTREE;
            }
            entries.add(ROOT.relativize(folder));
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            entries.add(ROOT.relativize(file));
            return FileVisitResult.CONTINUE;
        }
    }

    List<Path> files(String end) {
        return entries.stream().filter(entry -> entry.toString().endsWith(end)).toList();
    }

    /** Documents that people write, and the generated contract. */
    List<Page> pages() {
        return files(".md").stream()
                .filter(page -> page.startsWith("docs")
                        || page.startsWith(".github")
                        || page.getNameCount() == 1
                        || page.startsWith("deploy") && page.getNameCount() == 2
                        || page.equals(Path.of("templates", "README.md")))
                .map(page -> Page.read(ROOT, page))
                .toList();
    }

    boolean has(Path entry) {
        return entries.contains(entry.normalize());
    }

    boolean isTopLevel(String name) {
        return entries.contains(Path.of(name));
    }

    /** Whether a class of that simple name has such a member, as far as its text says. */
    boolean hasMember(String type, String member) {
        return types.containsKey(type) && text(types.get(type)).matches("(?s).*\\b" + member + "\\b.*");
    }

    boolean hasType(String type) {
        return types.containsKey(type);
    }

    /** @param name below org.moodlefleet, whole or its end */
    boolean hasPackage(String name) {
        return packages.stream().anyMatch(one -> one.equals(name) || one.endsWith("." + name));
    }

    /** Names of the metrics as Prometheus reads them: counters end with _total, timers with _seconds. */
    Set<String> metrics() {
        return sources.stream()
                .map(Repository::text)
                .filter(text -> text.contains("io.micrometer"))
                .flatMap(text -> METER.matcher(text).results().map(found -> {
                    String before = text.substring(Math.max(0, found.start() - 20), found.end(1));
                    return shown(before, found.group(2));
                }))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static String shown(String call, String name) {
        if (call.endsWith("Timer.builder")) {
            return name + "_seconds";
        }
        boolean counter = call.endsWith("counter") || call.matches("(?s).*\\bCounter\\.builder");
        return counter && !name.endsWith("_total") ? name + "_total" : name;
    }

    /** Words like {@code hourlySpread} of the program and of its data. */
    Set<String> keys() {
        return Stream.concat(sources.stream(), files(".yaml").stream())
                .flatMap(file -> KEY.matcher(text(file)).results())
                .map(found -> found.group())
                .collect(Collectors.toSet());
    }

    /** Options of the scripts and of the tools that they call. */
    Set<String> optionsOfScripts() {
        return Stream.of(".sh", "moodle-fleet")
                .flatMap(end -> files(end).stream())
                .filter(file -> file.startsWith("deploy") && Files.isRegularFile(ROOT.resolve(file)))
                .flatMap(file -> SCRIPT_OPTION.matcher(text(file)).results())
                .map(found -> found.group())
                .collect(Collectors.toSet());
    }

    private static String text(Path file) {
        try {
            return Files.readString(ROOT.resolve(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
