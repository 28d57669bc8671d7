package org.moodlefleet.testbed.moodle;

/** A version of Moodle whose tables and states the test bed knows. */
public enum MoodleVersion {
    V4_1("4.1", "2022112810.00", "4.1.10 (Build: 20240422)"),
    V5_1("5.1", "2025100600.02", "5.1+ (Build: 20251017)");

    private final String number;
    private final String version;
    private final String release;

    MoodleVersion(String number, String version, String release) {
        this.number = number;
        this.version = version;
        this.release = release;
    }

    /**
     * The version of that number.
     *
     * @throws IllegalArgumentException for any number but {@code 4.1} and {@code 5.1}
     */
    public static MoodleVersion numbered(String number) {
        for (MoodleVersion known : values()) {
            if (known.number.equals(number)) {
                return known;
            }
        }
        throw new IllegalArgumentException("unknown Moodle version '" + number + "': 4.1 or 5.1");
    }

    /** {@code 4.1} or {@code 5.1}. */
    public String number() {
        return number;
    }

    /** What stands in {@code config.version}. */
    public String version() {
        return version;
    }

    /** What stands in {@code config.release}. */
    public String release() {
        return release;
    }
}
