package org.moodlefleet.registry.store;

import org.moodlefleet.model.Password;
import org.moodlefleet.model.VaultReference;

/** A {@link Password} as text of the database: {@code sealed:KEYID:BASE64}, {@code env:NAME}, {@code file:PATH} or {@code vault:PATH#FIELD}. */
final class PasswordColumn {

    static final String SEALED = "sealed:";
    private static final String ENV = "env:";
    private static final String FILE = "file:";
    private static final String VAULT = "vault:";

    private final PasswordCipher box;

    PasswordColumn(PasswordCipher box) {
        this.box = box;
    }

    String write(String owner, Password password) {
        if (password instanceof Password.Plain plain) {
            return SEALED + box.seal(owner, plain.value());
        } else if (password instanceof Password.FromEnvironment reference) {
            return ENV + reference.env();
        } else if (password instanceof Password.FromVault reference) {
            return VAULT + reference.vault();
        }
        return FILE + ((Password.FromFile) password).file();
    }

    Password read(String owner, String column) {
        if (column.startsWith(SEALED)) {
            return new Password.Plain(box.open(owner, column.substring(SEALED.length())));
        } else if (column.startsWith(ENV)) {
            return new Password.FromEnvironment(column.substring(ENV.length()));
        } else if (column.startsWith(VAULT)) {
            return new Password.FromVault(VaultReference.of(column.substring(VAULT.length())));
        }
        return new Password.FromFile(column.substring(FILE.length()));
    }
}
