package org.moodlefleet.collector.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.moodlefleet.collector.bed.Library;
import org.moodlefleet.collector.measure.folder.OwnTemplates;
import org.moodlefleet.collector.measure.folder.TemplateFolder;
import org.moodlefleet.document.DocumentException;
import org.moodlefleet.model.ListedSegment;

@DisplayName("Invariant 10: a mistake in what a template says of segments is answered with file, field and hint")
class SegmentFilesTest {

    @TempDir
    private Path folder;

    @BeforeEach
    void copyTheLibrary() throws IOException {
        try (Stream<Path> files = Files.walk(Library.FOLDER)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Path copy = folder.resolve(Library.FOLDER.relativize(file).toString());
                Files.createDirectories(copy.getParent());
                Files.copy(file, copy);
            }
        }
    }

    private void replace(String file, String written, String instead) throws IOException {
        Path path = folder.resolve(file);
        String text = Files.readString(path);
        assertThat(text).contains(written);
        Files.writeString(path, text.replace(written, instead));
    }

    private DocumentException refusal() {
        return catchThrowableOfType(DocumentException.class, () -> TemplateFolder.read(folder));
    }

    @Test
    void theLibraryIsRead() throws DocumentException {
        Template library = TemplateFolder.read(folder);

        assertThat(library.segments()).containsOnlyKeys("book", "kind", "shelf");
        Segment shelf = library.segments().get("shelf");
        assertThat(shelf.discovery()).isEqualTo("test.discovery[shelves]");
        assertThat(shelf.key("test.shelf.[{#SHELFID}.loans]", "12")).isEqualTo("test.shelf.[12.loans]");
        assertThat(set(library, "daily-shelves").measures()).isEmpty();
        assertThat(set(library, "daily-shelves").nature()).isEqualTo(Nature.STATE);
        assertThat(set(library, "daily-loans").segment()).isEqualTo("shelf");
        assertThat(set(library, "daily-loans").measures())
                .extracting(Measure::column)
                .containsExactly("loans", "readers", "ratio");
        assertThat(set(library, "daily-loans").measures())
                .extracting(Measure::peopleFloor)
                .containsExactly(false, true, false);
    }

    @Test
    void setsThatRestOnAListAreLeftOutWhereNoneIsGiven() throws DocumentException {
        Template library = TemplateFolder.read(folder);

        assertThat(library.with(Set.of(ListedSegment.CATEGORIES, ListedSegment.COHORTS))
                        .sets())
                .extracting(MeasureSet::set)
                .contains("daily-loans")
                .doesNotContain("daily-titles", "daily-copies");
        assertThat(library.with(Set.of(ListedSegment.COURSES)).sets()).isEqualTo(library.sets());
    }

    private static MeasureSet set(Template template, String name) {
        return template.sets().stream()
                .filter(set -> set.set().equals(name))
                .findFirst()
                .orElseThrow();
    }

    @ParameterizedTest(name = "{1} -> {2}")
    @CsvSource(
            delimiter = '|',
            value = {
                "measures/daily-loans.yaml | segment: shelf | segment: shelv | /segment: 'shelv' is not declared in segments.yaml; did you mean 'shelf'?",
                "measures/daily-loans.yaml | shape: segments | shape: row | /segment: belongs to other shapes; write shape: segments",
                "measures/daily-loans.yaml | segment: shelf | separator: ';' | /segment: is missing; write a name of segments.yaml",
                "measures/daily-loans.yaml | readers[{#SHELFID}] | readers[all] | /measures/1/key: lacks its segment's macro, or has others; write {#SHELFID} in it, once",
                "measures/daily-loans.yaml | readers[{#SHELFID}] | readers[{#BOOKID}] | /measures/1/key: lacks its segment's macro",
                "measures/daily-loans.yaml | readers[{#SHELFID}] | readers[{#SHELFID},{#BOOKID}] | /measures/1/key: lacks its segment's macro, or has others",
                "measures/daily-loans.yaml | [{#SHELFID}.readers] | readers | /measures/1/referenceKey: lacks its segment's macro",
                "measures/daily-loans.yaml | test.shelf.[{#SHELFID}.readers] | test shelf | /measures/1/referenceKey: is no other key; write the key of report_zabbix",
                "measures/daily-loans.yaml | test.shelf.[{#SHELFID}.readers] | test.shelf.readers[{#SHELFID}] | /measures/1/referenceKey: is no other key",
                "measures/daily-loans.yaml | test.shelf.[{#SHELFID}.readers] | test.shelf.loans[{#SHELFID}] | /measures/1/key: stands twice in this file",
                "measures/daily-loans.yaml | test.shelf.readers[{#SHELFID}] | test.book.copies[{#SHELFID}] all | /measures/1/key: is no key; write lower-case words joined by dots",
                "measures/weekly-novels.yaml | weeklynovelbooks | novelbooks[{#KIND}] | /measures/0/key: has a macro, but its set is about no segment; write shape: segments",
                "measures/weekly-novels.yaml | test.kind.weeklynovelbooks | test.discovery[kinds] | key test.discovery[kinds] is already declared in segments.yaml",
                "measures/weekly-kinds.yaml | shape: discovery | 'shape: segments' | /nature: is missing; write window or state",
                "measures/weekly-kinds.yaml | segment: kind | segment: shelf | /segment: is already discovered by daily-shelves; write one discovery a segment",
                "measures/daily-titles.yaml | listed: courses | listed: teachers | /needs/listed",
                "segments.yaml | '\"{#KIND}\"' | KIND | /segments/kind/macro: is no macro; write upper-case letters",
                "segments.yaml | '\"{#KINDNAME}\"' | '\"{#KIND}\"' | /segments/kind/nameMacro: is the same as macro; write another",
                "segments.yaml | '\"{#BOOKID}\"' | '\"{#KIND}\"' | is another segment's as well; give each segment its own",
                "segments.yaml | test.discovery[kinds] | kinds | /segments/kind/discovery: is no key; write such as moodle.discovery[categories]",
                "segments.yaml | description: {en: Kinds of books., fr: Genres de livres.} | '' | /segments/kind/description: is missing; write en and fr",
                "segments.yaml | nameMacro: \"{#KINDNAME}\" | name_macro: x | unknown key; did you mean 'nameMacro'?"
            })
    void aMistake(String file, String written, String instead, String answer) throws IOException {
        replace(file, written, instead == null ? "" : instead);

        assertThat(refusal()).hasMessageContaining(file).hasMessageContaining(answer);
    }

    @Test
    void aDiscoveryHasNoMeasures() throws IOException {
        replace("measures/weekly-kind-books.yaml", "shape: segments", "shape: discovery");

        assertThat(refusal())
                .hasMessageContaining(
                        "/measures: do not belong to a discovery; write them into a set with shape: segments");
    }

    @Test
    void aDiscoveryIsOfTheTick() throws IOException {
        replace("measures/weekly-kinds.yaml", "rate: weekly\n", "rate: weekly\nnature: window\n");

        assertThat(refusal()).hasMessageContaining("/nature: of a discovery is state; write state, or leave it out");
    }

    @Test
    void theFloorIsForNumbersOfPeople() throws IOException {
        replace("measures/daily-loans.yaml", "decimals: 2\n", "decimals: 2\n    peopleFloor: true\n");

        assertThat(refusal())
                .hasMessageContaining(
                        "/measures/2/peopleFloor: belongs to numbers of people; write it for type unsigned only");
    }

    @Test
    void aSegmentThatNobodyDiscovers() throws IOException {
        Files.delete(folder.resolve("measures/weekly-kinds.yaml"));

        assertThat(refusal())
                .hasMessageContaining(
                        "segments.yaml:14: /segments/kind: is discovered by no measure set; write one with"
                                + " shape: discovery and segment: kind");
    }

    @Test
    void twoTemplatesOfAHostCannotHaveOneDiscovery() throws IOException {
        replace("fragments.yaml", "wanted:", "sought:");

        OwnTemplates own = OwnTemplates.read(List.of(folder), List.of(Library.template()), Set.of());

        assertThat(own.templates()).isEmpty();
        assertThat(own.refused())
                .singleElement()
                .satisfies(refusal -> assertThat(refusal)
                        .hasMessageContaining(
                                "/segments/book/discovery: key test.discovery[books] is already declared in"
                                        + " library/segments.yaml; choose another key"));
    }

    @Test
    void aDiscoveryIsReadAsJsonOfMacros() throws DocumentException {
        Segment kind = TemplateFolder.read(folder).segments().get("kind");

        assertThat(SegmentRows.discovery(kind, List.of())).isEqualTo("[]");
        assertThat(SegmentRows.discovery(kind, List.of(Map.of("segment", 7, "name", "a\tb \"c\" é"))))
                .isEqualTo("[{\"{#KIND}\":\"7\",\"{#KINDNAME}\":\"a b \\\"c\\\" é\"}]");
    }
}
