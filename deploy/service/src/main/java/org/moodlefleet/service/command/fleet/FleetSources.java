package org.moodlefleet.service.command.fleet;

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
import org.moodlefleet.document.Fault;
import org.moodlefleet.registry.RefusedException;
import org.moodlefleet.registry.fleet.DocumentReading;
import org.moodlefleet.registry.fleet.Drafting;
import org.moodlefleet.registry.fleet.FleetDocument;
import org.moodlefleet.registry.fleet.TenantDocument;
import org.moodlefleet.registry.fleet.TenantDraft;
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

        String complaint(Fault fault) {
            return complaint(fault, lines(List.of(fault)));
        }

        String complaint(Fault fault, Map<String, Integer> lines) {
            int line = lines.getOrDefault(fault.pointer(), 0);
            return file + (line > 0 ? ":" + line : "") + ": " + fault;
        }

        /** Of all files' tenants. */
        String pointer(Fault fault) {
            Matcher tenant = OF_TENANT.matcher(fault.pointer());
            return tenant.matches()
                    ? "/tenants/" + (first + Integer.parseInt(tenant.group(1))) + tenant.group(2)
                    : fault.pointer();
        }

        Map<String, Integer> lines(List<Fault> faults) {
            return Documents.linesOf(text, faults.stream().map(Fault::pointer).collect(Collectors.toSet()));
        }
    }

    /** @param source null when it stands in none */
    private record Located(Source source, Fault fault) {}

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
                .forEach(file ->
                        command.commandLine().getErr().println("warning: " + place + ": " + file + " is not read"));
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
            throw new CommandFailure(String.join("\n", located(e.faults())));
        }
    }

    @Override
    public JsonNode document() {
        return Mappers.JSON.valueToTree(new FleetDocument(tenants));
    }

    /** Each file is searched once, however much is wrong in it. */
    @Override
    public List<String> located(List<Fault> faults) {
        List<Located> located = faults.stream().map(this::located).toList();
        Map<Source, Map<String, Integer>> lines = located.stream()
                .filter(found -> found.source() != null)
                .collect(
                        Collectors.groupingBy(Located::source, Collectors.mapping(Located::fault, Collectors.toList())))
                .entrySet()
                .stream()
                .collect(Collectors.toMap(Map.Entry::getKey, of -> of.getKey().lines(of.getValue())));
        return located.stream()
                .map(found -> found.source() == null
                        ? found.fault().toString()
                        : found.source().complaint(found.fault(), lines.get(found.source())))
                .toList();
    }

    private Located located(Fault fault) {
        Matcher matcher = OF_TENANT.matcher(fault.pointer());
        if (matcher.matches()) {
            int index = Integer.parseInt(matcher.group(1));
            for (Source source : sources) {
                if (index >= source.first() && index < source.first() + source.count()) {
                    String pointer = "/tenants/" + (index - source.first()) + matcher.group(2);
                    return new Located(source, new Fault(pointer, fault.problem(), fault.mend()));
                }
            }
        }
        return new Located(null, fault);
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
                throw new CommandFailure(place + " holds no file *.yaml, *.yml or *.json");
            }
            return found.get(true);
        } catch (IOException e) {
            throw new CommandFailure(place + " cannot be read: let this account list it");
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
            complaints.add(file + (there ? ": cannot be read; let this account read it" : ": no such file"));
            return;
        }
        String text = new String(bytes, StandardCharsets.UTF_8);
        try {
            FleetDocument document = DocumentReading.yaml(file.toString(), bytes, FleetDocument.class);
            List<TenantDocument> found = read(file, document);
            if (found == null) {
                throw new DocumentException(
                        file.toString(),
                        1,
                        List.of(new Fault("/tenants", "is missing", "write a list of tenants, [] for none")));
            }
            sources.add(new Source(file.toString(), text, tenants.size(), found.size()));
            tenants.addAll(found);
        } catch (DocumentException e) {
            complain(file.toString(), text, e);
            e.rest(FleetDocument.class)
                    .filter(rest -> rest.tenants() != null)
                    .ifPresent(rest -> addRest(file, text, read(file, rest), e.faults()));
        }
    }

    /** What is wrong with the rest of a file is told as well, as far as it is not that something was taken out of it. */
    private void addRest(Path file, String text, List<TenantDocument> rest, List<Fault> told) {
        Source source = new Source(file.toString(), text, tenants.size(), rest.size());
        sources.add(source);
        tenants.addAll(rest);
        for (Fault fault : told) {
            takenOut.add(source.pointer(fault));
        }
    }

    /** Whether a fault may come from what was taken out: of its field, or of one beside it that it is the lack of. */
    private boolean isConsequence(Fault fault) {
        String pointer = fault.pointer();
        int last = pointer.lastIndexOf('/');
        return takenOut.stream()
                .anyMatch(taken -> pointer.equals(taken)
                        || pointer.startsWith(taken + "/")
                        || fault.problem().startsWith("is missing")
                                && last >= 0
                                && taken.startsWith(pointer.substring(0, last + 1)));
    }

    private void complain(String file, String text, DocumentException refusal) {
        Source source = new Source(file, text, 0, 0);
        if (refusal.faults().size() == 1) {
            complaints.add(refusal.getMessage());
        } else {
            Map<String, Integer> lines = source.lines(refusal.faults());
            refusal.faults().forEach(fault -> complaints.add(source.complaint(fault, lines)));
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
                    complaints.add(source.complaint(new Fault(
                            "/tenants/" + i + "/id",
                            "tenant " + tenant.id() + " stands in " + other.file() + " too",
                            "write all of it into one file")));
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
            complaints.addAll(located(
                    e.faults().stream().filter(fault -> !isConsequence(fault)).toList()));
        }
        throw new CommandFailure(
                String.join("\n", complaints.stream().distinct().toList()));
    }
}
