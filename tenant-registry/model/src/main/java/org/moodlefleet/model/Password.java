package org.moodlefleet.model;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.moodlefleet.document.GivenText;
import org.moodlefleet.document.InvalidValueException;

/** The password of a database account, or where it is found at the moment of use. Never shown, not even by toString. */
public sealed interface Password {

    /** The password itself; the registry stores it encrypted. */
    record Plain(String value) implements Password {
        public Plain {
            Checks.present("value", value, "write the password");
            if (value.isEmpty() || value.length() > 1024) {
                throw new InvalidValueException("value", "is empty or too long", "write 1 to 1024 characters");
            }
            if (GivenText.isOfSeveralLines(value)) {
                throw new InvalidValueException(
                        "value", "contains a line end", "write the password alone, on one line");
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
            String hint = "write the name of an environment variable, such as MOODLE_DB_PASSWORD";
            Checks.matching("env", env, NAME, "is no variable name", hint);
        }
    }

    /** A file that the program can read and that holds nothing else; line ends behind it are not part of it. */
    record FromFile(String file) implements Password {
        public FromFile {
            String hint =
                    "write an absolute path on the machine of the service, such as /etc/moodle-fleet/secrets/lycee-1";
            Checks.text("file", file, 1024);
            if (!isAbsolute(file)) {
                throw new InvalidValueException("file", "is no absolute path", hint);
            }
        }

        private static boolean isAbsolute(String file) {
            try {
                return Path.of(file).isAbsolute();
            } catch (InvalidPathException e) {
                throw new InvalidValueException("file", "is no path here", GivenText.MEND);
            }
        }
    }

    /** A field of a secret in the vault that the program is configured with. */
    record FromVault(VaultReference vault) implements Password {}
}
