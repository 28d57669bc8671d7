package org.moodlefleet.service.command;

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
import org.moodlefleet.document.Fault;
import org.moodlefleet.registry.RefusedException;
import org.moodlefleet.registry.fleet.DocumentReading;
import org.moodlefleet.registry.fleet.Drafting;
import org.moodlefleet.registry.fleet.FleetDocument;
import org.moodlefleet.registry.fleet.TenantDocument;
import org.moodlefleet.registry.fleet.TenantDraft;

/** A fleet from one file, or from all those of a folder together; what is wrong is told by file and line. */
final class FleetSources implements FleetWish {

    private static final Pattern OF_TENANT = Pattern.compile("/tenants/(\\d+)(.*)");

    private final List<Source> sources = new ArrayList<>();
    private final List<String> complaints = new ArrayList<>();
    private final List<TenantDocument> tenants = new ArrayList<>();

    /** @param first index of the file's first tenant among those of all files */
    private record Source(String file, String text, int first, int count) {

        String complaint(Fault fault) {
            return complaint(fault, lines(List.of(fault)));
        }

        String complaint(Fault fault, Map<String, Integer> lines) {
            int line = lines.getOrDefault(fault.pointer(), 0);
            return file + (line > 0 ? ":" + line : "") + ": " + fault;
        }

        Map<String, Integer> lines(List<Fault> faults) {
            return Documents.linesOf(text, faults.stream().map(Fault::pointer).collect(Collectors.toSet()));
        }
    }

    /** @param source null when it stands in none */
    private record Located(Source source, Fault fault) {}

    private FleetSources() {}

    /**
     * Reads and checks them, without any service.
     *
     * @throws CommandFailure naming all that is wrong
     */
    static FleetSources read(Path place) {
        FleetSources read = new FleetSources();
        files(place).forEach(read::add);
        read.requireEachOnce();
        read.refuse();
        return read;
    }

    /** Valid tenants with all that they have. */
    List<TenantDraft> drafts() {
        try {
            return Drafting.fleet(new FleetDocument(tenants));
        } catch (RefusedException e) {
            throw new CommandFailure(String.join("\n", located(e.faults())));
        }
    }

    @Override
    public JsonNode document() {
        return Answers.JSON.valueToTree(new FleetDocument(tenants));
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

    private static List<Path> files(Path place) {
        if (!Files.isDirectory(place)) {
            return List.of(place);
        }
        try (Stream<Path> inside = Files.list(place)) {
            List<Path> files = inside.filter(file -> file.toString().matches(".*\\.(yaml|yml|json)"))
                    .sorted()
                    .toList();
            if (files.isEmpty()) {
                throw new CommandFailure(place + " holds no file *.yaml, *.yml or *.json");
            }
            return files;
        } catch (IOException e) {
            throw new CommandFailure(place + " cannot be read: let this account list it");
        }
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
            List<TenantDocument> found = document.tenants();
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
        }
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
            complaints.addAll(located(e.faults()));
        }
        throw new CommandFailure(
                String.join("\n", complaints.stream().distinct().toList()));
    }
}
