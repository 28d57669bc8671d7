package org.moodlefleet.service.command.message;

import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.moodlefleet.document.Language;
import org.moodlefleet.document.Message;

/** The language in which this process speaks to whoever has called it. */
public final class CommandLanguage {

    public static final Language SPOKEN = of(System.getenv());

    private CommandLanguage() {}

    public static String say(Message message) {
        return message.in(SPOKEN);
    }

    /** The first variable that is set decides, as for other programs; ours comes before those of all. */
    static Language of(Map<String, String> environment) {
        return Stream.of("MOODLE_FLEET_LANG", "LC_ALL", "LC_MESSAGES", "LANG")
                .map(environment::get)
                .filter(Objects::nonNull)
                .filter(locale -> !locale.isBlank())
                .findFirst()
                .map(CommandLanguage::named)
                .orElse(Language.EN);
    }

    /** Such as {@code fr} or {@code fr_CA.UTF-8}. */
    private static Language named(String locale) {
        return locale.strip().toLowerCase(Locale.ROOT).matches("fr([_.@-].*)?") ? Language.FR : Language.EN;
    }
}
