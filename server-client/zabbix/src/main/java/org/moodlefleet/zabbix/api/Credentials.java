package org.moodlefleet.zabbix.api;

import java.util.Objects;

/** How we prove to Zabbix who we are; secrets never show in {@code toString}. */
public sealed interface Credentials {

    /**
     * An API token made in Zabbix (user settings, API tokens).
     *
     * @param token 64 hexadecimal digits
     */
    record Token(String token) implements Credentials {
        public Token {
            requireText(token, "token");
        }

        @Override
        public String toString() {
            return "Token[***]";
        }
    }

    /** A user's name and password; a session is opened at first use, and again once it has expired. */
    record Password(String user, String password) implements Credentials {
        public Password {
            requireText(user, "user");
            requireText(password, "password");
        }

        @Override
        public String toString() {
            return "Password[user=" + user + ", password=***]";
        }
    }

    private static void requireText(String value, String name) {
        if (Objects.requireNonNull(value, name).isBlank()) {
            throw new IllegalArgumentException(name + " is empty");
        }
    }
}
