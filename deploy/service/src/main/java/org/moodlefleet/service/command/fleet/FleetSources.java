package org.moodlefleet.service.command.fleet;

import static org.moodlefleet.model.message.ModelMessage.IS_MISSING;
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
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
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

    /** Whether this program reads the files that hold passwords. */
    private final boolean here;

    private final List<Source> sources = new ArrayList<>();
    private final List<String> complaints = new ArrayList<>();
    private final List<TenantDocument> tenants = new ArrayList<>();
    private final List<String> unread = new ArrayList<>();
    /** Pointers of what was refused in files that are looked at without it. */
    private final Set<String> takenOut = new HashSet<>();

    /** @param first index of the file's first tenant among those of all files */
    private record Source(String file, String text, int first, int count) {

        String complaint(Violation violation) {
            return complaint(violation, lines(List.of(violation)));
        }

        String complaint(Violation violation, Map<String, Integer> lines) {
            int line = lines.getOrDefault(violation.pointer(), 0);
            return file + (line > 0 ? ":" + line : "") + ": " + violation.in(CommandLanguage.SPOKEN);
        }

        /** Of all files' tenants. */
        String pointer(Violation violation) {
            Matcher tenant = OF_TENANT.matcher(violation.pointer());
            return tenant.matches()
                    ? "/tenants/" + (first + Integer.parseInt(tenant.group(1))) + tenant.group(2)
                    : violation.pointer();
        }

        Map<String, Integer> lines(List<Violation> violations) {
            return Documents.linesOf(
                    text, violations.stream().map(Violation::pointer).collect(Collectors.toSet()));
        }
    }

    /** @param source null when it stands in none */
    private record Located(Source source, Violation violation) {}

    private FleetSources(boolean here) {
        this.here = here;
    }

    /**
     * Reads and checks them, without any service; says what it passes over.
     *
     * @throws CommandFailure naming all that is wrong
     */
    static FleetSources read(Path place, CommandSpec command) {
        FleetSources read = new FleetSources(false);
        read.all(place);
        read.unread.stream()
                .filter(file -> !isHidden(file))
                .forEach(file -> command.commandLine().getErr().println(say(FILE_NOT_READ.with(place, file))));
        return read;
    }

    /**
     * The same for this program to collect by itself: files that hold passwords stand beside the file that names them,
     * where their paths are not absolute.
     *
     * @throws CommandFailure naming all that is wrong
     */
    static FleetSources readHere(Path place) {
        FleetSources read = new FleetSources(true);
        read.all(place);
        return read;
    }

    private void all(Path place) {
        files(place).forEach(this::add);
        requireEachOnce();
        refuse();
    }

    private List<TenantDocument> read(Path file, FleetDocument document) {
        Path folder = file.toAbsolutePath().getParent();
        return here && document.tenants() != null
                ? document.tenants().stream()
                        .map(tenant -> tenant.withPasswordsIn(folder))
                        .toList()
                : document.tenants();
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
            List<TenantDocument> found = read(file, document);
            if (found == null) {
                throw new DocumentException(
                        file.toString(), 1, List.of(new Violation("/tenants", IS_MISSING, WRITE_A_LIST_OF_TENANTS)));
            }
            sources.add(new Source(file.toString(), text, tenants.size(), found.size()));
            tenants.addAll(found);
        } catch (DocumentException e) {
            complain(file.toString(), text, e);
            e.rest(FleetDocument.class)
                    .filter(rest -> rest.tenants() != null)
                    .ifPresent(rest -> addRest(file, text, read(file, rest), e.violations()));
        }
    }

    /** What is wrong with the rest of a file is told as well, as far as it is not that something was taken out of it. */
    private void addRest(Path file, String text, List<TenantDocument> rest, List<Violation> told) {
        Source source = new Source(file.toString(), text, tenants.size(), rest.size());
        sources.add(source);
        tenants.addAll(rest);
        for (Violation violation : told) {
            takenOut.add(source.pointer(violation));
        }
    }

    /** Whether a violation may come from what was taken out: of its field, or of one beside it that it is the lack of. */
    private boolean isConsequence(Violation violation) {
        String pointer = violation.pointer();
        int last = pointer.lastIndexOf('/');
        return takenOut.stream()
                .anyMatch(taken -> pointer.equals(taken)
                        || pointer.startsWith(taken + "/")
                        || violation.problem().equals(IS_MISSING)
                                && last >= 0
                                && taken.startsWith(pointer.substring(0, last + 1)));
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
            complaints.addAll(located(e.violations().stream()
                    .filter(violation -> !isConsequence(violation))
                    .toList()));
        }
        throw new CommandFailure(complaints.stream().distinct().toList());
    }
}
