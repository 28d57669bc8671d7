package org.moodlefleet.document;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;

/**
 * What numbers count, in the language of who reads them. Units are written in English where they are declared; {@code
 * templates/units} has the words of other languages.
 */
public final class Units {

    private static final Map<String, String> FRENCH = read("/templates/units/fr.yaml");

    private Units() {}

    /** @return the unit itself where it has no word of its own, as {@code %} */
    public static String in(Language language, String unit) {
        return language == Language.FR ? FRENCH.getOrDefault(unit, unit) : unit;
    }

    /** Empty where this library is used without the templates. */
    private static Map<String, String> read(String resource) {
        try (InputStream in = Units.class.getResourceAsStream(resource)) {
            return in == null
                    ? Map.of()
                    : Map.copyOf(new ObjectMapper(new YAMLFactory())
                            .readValue(in, new TypeReference<Map<String, String>>() {}));
        } catch (IOException e) {
            throw new UncheckedIOException("the words that we ship are broken: " + resource, e);
        }
    }
}
