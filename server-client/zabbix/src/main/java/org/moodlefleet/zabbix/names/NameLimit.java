package org.moodlefleet.zabbix.names;

/**
 * The longest names that Zabbix stores, in characters (code points): the columns of its database, the same in 6.0 to
 * 7.4. Zabbix refuses what is longer.
 */
public enum NameLimit {
    /** Technical name of a host or template. */
    HOST(128),
    /** Name of a host or template as Zabbix shows it. */
    VISIBLE_HOST(128),
    HOST_GROUP(255),
    USER_GROUP(64),
    ROLE(255),
    LOGIN(100),
    /** What is shown beside a login. */
    PERSON(100),
    DASHBOARD(255),
    ITEM(255),
    /** A tag, and its value. */
    TAG(255),
    MACRO_VALUE(2048);

    private final int longest;

    NameLimit(int longest) {
        this.longest = longest;
    }

    /** In code points. */
    public int longest() {
        return longest;
    }

    /** Whether Zabbix can store the text: it is not too long, and made of whole characters. */
    public boolean holds(String text) {
        return text.codePointCount(0, text.length()) <= longest && CodePoints.areWhole(text);
    }

    /** The text itself, or what {@link ShortName} makes of one that is too long. */
    public String fit(String text) {
        return ShortName.of(text, longest);
    }

    /** The same of a name that ends with what makes it unique: {@link ShortName#of(String, String, int)}. */
    public String fit(String start, String end) {
        return ShortName.of(start, end, longest);
    }

    /**
     * @return the text
     * @throws IllegalArgumentException when Zabbix cannot store it
     */
    public String check(String what, String text) {
        if (text.isBlank() || !holds(text)) {
            throw new IllegalArgumentException(
                    "a " + what + " needs a name of 1 to " + longest + " whole characters: '" + fit(text) + "'");
        }
        return text;
    }
}
