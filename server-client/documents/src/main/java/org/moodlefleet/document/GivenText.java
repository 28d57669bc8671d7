package org.moodlefleet.document;

import static org.moodlefleet.document.DocumentMessage.START_IN_UTF8_LOCALE;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Texts that the system hands to the program: arguments, environment variables, files that hold a secret. They are UTF-8.
 * The virtual machine reads the first two by the locale that it is started in, and puts signs in the place of what it
 * cannot read.
 */
public final class GivenText {

    /** What mends a text that {@link #isDamaged}. */
    public static final Message MEND = START_IN_UTF8_LOCALE;

    private static final int MARK = 0xfeff;
    private static final int REPLACEMENT = 0xfffd;
    private static final boolean UTF8 = "UTF-8".equalsIgnoreCase(System.getProperty("sun.jnu.encoding", "UTF-8"));

    private GivenText() {}

    /** Whether an argument or a variable is not what was given. */
    public static boolean isDamaged(String text) {
        return text.chars().anyMatch(letter -> letter == REPLACEMENT || letter > 0x7f && !UTF8);
    }

    /**
     * The text alone: without the mark that editors put before it, and without the line ends behind it. Blocks.
     *
     * @throws java.nio.charset.CharacterCodingException when it is not in UTF-8
     */
    public static String ofFile(Path file) throws IOException {
        return alone(StandardCharsets.UTF_8
                .newDecoder()
                .decode(ByteBuffer.wrap(Files.readAllBytes(file)))
                .toString());
    }

    /** The same of a text. */
    public static String alone(String text) {
        int begin = !text.isEmpty() && text.charAt(0) == MARK ? 1 : 0;
        int end = text.length();
        while (end > begin && (text.charAt(end - 1) == '\n' || text.charAt(end - 1) == '\r')) {
            end--;
        }
        return text.substring(begin, end);
    }

    /** Whether it holds more than one line. */
    public static boolean isOfSeveralLines(String text) {
        return text.indexOf('\n') >= 0 || text.indexOf('\r') >= 0;
    }
}
