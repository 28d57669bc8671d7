package org.moodlefleet.testbed.moodle.internal.site;

import java.util.List;
import java.util.SplittableRandom;

/** Small draws. */
final class Draw {
    private Draw() {}

    /** True so many times in a hundred. */
    static boolean percent(int share, SplittableRandom random) {
        return random.nextInt(100) < share;
    }

    @SafeVarargs
    static <T> T oneOf(SplittableRandom random, T... choices) {
        return choices[random.nextInt(choices.length)];
    }

    static <T> T oneOf(List<T> choices, SplittableRandom random) {
        return choices.get(random.nextInt(choices.size()));
    }

    /** One of a list whose first members are drawn far more often than its last. */
    static <T> T earlyOneOf(List<T> choices, SplittableRandom random) {
        double place = random.nextDouble();
        return choices.get((int) (choices.size() * place * place));
    }

    /** So many hexadecimal digits. */
    static String hex(int digits, SplittableRandom random) {
        StringBuilder text = new StringBuilder(digits + 15);
        while (text.length() < digits) {
            text.append(Long.toHexString(random.nextLong() | Long.MIN_VALUE));
        }
        return text.substring(0, digits);
    }

    /** An address of the ranges reserved for documentation. */
    static String address(SplittableRandom random) {
        return (random.nextBoolean() ? "192.0.2." : "198.51.100.") + (1 + random.nextInt(254));
    }
}
