package org.moodlefleet.service.command.terminal;

import static org.moodlefleet.service.command.message.CommandLanguage.say;
import static org.moodlefleet.service.command.message.CommandMessage.QUESTION;

import java.io.Console;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Set;
import org.moodlefleet.document.Message;

/** Where a person sits, if one does; and what goes there, in UTF-8 like files and pipes. */
public final class Terminal {

    private static final Set<String> CONSENT = Set.of("y", "yes", "o", "oui");

    private Terminal() {}

    /** Whether somebody can be asked. */
    public static boolean isThere() {
        Console console = System.console();
        try {
            return console != null
                    && (boolean) Console.class.getMethod("isTerminal").invoke(console);
        } catch (ReflectiveOperationException e) {
            // before JDK 22 there is a console only where there is a terminal
            return true;
        }
    }

    /** @return false also where nobody can be asked */
    public static boolean agrees(Message question) {
        if (!isThere()) {
            return false;
        }
        String answer = System.console().readLine("%s", say(QUESTION.with(question)));
        return answer != null && CONSENT.contains(answer.strip().toLowerCase(Locale.ROOT));
    }

    /** The encoding of the program's output does not depend on who starts it. */
    public static void writeUtf8() {
        System.setOut(stream(FileDescriptor.out));
        System.setErr(stream(FileDescriptor.err));
    }

    private static PrintStream stream(FileDescriptor file) {
        return new PrintStream(new FileOutputStream(file), true, StandardCharsets.UTF_8);
    }

    public static PrintWriter writer(PrintStream stream) {
        Writer writer = new OutputStreamWriter(stream, StandardCharsets.UTF_8);
        return new PrintWriter(isThere() ? new PlainWriter(writer) : writer, true);
    }
}
