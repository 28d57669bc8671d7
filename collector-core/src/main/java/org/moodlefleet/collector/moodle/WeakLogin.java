package org.moodlefleet.collector.moodle;

import org.moodlefleet.model.Engine;

/**
 * A way to log in that tells who answers, or who listens, the password or what can be made into it. Over TLS that proves the
 * server each is taken; otherwise only what the operator allows.
 */
public enum WeakLogin {
    /** PostgreSQL's before SCRAM: a digest that a listener can try passwords against, and log in with a stolen one. */
    MD5("md5"),
    /** PostgreSQL's clear password, which it also asks for where PAM or LDAP check it. */
    PASSWORD("password"),
    /** MariaDB's PAM: the clear password. */
    PAM("dialog"),
    /** MySQL's clear password, for LDAP and PAM. */
    CLEAR("mysql_clear_password");

    private final String name;

    WeakLogin(String name) {
        this.name = name;
    }

    /** As drivers and servers name it. */
    String plugin() {
        return name;
    }

    boolean isOf(Engine engine) {
        return (this == MD5 || this == PASSWORD) == (engine == Engine.POSTGRESQL);
    }
}
