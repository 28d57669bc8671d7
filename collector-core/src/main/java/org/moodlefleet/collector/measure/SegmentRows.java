package org.moodlefleet.collector.measure;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.moodlefleet.zabbix.names.ShortName;

/** Rows about the segments of a dimension, one each. */
public final class SegmentRows {

    /** Characters of a segment's name in Zabbix: the name of an item, 255, has room for the measure's as well. */
    private static final int LONGEST_NAME = 128;

    private SegmentRows() {}

    /**
     * What Zabbix' discovery rule reads: a JSON array with the macros of each segment. Names are cut for Zabbix, which
     * makes no item whose name is too long; ids are not.
     *
     * @param rows of a discovery, with lower-case column names; a segment without a visible name is shown with its id
     * @throws MeasureMismatchException when the rows are not those of a discovery
     */
    public static String discovery(Segment segment, List<Map<String, Object>> rows) {
        JsonArray found = new JsonArray();
        byId(rows).forEach((id, row) -> {
            Object name = column(row, MeasureSet.NAME);
            found.add(new JsonObject()
                    .put(segment.macro(), id)
                    .put(segment.nameMacro(), name == null ? id : shown(Values.text(name.toString()), id)));
        });
        return found.encode();
    }

    private static String shown(String name, String id) {
        return name.codePoints().allMatch(SegmentRows::isInvisible) ? id : ShortName.of(name, LONGEST_NAME);
    }

    private static boolean isInvisible(int point) {
        return Character.isWhitespace(point)
                || Character.isSpaceChar(point)
                || Character.isISOControl(point)
                || Character.getType(point) == Character.FORMAT;
    }

    /**
     * @return row by its segment's id, in the query's order
     * @throws MeasureMismatchException when a row names no segment, or one that another names as well: it cannot be
     *     told which of two values is right
     */
    static Map<String, Map<String, Object>> byId(List<Map<String, Object>> rows) {
        Map<String, Map<String, Object>> byId = new LinkedHashMap<>();
        for (Map<String, Object> row : rows) {
            Object id = column(row, MeasureSet.SEGMENT);
            if (id == null) {
                throw new MeasureMismatchException("a row has no segment");
            }
            if (byId.put(Values.text(id.toString()), row) != null) {
                throw new MeasureMismatchException("segment " + id + " has more than one row");
            }
        }
        return byId;
    }

    static Object column(Map<String, Object> row, String column) {
        if (!row.containsKey(column)) {
            throw new MeasureMismatchException("the query has no column '" + column + "'");
        }
        return row.get(column);
    }
}
