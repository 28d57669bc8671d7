package org.moodlefleet.collector.bed;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Objects;
import org.moodlefleet.collector.measure.Template;
import org.moodlefleet.collector.measure.folder.TemplateFolder;
import org.moodlefleet.document.DocumentException;

/** A template of the tests' own: what it reads are three tables of a library, few enough to count by hand. */
public final class Library {

    /** Its folder. */
    public static final Path FOLDER = folder();

    private Library() {}

    public static Template template() {
        try {
            return TemplateFolder.read(FOLDER);
        } catch (DocumentException e) {
            throw new IllegalStateException(e);
        }
    }

    /**
     * Adds the tables: shelves 1, 2, 3 at the root and 10 below 1; books 1 to 4 of different kinds.
     *
     * @param day when seven people lent eight books from shelf 1, four people four from shelf 2, and nobody any from shelf
     *     3; two people two from shelf 10
     */
    public static void addTo(TestMoodle moodle, Instant day) throws SQLException {
        String shelf = moodle.table("shelf");
        String loan = moodle.table("loan");
        String book = moodle.table("book");
        moodle.run(
                "CREATE TABLE " + shelf + " (id BIGINT, parent BIGINT, name VARCHAR(100))",
                "CREATE TABLE " + loan + " (shelf BIGINT, userid BIGINT, stamp BIGINT)",
                "CREATE TABLE " + book + " (id BIGINT, title VARCHAR(100), kind VARCHAR(100), copies BIGINT)",
                "INSERT INTO " + shelf + " VALUES (1, 0, 'Sciences & \"arts\"'), (2, 0, 'Été'), (3, 0, NULL),"
                        + " (10, 1, 'Physics')",
                "INSERT INTO " + book + " VALUES (1, 'One', 'novel', 5), (2, 'Two\n2', 'novel', 0),"
                        + " (3, 'Three', 'a,b]', 7), (4, 'Four', ' \"x\"', 1)");
        long[][] loans = {
            {1, 1}, {1, 2}, {1, 3}, {1, 4}, {1, 5}, {1, 6}, {1, 7}, {1, 7}, {2, 1}, {2, 2}, {2, 3}, {2, 4}, {10, 1},
            {10, 2}
        };
        for (long[] one : loans) {
            moodle.run(
                    "INSERT INTO " + loan + " VALUES (" + one[0] + ", " + one[1] + ", " + day.getEpochSecond() + ")");
        }
    }

    private static Path folder() {
        try {
            URI template = Objects.requireNonNull(Library.class.getResource("/library/template.yaml"))
                    .toURI();
            return Path.of(template).getParent();
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }
}
