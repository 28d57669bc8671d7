package org.moodlefleet.service.command.fleet;

import static org.moodlefleet.service.command.message.CommandMessage.NO_SUCH_FILE;
import static org.moodlefleet.service.command.message.CommandMessage.TABLE_EMPTY;
import static org.moodlefleet.service.command.message.CommandMessage.TABLE_IN_UTF16;
import static org.moodlefleet.service.command.message.CommandMessage.TABLE_NOT_IN_UTF8;
import static org.moodlefleet.service.command.message.CommandMessage.TABLE_UNREADABLE;
import static org.moodlefleet.service.command.message.CommandMessage.UNREADABLE;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.RuntimeJsonMappingException;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvParser;
import com.fasterxml.jackson.dataformat.csv.CsvSchema;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.moodlefleet.service.command.terminal.CommandFailure;

/**
 * A table of instances, from a CSV file: its first row names the columns.
 *
 * @param header line of the names, from 1
 * @param columns names of the first row
 * @param rows all others that are not empty
 */
record InstanceTable(int header, List<String> columns, List<Row> rows) {

    private static final CsvMapper CSV = CsvMapper.builder()
            .enable(CsvParser.Feature.WRAP_AS_ARRAY)
            .enable(CsvParser.Feature.TRIM_SPACES)
            .build();

    private static final Pattern SEPARATOR = Pattern.compile("(?i)\"?sep=([,;\\t])\"?\\r?\\n");
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
        // Excel's own first line, which names the separator
        Matcher named = SEPARATOR.matcher(text);
        boolean says = named.lookingAt();
        String table = says ? text.substring(named.end()) : text;
        char separator = says ? named.group(1).charAt(0) : separator(table);
        List<Row> rows = rows(file, table, separator, says ? 2 : 1);
        if (rows.isEmpty()) {
            throw new CommandFailure(TABLE_EMPTY.with(file));
        }
        return new InstanceTable(rows.get(0).line(), rows.get(0).cells(), rows.subList(1, rows.size()));
    }

    private static List<Row> rows(Path file, String text, char separator, int first) {
        List<Row> rows = new ArrayList<>();
        CsvSchema schema = CsvSchema.emptySchema().withColumnSeparator(separator);
        int line = first;
        try (MappingIterator<String[]> table =
                CSV.readerFor(String[].class).with(schema).readValues(text)) {
            while (table.hasNextValue()) {
                List<String> cells = withoutEmptyEnd(List.of(table.nextValue()));
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
            throw new CommandFailure(TABLE_UNREADABLE.with(file, line));
        } catch (IOException e) {
            throw new CommandFailure(UNREADABLE.with(file));
        }
    }

    /** A spreadsheet writes as many cells into each row as its widest has. */
    private static List<String> withoutEmptyEnd(List<String> cells) {
        int end = cells.size();
        while (end > 0 && cells.get(end - 1).isEmpty()) {
            end--;
        }
        return cells.subList(0, end);
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

    /** "Unicode text" of Excel. */
    private static CommandFailure wide(Path file) {
        return new CommandFailure(TABLE_IN_UTF16.with(file));
    }

    private static boolean isWide(Path file) {
        try (InputStream bytes = Files.newInputStream(file)) {
            int mark = bytes.read() << 8 | bytes.read();
            return mark == 0xfffe || mark == 0xfeff;
        } catch (IOException e) {
            return false;
        }
    }

    private static String text(Path file) {
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(Files.readAllBytes(file)))
                    .toString();
            if (text.indexOf('\0') >= 0) {
                throw wide(file);
            }
            return text.startsWith(MARK) ? text.substring(1) : text;
        } catch (CharacterCodingException e) {
            if (isWide(file)) {
                throw wide(file);
            }
            throw new CommandFailure(TABLE_NOT_IN_UTF8.with(file));
        } catch (IOException e) {
            throw new CommandFailure((Files.exists(file) ? UNREADABLE : NO_SUCH_FILE).with(file));
        }
    }
}
