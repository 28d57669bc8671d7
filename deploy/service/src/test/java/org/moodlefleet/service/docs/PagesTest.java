package org.moodlefleet.service.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.lang.reflect.RecordComponent;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.moodlefleet.configapi.contract.Route;
import org.moodlefleet.registry.fleet.DatabaseDocument;
import org.moodlefleet.registry.fleet.GroupDocument;
import org.moodlefleet.registry.fleet.InstanceDocument;
import org.moodlefleet.registry.fleet.SettingsDocument;
import org.moodlefleet.registry.fleet.TenantDocument;
import org.moodlefleet.service.command.CommandModel;
import org.moodlefleet.service.config.ServiceConfig;

/**
 * Documents name what exists, and what exists is documented. That each command and option stands on the page of the
 * command line, and each setting in the commented reference, CommandPagesTest and CommentedReferenceTest say.
 */
class PagesTest {

    private static final Repository REPOSITORY = new Repository();
    private static final Set<String> KEYS = REPOSITORY.keys();
    private static final Set<String> METRICS = REPOSITORY.metrics();
    private static final Commands COMMANDS = new Commands(REPOSITORY.optionsOfScripts());
    private static final Set<String> SETTINGS =
            settings(ServiceConfig.class, "").collect(Collectors.toCollection(TreeSet::new));

    private static final Pattern METRIC = Pattern.compile("moodle_fleet_\\w+");
    /** Claims of tokens, and a prefix. */
    private static final Set<String> NO_METRICS = Set.of("moodle_fleet_role", "moodle_fleet_tenant");

    private static final Pattern CALL = Pattern.compile("(GET|PUT|POST|DELETE) (?:/api/v1)?(/[^ ?]+)(?:\\?.*)?");
    private static final Pattern DOTTED = Pattern.compile("[a-z][A-Za-z]*(\\.[a-z][A-Za-z]*)+");
    private static final Pattern TYPE =
            Pattern.compile("(?<![@\\w-])([A-Z][a-z][a-z0-9]*(?:[A-Z][A-Za-z0-9]*)+)(?:\\.([a-z]\\w*))?");
    /** Of one word, which may be any other name inside a longer text. */
    private static final Pattern SHORT_TYPE = Pattern.compile("([A-Z][a-z]+)(?:\\.([a-z]\\w*))?");
    /** Names of products, of fields of protocols and of schemas that look like classes. */
    private static final Set<String> NO_TYPES =
            Set.of("OpenID", "MariaDB", "PostgreSQL", "SnakeYAML", "SpotBugs", "NoUnitTest", "Settings");

    private static final Set<Path> FOR_DEVELOPERS = Set.of(
            Path.of("README.md"),
            Path.of("docs/CONTRIBUTING.md"),
            Path.of("docs/architecture.md"),
            Path.of("docs/decisions.md"),
            Path.of("docs/measures-rules.md"),
            Path.of("docs/measures-rules.fr.md"),
            Path.of("templates/README.md"));

    /** Files, and a column of tables of Moodles, that are called like sections of the configuration. */
    private static final Pattern NO_SETTINGS =
            Pattern.compile("(outbox\\.db|registry\\.mv\\.db|tenant\\.name|.*\\.yaml).*");

    static List<Page> pages() {
        return REPOSITORY.pages();
    }

    @ParameterizedTest
    @MethodSource("pages")
    void links(Page page) {
        assertThat(page.links()).filteredOn(link -> !leads(page, link)).isEmpty();
    }

    private static boolean leads(Page page, String link) {
        String[] parts = URLDecoder.decode(link, StandardCharsets.UTF_8).split("#", 2);
        Path folder = Path.of("").resolve(page.path()).resolveSibling("");
        Path target =
                parts[0].isEmpty() ? page.path() : folder.resolve(parts[0]).normalize();
        if (!REPOSITORY.has(target)) {
            return false;
        }
        return parts.length == 1 || Page.read(Repository.ROOT, target).anchors().contains(parts[1]);
    }

    @ParameterizedTest
    @MethodSource("pages")
    void commandsAndOptions(Page page) {
        assertThat(Stream.concat(
                        page.spans().stream().flatMap(span -> told(span, COMMANDS.mistakesInSpan(span))),
                        page.commands().stream().flatMap(line -> told(line, COMMANDS.mistakesInLine(line)))))
                .isEmpty();
    }

    private static Stream<String> told(String code, Set<String> mistakes) {
        return mistakes.stream().map(mistake -> mistake + " in: " + code);
    }

    @ParameterizedTest
    @MethodSource("pages")
    void metrics(Page page) {
        assertThat(all(METRIC, page.prose() + page.fenced()))
                .filteredOn(name -> !METRICS.contains(name) && !NO_METRICS.contains(name))
                .isEmpty();
    }

    @ParameterizedTest
    @MethodSource("pages")
    void settings(Page page) {
        assertThat(page.code())
                .filteredOn(code -> DOTTED.matcher(code).matches())
                .filteredOn(PagesTest::beginsLikeASetting)
                .filteredOn(code -> !isSetting(code) && !REPOSITORY.hasPackage(code))
                .isEmpty();
    }

    private static boolean beginsLikeASetting(String name) {
        String first = name.substring(0, name.indexOf('.'));
        return SETTINGS.stream().anyMatch(setting -> setting.contains("." + first + "."))
                && !NO_SETTINGS.matcher(name).matches();
    }

    /** Sections above may be left out: delivery.batchSize. */
    private static boolean isSetting(String name) {
        return SETTINGS.stream().anyMatch(setting -> (setting + ".").contains("." + name + "."));
    }

    /** Keys of the configuration, of fleet files, templates and answers without what stands above them. */
    @ParameterizedTest
    @MethodSource("pages")
    void keys(Page page) {
        assertThat(page.spans())
                .filteredOn(span -> span.matches("[a-z]+([A-Z][a-z]+)+"))
                .filteredOn(key -> !KEYS.contains(key))
                .isEmpty();
    }

    @ParameterizedTest
    @MethodSource("pages")
    void files(Page page) {
        assertThat(page.code().flatMap(code -> Arrays.stream(code.split("[\\s,;()]+"))))
                .filteredOn(PagesTest::looksLikeAFile)
                .filteredOn(name -> !isThere(page, name))
                .isEmpty();
    }

    private static boolean looksLikeAFile(String word) {
        boolean below = word.indexOf('/') > 0 && REPOSITORY.isTopLevel(word.substring(0, word.indexOf('/')));
        return word.matches("[A-Za-z0-9._/-]+") && (below && !word.contains("/target/") || word.endsWith(".sh"));
    }

    private static boolean isThere(Page page, String name) {
        return REPOSITORY.has(Path.of(name)) || REPOSITORY.has(page.path().resolveSibling(name));
    }

    @ParameterizedTest
    @MethodSource("pages")
    void routesOfTheApi(Page page) {
        assertThat(page.spans().stream()
                        .map(CALL::matcher)
                        .filter(Matcher::matches)
                        .map(call -> call.group(1) + " " + call.group(2)))
                .filteredOn(call -> Stream.of(Route.values())
                        .noneMatch(route ->
                                call.matches(route.method() + " " + route.path().replaceAll(":\\w+", "[^/]+"))))
                .isEmpty();
    }

    /** A newcomer copies them. */
    @ParameterizedTest
    @ValueSource(strings = {"README.md", "docs/configuration.md"})
    void fleetFilesAreValid(String page, @TempDir Path folder) throws Exception {
        Matcher example = Pattern.compile("(?s)```yaml\n( *# fleet\\.yaml.*?)```")
                .matcher(Files.readString(Repository.ROOT.resolve(page)));
        assertThat(example.find()).isTrue();
        Path file = Files.writeString(
                folder.resolve("fleet.yaml"), example.group(1).stripTrailing().stripIndent() + "\n");
        StringWriter errors = new StringWriter();

        int code = CommandModel.root()
                .setOut(new PrintWriter(new StringWriter()))
                .setErr(new PrintWriter(errors))
                .execute("fleet", "validate", file.toString());

        assertThat(errors.toString()).isEmpty();
        assertThat(code).isZero();
    }

    static List<Page> pagesForDevelopers() {
        return pages().stream()
                .filter(page -> FOR_DEVELOPERS.contains(page.path()))
                .toList();
    }

    @ParameterizedTest
    @MethodSource("pagesForDevelopers")
    void classesAndTheirMembers(Page page) {
        String drawings = page.path().endsWith("architecture.md") ? page.fenced() : "";
        Stream<String> code = Stream.concat(page.code(), Stream.of(drawings));
        Stream<MatchResult> shortNames = page.spans().stream()
                .map(SHORT_TYPE::matcher)
                .filter(Matcher::matches)
                .map(Matcher::toMatchResult);
        List<String> unknown = new ArrayList<>();
        Stream.concat(code.flatMap(text -> TYPE.matcher(text).results()), shortNames)
                .forEach(found -> {
                    String type = found.group(1);
                    String member = found.group(2);
                    boolean known = member == null ? REPOSITORY.hasType(type) : REPOSITORY.hasMember(type, member);
                    if (!known && !NO_TYPES.contains(type)) {
                        unknown.add(found.group());
                    }
                });

        assertThat(unknown).isEmpty();
    }

    /** Of the drawings as well. */
    @Test
    void packagesOfTheArchitecture() {
        Page page = Page.read(Repository.ROOT, Path.of("docs/architecture.md"));

        assertThat(all(
                        Pattern.compile(
                                "\\b(?:collector|configapi|consolidation|model|registry|service|testbed|zabbix)(?:\\.[a-z]+)+(?![\\w/])"),
                        page.prose() + page.fenced()))
                .filteredOn(name -> !REPOSITORY.hasPackage(name)
                        && !NO_SETTINGS.matcher(name).matches())
                .isEmpty();
    }

    @Test
    void everyMetricIsDocumented() throws Exception {
        String page = Files.readString(Repository.ROOT.resolve("docs/operations.md"));

        assertThat(METRICS).hasSizeGreaterThan(20);
        assertThat(METRICS)
                .filteredOn(name -> !page.contains("`" + name + "`") && !page.contains("`" + name + "{"))
                .isEmpty();
    }

    @Test
    void everySectionOfTheConfigurationAndEveryFieldOfAFleetFileIsDocumented() throws Exception {
        String page = Files.readString(Repository.ROOT.resolve("docs/configuration.md"));
        Map<String, Class<?>> documents = Map.of(
                "configuration", ServiceConfig.class,
                "tenant", TenantDocument.class,
                "instance", InstanceDocument.class,
                "database", DatabaseDocument.class,
                "group", GroupDocument.class,
                "settings", SettingsDocument.class);

        List<String> missing = new ArrayList<>();
        documents.forEach((name, document) -> Stream.of(document.getRecordComponents())
                .map(RecordComponent::getName)
                // in answers only
                .filter(field -> !field.equals("warnings"))
                .filter(field -> !page.contains("`" + field + "`"))
                .forEach(field -> missing.add(name + ": " + field)));

        assertThat(missing).isEmpty();
    }

    private static Set<String> all(Pattern pattern, String text) {
        return pattern.matcher(text)
                .results()
                .map(found -> found.group())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** Dotted, with a dot before: {@code .zabbix.delivery.batchSize}. */
    private static Stream<String> settings(Class<?> section, String above) {
        return Arrays.stream(section.getRecordComponents()).flatMap(key -> {
            String here = above + "." + key.getName();
            boolean deeper =
                    key.getType().isRecord() && key.getType().getName().startsWith("org.moodlefleet.service.config");
            return deeper ? Stream.concat(Stream.of(here), settings(key.getType(), here)) : Stream.of(here);
        });
    }
}
