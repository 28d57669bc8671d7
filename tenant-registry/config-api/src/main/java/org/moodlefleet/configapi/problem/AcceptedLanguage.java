package org.moodlefleet.configapi.problem;

import io.vertx.ext.web.RoutingContext;
import java.util.Arrays;
import org.moodlefleet.document.Language;

/** The language in which a caller is answered. */
public final class AcceptedLanguage {

    private AcceptedLanguage() {}

    /** By Accept-Language; English where the request does not say, or wants none of ours. */
    public static Language of(RoutingContext request) {
        return request.acceptableLanguages().stream()
                .filter(wanted -> wanted.weight() > 0)
                .flatMap(wanted -> Arrays.stream(Language.values())
                        .filter(language -> language.tag().equalsIgnoreCase(wanted.tag())))
                .findFirst()
                .orElse(Language.EN);
    }
}
