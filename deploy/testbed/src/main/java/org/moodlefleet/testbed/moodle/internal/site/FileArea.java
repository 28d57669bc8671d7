package org.moodlefleet.testbed.moodle.internal.site;

import java.util.List;

/**
 * A file area and what usually lies there.
 *
 * @param share how often, in relation to the other areas
 * @param home the context level that it belongs to
 * @param module for areas of activities
 * @param maxKib greatest size of a file, KiB
 */
record FileArea(int share, String component, String area, int home, String module, int maxKib, List<String> types) {
    static final String BACKUP = "application/vnd.moodle.backup";
    private static final List<String> DOCUMENTS = List.of(
            "application/pdf",
            "application/vnd.oasis.opendocument.text",
            "text/plain",
            "text/html",
            "image/png",
            "image/jpeg",
            "video/mp4",
            "audio/mp3");
    private static final List<String> BACKUPS = List.of(BACKUP);

    static final List<FileArea> ALL = List.of(
            new FileArea(24, "user", "draft", 30, "", 4_000, DOCUMENTS),
            new FileArea(6, "user", "private", 30, "", 8_000, DOCUMENTS),
            new FileArea(2, "user", "backup", 30, "", 300_000, BACKUPS),
            new FileArea(1, "user", "icon", 30, "", 60, List.of("image/png")),
            new FileArea(26, "mod_resource", "content", 70, "resource", 20_000, DOCUMENTS),
            new FileArea(
                    6, "mod_folder", "content", 70, "folder", 700_000, List.of("video/mp4", "video/webm", "text/csv")),
            new FileArea(16, "assignsubmission_file", "submission_files", 70, "assign", 6_000, DOCUMENTS),
            new FileArea(5, "mod_forum", "attachment", 70, "forum", 2_000, DOCUMENTS),
            new FileArea(2, "course", "overviewfiles", 50, "", 500, List.of("image/jpeg")),
            new FileArea(3, "course", "section", 50, "", 3_000, DOCUMENTS),
            new FileArea(3, "backup", "course", 50, "", 900_000, BACKUPS),
            new FileArea(2, "backup", "automated", 50, "", 900_000, BACKUPS),
            new FileArea(1, "backup", "section", 50, "", 30_000, BACKUPS),
            new FileArea(1, "backup", "activity", 70, "quiz", 5_000, BACKUPS),
            new FileArea(1, "tool_recyclebin", "recyclebin_course", 50, "", 90_000, BACKUPS),
            new FileArea(1, "tool_recyclebin", "recyclebin_coursecat", 40, "", 90_000, BACKUPS));
}
