package org.moodlefleet.service.command.local;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.moodlefleet.collector.measure.Measure;
import org.moodlefleet.collector.measure.MeasureSet;
import org.moodlefleet.collector.measure.Template;
import org.moodlefleet.document.DocumentException;
import org.moodlefleet.service.command.settings.TemplatesOption;
import org.moodlefleet.service.command.terminal.CommandGroup;
import org.moodlefleet.service.command.terminal.FileOutput;
import org.moodlefleet.service.pages.MeasurePages;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code measures}. */
@Command(
        name = "measures",
        description = "Tells what is measured.",
        mixinStandardHelpOptions = true,
        subcommands = {MeasuresCommand.Listing.class, MeasuresCommand.Pages.class})
public final class MeasuresCommand extends CommandGroup {

    /** Form of a listing. */
    enum Output {
        TABLE,
        TSV,
        JSON
    }

    /** {@code measures list}. */
    @Command(
            name = "list",
            description = "Lists all measures; those of segments by the key of their prototype.",
            mixinStandardHelpOptions = true,
            footer = "  moodle-fleet measures list -o tsv")
    static final class Listing implements Callable<Integer> {

        @Spec
        private CommandSpec spec;

        @Mixin
        private TemplatesOption templates;

        @Option(names = "-o", paramLabel = "FORM", defaultValue = "table", description = "table, tsv or json")
        private Output output;

        @Override
        public Integer call() throws JsonProcessingException, DocumentException {
            List<Map<String, String>> rows =
                    templates.read().all().stream().flatMap(Listing::rows).toList();
            PrintWriter out = spec.commandLine().getOut();
            switch (output) {
                case JSON ->
                    out.println(
                            new ObjectMapper().writerWithDefaultPrettyPrinter().writeValueAsString(rows));
                case TSV -> {
                    out.println(String.join("\t", rows.get(0).keySet()));
                    rows.forEach(row -> out.println(String.join("\t", row.values())));
                }
                case TABLE ->
                    rows.forEach(row -> out.printf(
                            "%-8s %-52s %-8s %-8s %-12s %-9s %s%n",
                            row.get("rate"),
                            row.get("key"),
                            row.get("nature"),
                            row.get("type"),
                            row.get("unit"),
                            row.get("segment"),
                            row.get("name_en")));
            }
            return 0;
        }

        private static Stream<Map<String, String>> rows(Template template) {
            return template.sets().stream()
                    .flatMap(set -> set.measures().stream().map(measure -> row(template, set, measure)));
        }

        private static Map<String, String> row(Template template, MeasureSet set, Measure measure) {
            Map<String, String> row = new LinkedHashMap<>();
            row.put("template", template.name());
            row.put("key", measure.key());
            row.put("rate", set.rate().label());
            row.put("type", word(measure.type()));
            row.put("unit", Objects.requireNonNullElse(measure.unit(), ""));
            row.put("nature", word(measure.nature()));
            row.put("name_en", measure.name().en());
            row.put("name_fr", measure.name().fr());
            row.put("segment", Objects.requireNonNullElse(set.segment(), ""));
            return row;
        }

        private static String word(Enum<?> value) {
            return value.name().toLowerCase(Locale.ROOT);
        }
    }

    /** {@code measures pages}. */
    @Command(
            name = "pages",
            description =
                    "Writes the pages that list all measures, and how they differ from report_zabbix, in English and French.",
            mixinStandardHelpOptions = true,
            footer = "  moodle-fleet measures pages pages")
    static final class Pages implements Callable<Integer> {

        @Spec
        private CommandSpec spec;

        @Parameters(paramLabel = "FOLDER")
        private Path folder;

        @Override
        public Integer call() throws IOException {
            FileOutput.write(folder, MeasurePages.all(), spec.commandLine().getOut());
            return 0;
        }
    }
}
