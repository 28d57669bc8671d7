package org.moodlefleet.registry.fleet;

import static org.moodlefleet.document.DocumentMessage.CANNOT_BE_READ;
import static org.moodlefleet.document.DocumentMessage.NO_SUCH_FILE;
import static org.moodlefleet.registry.message.RegistryMessage.CHECK_BRACKETS;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import org.moodlefleet.document.DocumentException;
import org.moodlefleet.document.Documents;
import org.moodlefleet.document.Message;
import org.moodlefleet.document.Violation;
import org.moodlefleet.registry.RefusedException;

/**
 * Reads documents that hold passwords: no message repeats what was written as a value, since a password may stand where
 * it does not belong.
 */
public final class DocumentReading {

    private DocumentReading() {}

    /**
     * Reads a fleet file in YAML. Blocks.
     *
     * @throws DocumentException naming what is wrong where
     */
    public static List<TenantDraft> fleetFile(Path file) throws DocumentException {
        String name = file.toString();
        try {
            return Drafting.fleet(yaml(name, Files.readString(file), FleetDocument.class));
        } catch (NoSuchFileException e) {
            throw new DocumentException(name, 0, List.of(new Violation("", NO_SUCH_FILE, Message.NONE)));
        } catch (IOException e) {
            throw new DocumentException(name, 0, List.of(new Violation("", CANNOT_BE_READ, Message.NONE)));
        } catch (RefusedException e) {
            throw new DocumentException(name, 0, e.violations());
        }
    }

    /** @throws DocumentException see {@link #isReadable} */
    public static <T> T json(String document, byte[] text, Class<T> type) throws DocumentException {
        try {
            return Documents.readJson(document, text, type);
        } catch (DocumentException e) {
            throw discreet(e, type);
        }
    }

    /** @throws DocumentException see {@link #isReadable} */
    public static <T> T yaml(String document, String text, Class<T> type) throws DocumentException {
        try {
            return Documents.readYaml(document, text, type);
        } catch (DocumentException e) {
            throw discreet(e, type);
        }
    }

    /**
     * @param text in UTF-8
     * @throws DocumentException see {@link #isReadable}
     */
    public static <T> T yaml(String document, byte[] text, Class<T> type) throws DocumentException {
        try {
            return Documents.readYaml(document, text, type);
        } catch (DocumentException e) {
            throw discreet(e, type);
        }
    }

    /** Whether the document could be read and some of its fields are wrong; false when it is no document at all. */
    public static boolean isReadable(DocumentException e) {
        return !e.violations().get(0).pointer().isEmpty();
    }

    private static DocumentException discreet(DocumentException e, Class<?> type) {
        List<Violation> violations = e.violations().stream()
                .map(violation -> discreet(violation, type))
                .toList();
        return e.with(violations);
    }

    /** Faults without a hint are the parser's own words, which quote the text. */
    private static Violation discreet(Violation violation, Class<?> type) {
        if (!violation.hint().isEmpty()) {
            return violation;
        }
        if (!violation.pointer().isEmpty()) {
            return Expectation.at(type, violation.pointer());
        }
        return new Violation("", CANNOT_BE_READ, CHECK_BRACKETS);
    }
}
