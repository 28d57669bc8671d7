package org.moodlefleet.service.command;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.RuntimeJsonMappingException;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvParser;
import com.fasterxml.jackson.dataformat.csv.CsvSchema;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A table of instances, from a CSV file: its first row names the columns.
 *
 * @param columns names of the first row
 * @param rows all others that are not empty
 */
record InstanceTable(List<String> columns, List<Row> rows) {

    private static final CsvMapper CSV = CsvMapper.builder()
            .enable(CsvParser.Feature.WRAP_AS_ARRAY)
            .enable(CsvParser.Feature.TRIM_SPACES)
            .build();

    private static final String MARK = "\ufeff";

    /**
     * One row.
     *
     * @param line on which it begins, from 1
     */
    record Row(int line, List<String> cells) {

        /** Empty where the row ends before. */
        String cell(int column) {
            return column < cells.size() ? cells.get(column) : "";
        }
    }

    /** @throws CommandFailure when this is no such table */
    static InstanceTable read(Path file) {
        String text = text(file);
        char separator = separator(text);
        List<Row> rows = rows(file, text, separator);
        if (rows.isEmpty()) {
            throw new CommandFailure(file + " is empty: write the names of the columns into its first line");
        }
        return new InstanceTable(rows.get(0).cells(), rows.subList(1, rows.size()));
    }

    private static List<Row> rows(Path file, String text, char separator) {
        List<Row> rows = new ArrayList<>();
        CsvSchema schema = CsvSchema.emptySchema().withColumnSeparator(separator);
        int line = 1;
        try (MappingIterator<String[]> table =
                CSV.readerFor(String[].class).with(schema).readValues(text)) {
            while (table.hasNextValue()) {
                List<String> cells = List.of(table.nextValue());
                if (cells.stream().anyMatch(cell -> !cell.isEmpty())) {
                    rows.add(new Row(line, cells));
                }
                line += 1
                        + (int) cells.stream()
                                .flatMapToInt(String::chars)
                                .filter(letter -> letter == '\n')
                                .count();
            }
            return rows;
        } catch (JsonProcessingException | RuntimeJsonMappingException e) {
            throw new CommandFailure(file + ":" + line + ": cannot be read from here on; close the quotes, and write a"
                    + " quote within them twice");
        } catch (IOException e) {
            throw new CommandFailure(file + " cannot be read");
        }
    }

    /** The one that the first line has most of: French Excel writes semicolons. */
    private static char separator(String text) {
        String first = text.lines().findFirst().orElse("");
        Map<Character, Integer> counts = new HashMap<>();
        for (char letter : first.toCharArray()) {
            counts.merge(letter, 1, Integer::sum);
        }
        char most = ',';
        for (char candidate : new char[] {';', '\t'}) {
            most = counts.getOrDefault(candidate, 0) > counts.getOrDefault(most, 0) ? candidate : most;
        }
        return most;
    }

    private static String text(Path file) {
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(Files.readAllBytes(file)))
                    .toString();
            return text.startsWith(MARK) ? text.substring(1) : text;
        } catch (CharacterCodingException e) {
            throw new CommandFailure(file + " is not in UTF-8: save it as 'CSV UTF-8', or convert it with"
                    + " iconv -f WINDOWS-1252 -t UTF-8");
        } catch (IOException e) {
            throw new CommandFailure(file + (Files.exists(file) ? " cannot be read" : ": no such file"));
        }
    }
}
