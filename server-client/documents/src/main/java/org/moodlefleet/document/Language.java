package org.moodlefleet.document;

import java.util.Locale;

/** Languages of what clients read. */
public enum Language {
    EN,
    FR;

    /** {@code en}, {@code fr}. */
    public String tag() {
        return name().toLowerCase(Locale.ROOT);
    }
}
