package org.moodlefleet.registry.store;

import org.moodlefleet.registry.model.Password;

/** A {@link Password} as text of the database: {@code sealed:BASE64}, {@code env:NAME} or {@code file:PATH}. */
final class PasswordColumn {

    private static final String SEALED = "sealed:";
    private static final String ENV = "env:";
    private static final String FILE = "file:";

    private final SecretBox box;

    PasswordColumn(SecretBox box) {
        this.box = box;
    }

    String write(String owner, Password password) {
        if (password instanceof Password.Plain plain) {
            return SEALED + box.seal(owner, plain.value());
        } else if (password instanceof Password.FromEnvironment reference) {
            return ENV + reference.env();
        }
        return FILE + ((Password.FromFile) password).file();
    }

    Password read(String owner, String column) {
        if (column.startsWith(SEALED)) {
            return new Password.Plain(box.open(owner, column.substring(SEALED.length())));
        } else if (column.startsWith(ENV)) {
            return new Password.FromEnvironment(column.substring(ENV.length()));
        }
        return new Password.FromFile(column.substring(FILE.length()));
    }
}
