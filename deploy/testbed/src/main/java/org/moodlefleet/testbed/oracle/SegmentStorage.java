package org.moodlefleet.testbed.oracle;

import java.math.BigDecimal;
import java.util.Set;
import java.util.stream.Collectors;

/** Files below a place in the tree of contexts. */
final class SegmentStorage {
    private SegmentStorage() {}

    /** KiB of the records in the segment's context and in all contexts below it. */
    static BigDecimal below(Reading now, long level, Segment segment) {
        Set<String> homes = now.rows("context")
                .filter(context -> context.is("contextlevel", level) && context.is("instanceid", segment.number()))
                .map(context -> context.text("path"))
                .collect(Collectors.toSet());
        Set<Long> contexts = now.rows("context")
                .filter(context -> homes.stream().anyMatch(home -> isAtOrBelow(context.text("path"), home)))
                .map(context -> context.num("id"))
                .collect(Collectors.toSet());
        return Decimals.kibibytes(now.rows("files")
                .filter(file -> file.in("contextid", contexts))
                .mapToLong(file -> file.num("filesize"))
                .sum());
    }

    private static boolean isAtOrBelow(String path, String home) {
        return path != null && home != null && (path + "/").startsWith(home + "/");
    }
}
