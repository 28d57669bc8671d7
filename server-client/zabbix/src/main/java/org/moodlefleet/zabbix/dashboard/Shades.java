package org.moodlefleet.zabbix.dashboard;

import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The front end gives the items of a data set shades of its colour, from dark to light, and the sum of them the first of
 * these: of three items, nearly black.
 */
final class Shades {

    private static final int WHITE = 255;

    private Shades() {}

    /**
     * The colour whose first shade is the wanted one, or the nearest where that would be lighter than white.
     *
     * @param color six hexadecimal digits
     * @param items of which the front end makes shades
     */
    static String before(String color, int items) {
        int darkened = (int) darkening(items);
        return IntStream.of(0, 2, 4)
                .map(place -> Integer.parseInt(color.substring(place, place + 2), 16))
                .map(part -> Math.min(WHITE, part + darkened))
                .mapToObj("%02X"::formatted)
                .collect(Collectors.joining());
    }

    /** Shades lie evenly between half of white less and half of white more; of an even number the darkest is left out. */
    private static double darkening(int items) {
        if (items <= 1) {
            return 0;
        }
        double half = WHITE / 2.0;
        return items % 2 != 0 ? half : half - (double) WHITE / items;
    }
}
