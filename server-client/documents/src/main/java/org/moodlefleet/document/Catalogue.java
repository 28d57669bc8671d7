package org.moodlefleet.document;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The texts of a module's codes, {@code messages_en.yaml} and {@code messages_fr.yaml} beside its enum: one text of each
 * code in each language, with the same places. A place is written {@code {0}}. An incomplete catalogue is not loaded.
 */
public final class Catalogue {

    private static final Pattern PLACE = Pattern.compile("\\{(\\d)}");

    private static final YAMLMapper YAML = YAMLMapper.builder()
            .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
            .build();

    private final String namespace;
    private final Map<Language, Map<String, String>> texts;

    /** @throws IllegalArgumentException when a text is missing or of no code, or its places differ */
    Catalogue(String namespace, Set<String> codes, Map<Language, Map<String, String>> texts) {
        this.namespace = namespace;
        this.texts = texts;
        Set<String> wanted = codes.stream().map(this::code).collect(Collectors.toSet());
        SortedSet<String> wrong = new TreeSet<>();
        texts.forEach((language, said) -> {
            wanted.stream()
                    .filter(code -> said.getOrDefault(code, "").isBlank())
                    .forEach(code -> wrong.add(code + " has no text in " + language.tag()));
            said.keySet().stream()
                    .filter(code -> !wanted.contains(code))
                    .forEach(code -> wrong.add(code + " is no code, and has a text in " + language.tag()));
        });
        wanted.stream()
                .filter(code -> texts.values().stream()
                                .map(said -> placesOf(said.getOrDefault(code, "")))
                                .distinct()
                                .count()
                        > 1)
                .forEach(code -> wrong.add(code + " has other places in another language"));
        wanted.stream()
                .filter(code -> texts.values().stream().anyMatch(said -> hasGap(said.getOrDefault(code, ""))))
                .forEach(code -> wrong.add(code + " leaves out a number between its places"));
        if (!wrong.isEmpty()) {
            throw new IllegalArgumentException(String.join("; ", wrong));
        }
    }

    /** @param namespace of the module's codes, such as {@code registry} */
    public static <C extends Enum<C> & MessageCode> Catalogue of(String namespace, Class<C> codes) {
        Map<Language, Map<String, String>> texts = new EnumMap<>(Language.class);
        for (Language language : Language.values()) {
            texts.put(language, read(codes, "messages_" + language.tag() + ".yaml"));
        }
        Set<String> names =
                Arrays.stream(codes.getEnumConstants()).map(Enum::name).collect(Collectors.toSet());
        return new Catalogue(namespace, names, texts);
    }

    String code(String name) {
        return namespace + "." + name.toLowerCase(Locale.ROOT).replace('_', '-');
    }

    String text(MessageCode code, Language language) {
        return texts.get(language).get(code.code());
    }

    int places(MessageCode code) {
        return placesOf(text(code, Language.EN)).size();
    }

    static String fill(String text, List<Object> arguments, Language language) {
        return PLACE.matcher(text).replaceAll(place -> {
            Object argument = arguments.get(Integer.parseInt(place.group(1)));
            return Matcher.quoteReplacement(
                    argument instanceof Message message ? message.in(language) : String.valueOf(argument));
        });
    }

    private static SortedSet<Integer> placesOf(String text) {
        return PLACE.matcher(text)
                .results()
                .map((MatchResult place) -> Integer.valueOf(place.group(1)))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static boolean hasGap(String text) {
        SortedSet<Integer> places = placesOf(text);
        return !places.isEmpty() && places.last() != places.size() - 1;
    }

    private static Map<String, String> read(Class<?> beside, String file) {
        try (InputStream texts = beside.getResourceAsStream(file)) {
            if (texts == null) {
                throw new IOException("is not there");
            }
            return YAML.readValue(texts, new TypeReference<TreeMap<String, String>>() {});
        } catch (IOException e) {
            throw new UncheckedIOException(file + " of " + beside.getName() + " cannot be read", e);
        }
    }
}
