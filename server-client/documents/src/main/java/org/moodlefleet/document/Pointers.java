package org.moodlefleet.document;

/** JSON pointers (RFC 6901). */
final class Pointers {

    private Pointers() {}

    /** @return with its slash */
    static String step(String key) {
        return "/" + key.replace("~", "~0").replace("/", "~1");
    }
}
