package org.moodlefleet.zabbix.diagnosis;

import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Keys of item prototypes, in which discovery macros stand for what is discovered. */
final class Prototypes {

    private static final Pattern MACRO = Pattern.compile("\\{#[A-Z0-9_.]+}");

    private Prototypes() {}

    /** Whether a discovery could make an item of that key from the prototype. */
    static boolean makes(String prototype, String key) {
        String any = MACRO.splitAsStream(prototype + "\0").map(Pattern::quote).collect(Collectors.joining(".+"));
        return Pattern.matches(any, key + "\0");
    }
}
