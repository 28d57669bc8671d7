package org.moodlefleet.configapi.problem;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.moodlefleet.document.Language;
import org.moodlefleet.document.Violation;

/**
 * Says in the caller's language what the API says in English. Messages are written where violations are found, in one
 * language; {@code wording_fr.yaml} holds the other. What it does not hold, such as what a database's driver says, is
 * said as it is.
 */
public final class Messages {

    static final Messages ENGLISH = new Messages(Language.EN, Map.of());
    static final Messages FRENCH = new Messages(Language.FR, read());

    /** What a client has written can be long, and is in some messages. */
    private static final int LONGEST = 2000;

    private static final int DEEPEST = 3;

    private final Language language;
    private final Map<String, String> sentences = new LinkedHashMap<>();
    private final List<Phrase> phrases;

    private Messages(Language language, Map<String, String> texts) {
        this.language = language;
        texts.forEach((english, other) -> {
            if (!Phrase.varies(english)) {
                sentences.put(english, other);
            }
        });
        this.phrases = texts.entrySet().stream()
                .filter(entry -> Phrase.varies(entry.getKey()))
                .map(entry -> Phrase.of(entry.getKey(), entry.getValue()))
                .toList();
    }

    /** By Accept-Language; English where the request does not say, or wants neither. */
    public static Messages of(RoutingContext request) {
        return request.acceptableLanguages().stream()
                .filter(wanted -> wanted.weight() > 0)
                .flatMap(wanted -> Stream.of(ENGLISH, FRENCH)
                        .filter(wording -> wording.tag().equalsIgnoreCase(wanted.tag())))
                .findFirst()
                .orElse(ENGLISH);
    }

    /** As HTTP names the language. */
    public String tag() {
        return language.tag();
    }

    public String say(String english) {
        return find(english, DEEPEST).orElse(english);
    }

    public Violation say(Violation violation) {
        return new Violation(violation.pointer(), say(violation.problem()), say(violation.hint()));
    }

    /** Empty when there is no other wording of it. */
    Optional<String> find(String english) {
        return find(english, DEEPEST);
    }

    private Optional<String> find(String english, int depth) {
        String whole = sentences.get(english);
        if (whole != null || depth == 0 || english.length() > LONGEST) {
            return Optional.ofNullable(whole);
        }
        return phrases.stream()
                .flatMap(phrase ->
                        phrase.fill(english, part -> find(part, depth - 1).orElse(part)).stream())
                .findFirst();
    }

    private static Map<String, String> read() {
        try (InputStream texts = Messages.class.getResourceAsStream("wording_fr.yaml")) {
            return new YAMLMapper().readValue(texts, new TypeReference<LinkedHashMap<String, String>>() {});
        } catch (IOException e) {
            throw new UncheckedIOException("the French wording in our jar cannot be read", e);
        }
    }
}
