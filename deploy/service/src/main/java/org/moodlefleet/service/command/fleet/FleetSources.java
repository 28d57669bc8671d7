package org.moodlefleet.service.command.fleet;

import static org.moodlefleet.model.ModelMessage.IS_MISSING;
import static org.moodlefleet.registry.message.RegistryMessage.WRITE_A_LIST_OF_TENANTS;
import static org.moodlefleet.service.command.message.CommandLanguage.say;
import static org.moodlefleet.service.command.message.CommandMessage.FILE_NOT_READ;
import static org.moodlefleet.service.command.message.CommandMessage.FILE_UNREADABLE;
import static org.moodlefleet.service.command.message.CommandMessage.FOLDER_UNREADABLE;
import static org.moodlefleet.service.command.message.CommandMessage.NO_FILES_IN_FOLDER;
import static org.moodlefleet.service.command.message.CommandMessage.NO_SUCH_FILE;
import static org.moodlefleet.service.command.message.CommandMessage.TENANT_STANDS_IN;
import static org.moodlefleet.service.command.message.CommandMessage.WRITE_INTO_ONE_FILE;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.moodlefleet.document.DocumentException;
import org.moodlefleet.document.Documents;
import org.moodlefleet.document.Violation;
import org.moodlefleet.registry.RefusedException;
import org.moodlefleet.registry.fleet.DocumentReading;
import org.moodlefleet.registry.fleet.Drafting;
import org.moodlefleet.registry.fleet.FleetDocument;
import org.moodlefleet.registry.fleet.TenantDocument;
import org.moodlefleet.registry.fleet.TenantDraft;
import org.moodlefleet.service.command.message.CommandLanguage;
import org.moodlefleet.service.command.terminal.CommandFailure;
import org.moodlefleet.service.command.terminal.Mappers;
import picocli.CommandLine.Model.CommandSpec;

/** A fleet from one file, or from all those of a folder together; what is wrong is told by file and line. */
final class FleetSources implements FleetInput {

    private static final Pattern OF_TENANT = Pattern.compile("/tenants/(\\d+)(.*)");

    private final List<Source> sources = new ArrayList<>();
    private final List<String> complaints = new ArrayList<>();
    private final List<TenantDocument> tenants = new ArrayList<>();
    private final List<String> unread = new ArrayList<>();

    /** @param first index of the file's first tenant among those of all files */
    private record Source(String file, String text, int first, int count) {

        String complaint(Violation violation) {
            return complaint(violation, lines(List.of(violation)));
        }

        String complaint(Violation violation, Map<String, Integer> lines) {
            int line = lines.getOrDefault(violation.pointer(), 0);
            return file + (line > 0 ? ":" + line : "") + ": " + violation.in(CommandLanguage.SPOKEN);
        }

        Map<String, Integer> lines(List<Violation> violations) {
            return Documents.linesOf(
                    text, violations.stream().map(Violation::pointer).collect(Collectors.toSet()));
        }
    }

    /** @param source null when it stands in none */
    private record Located(Source source, Violation violation) {}

    private FleetSources() {}

    /**
     * Reads and checks them, without any service; says what it passes over.
     *
     * @throws CommandFailure naming all that is wrong
     */
    static FleetSources read(Path place, CommandSpec command) {
        FleetSources read = read(place);
        read.unread.stream()
                .filter(file -> !isHidden(file))
                .forEach(file -> command.commandLine().getErr().println(say(FILE_NOT_READ.with(place, file))));
        return read;
    }

    /** @throws CommandFailure naming all that is wrong */
    static FleetSources read(Path place) {
        FleetSources read = new FleetSources();
        read.files(place).forEach(read::add);
        read.requireEachOnce();
        read.refuse();
        return read;
    }

    /** Other files, folders and what editors and macOS leave there. */
    @Override
    public List<String> unread() {
        return List.copyOf(unread);
    }

    @Override
    public List<TenantDraft> drafts() {
        try {
            return Drafting.fleet(new FleetDocument(tenants));
        } catch (RefusedException e) {
            throw new CommandFailure(located(e.violations()));
        }
    }

    @Override
    public JsonNode document() {
        return Mappers.JSON.valueToTree(new FleetDocument(tenants));
    }

    /** Each file is searched once, however much is wrong in it. */
    @Override
    public List<String> located(List<Violation> violations) {
        List<Located> located = violations.stream().map(this::located).toList();
        Map<Source, Map<String, Integer>> lines = located.stream()
                .filter(found -> found.source() != null)
                .collect(Collectors.groupingBy(
                        Located::source, Collectors.mapping(Located::violation, Collectors.toList())))
                .entrySet()
                .stream()
                .collect(Collectors.toMap(Map.Entry::getKey, of -> of.getKey().lines(of.getValue())));
        return located.stream()
                .map(found -> found.source() == null
                        ? found.violation().in(CommandLanguage.SPOKEN)
                        : found.source().complaint(found.violation(), lines.get(found.source())))
                .toList();
    }

    private Located located(Violation violation) {
        Matcher matcher = OF_TENANT.matcher(violation.pointer());
        if (matcher.matches()) {
            int index = Integer.parseInt(matcher.group(1));
            for (Source source : sources) {
                if (index >= source.first() && index < source.first() + source.count()) {
                    String pointer = "/tenants/" + (index - source.first()) + matcher.group(2);
                    return new Located(source, new Violation(pointer, violation.problem(), violation.hint()));
                }
            }
        }
        return new Located(null, violation);
    }

    private List<Path> files(Path place) {
        if (!Files.isDirectory(place)) {
            return List.of(place);
        }
        try (Stream<Path> inside = Files.list(place)) {
            Map<Boolean, List<Path>> found =
                    inside.sorted().collect(Collectors.partitioningBy(FleetSources::isFleetFile));
            found.get(false).stream().map(FleetSources::named).forEach(unread::add);
            if (found.get(true).isEmpty()) {
                throw new CommandFailure(NO_FILES_IN_FOLDER.with(place));
            }
            return found.get(true);
        } catch (IOException e) {
            throw new CommandFailure(FOLDER_UNREADABLE.with(place));
        }
    }

    private static boolean isFleetFile(Path file) {
        String name = String.valueOf(file.getFileName());
        return !isHidden(name) && name.matches(".*\\.(yaml|yml|json)") && !Files.isDirectory(file);
    }

    /** ._x is macOS', .#x an editor's. */
    private static boolean isHidden(String name) {
        return name.startsWith(".");
    }

    private static String named(Path file) {
        return file.getFileName() + (Files.isDirectory(file) ? "/" : "");
    }

    private void add(Path file) {
        byte[] bytes;
        try {
            bytes = Files.readAllBytes(file);
        } catch (IOException e) {
            boolean there = Files.exists(file);
            complaints.add(say((there ? FILE_UNREADABLE : NO_SUCH_FILE).with(file)));
            return;
        }
        String text = new String(bytes, StandardCharsets.UTF_8);
        try {
            FleetDocument document = DocumentReading.yaml(file.toString(), bytes, FleetDocument.class);
            List<TenantDocument> found = document.tenants();
            if (found == null) {
                throw new DocumentException(
                        file.toString(), 1, List.of(new Violation("/tenants", IS_MISSING, WRITE_A_LIST_OF_TENANTS)));
            }
            sources.add(new Source(file.toString(), text, tenants.size(), found.size()));
            tenants.addAll(found);
        } catch (DocumentException e) {
            complain(file.toString(), text, e);
        }
    }

    private void complain(String file, String text, DocumentException refusal) {
        Source source = new Source(file, text, 0, 0);
        if (refusal.violations().size() == 1) {
            complaints.add(refusal.in(CommandLanguage.SPOKEN));
        } else {
            Map<String, Integer> lines = source.lines(refusal.violations());
            refusal.violations().forEach(violation -> complaints.add(source.complaint(violation, lines)));
        }
    }

    /** Two files that say two things of one tenant would take turns. */
    private void requireEachOnce() {
        Map<String, Source> owners = new HashMap<>();
        for (Source source : sources) {
            for (int i = 0; i < source.count(); i++) {
                TenantDocument tenant = tenants.get(source.first() + i);
                Source other = tenant == null || tenant.id() == null ? null : owners.putIfAbsent(tenant.id(), source);
                if (other != null && other != source) {
                    complaints.add(source.complaint(new Violation(
                            "/tenants/" + i + "/id",
                            TENANT_STANDS_IN.with(tenant.id(), other.file()),
                            WRITE_INTO_ONE_FILE)));
                }
            }
        }
    }

    private void refuse() {
        if (complaints.isEmpty()) {
            drafts();
            return;
        }
        try {
            Drafting.fleet(new FleetDocument(tenants));
        } catch (RefusedException e) {
            complaints.addAll(located(e.violations()));
        }
        throw new CommandFailure(complaints.stream().distinct().toList());
    }
}
