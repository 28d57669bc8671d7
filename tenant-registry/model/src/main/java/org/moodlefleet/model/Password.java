package org.moodlefleet.model;

import static org.moodlefleet.model.message.ModelMessage.CONTAINS_A_LINE_END;
import static org.moodlefleet.model.message.ModelMessage.IS_EMPTY_OR_TOO_LONG;
import static org.moodlefleet.model.message.ModelMessage.IS_NO_ABSOLUTE_PATH;
import static org.moodlefleet.model.message.ModelMessage.IS_NO_PATH_HERE;
import static org.moodlefleet.model.message.ModelMessage.IS_NO_VARIABLE_NAME;
import static org.moodlefleet.model.message.ModelMessage.WRITE_AN_ABSOLUTE_PATH;
import static org.moodlefleet.model.message.ModelMessage.WRITE_A_PASSWORD;
import static org.moodlefleet.model.message.ModelMessage.WRITE_A_VARIABLE_NAME;
import static org.moodlefleet.model.message.ModelMessage.WRITE_PASSWORD_ALONE;
import static org.moodlefleet.model.message.ModelMessage.WRITE_THE_PASSWORD;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.moodlefleet.document.GivenText;
import org.moodlefleet.document.InvalidValueException;
import org.moodlefleet.document.Message;

/** The password of a database account, or where it is found at the moment of use. Never shown, not even by toString. */
public sealed interface Password {

    /** The password itself; the registry stores it encrypted. */
    record Plain(String value) implements Password {
        public Plain {
            Checks.present("value", value, WRITE_THE_PASSWORD);
            if (value.isEmpty() || value.length() > 1024) {
                throw new InvalidValueException("value", IS_EMPTY_OR_TOO_LONG, WRITE_A_PASSWORD);
            }
            if (GivenText.isOfSeveralLines(value)) {
                throw new InvalidValueException("value", CONTAINS_A_LINE_END, WRITE_PASSWORD_ALONE);
            }
        }

        @Override
        public String toString() {
            return "Plain[redacted]";
        }
    }

    /** The name of an environment variable of the program. */
    record FromEnvironment(String env) implements Password {
        private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]{0,127}");

        public FromEnvironment {
            Message hint = WRITE_A_VARIABLE_NAME;
            Checks.matching("env", env, NAME, IS_NO_VARIABLE_NAME, hint);
        }
    }

    /** A file that the program can read and that holds nothing else; line ends behind it are not part of it. */
    record FromFile(String file) implements Password {
        public FromFile {
            Message hint = WRITE_AN_ABSOLUTE_PATH;
            Checks.text("file", file, 1024);
            if (!isAbsolute(file)) {
                throw new InvalidValueException("file", IS_NO_ABSOLUTE_PATH, hint);
            }
        }

        private static boolean isAbsolute(String file) {
            try {
                return Path.of(file).isAbsolute();
            } catch (InvalidPathException e) {
                throw new InvalidValueException("file", IS_NO_PATH_HERE, GivenText.MEND);
            }
        }
    }

    /** A field of a secret in the vault that the program is configured with. */
    record FromVault(VaultReference vault) implements Password {}
}
