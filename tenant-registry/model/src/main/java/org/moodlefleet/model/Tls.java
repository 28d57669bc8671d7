package org.moodlefleet.model;

/** How the connection to a database server is protected. */
public enum Tls {
    /** Plain text; for servers on the same machine or a network of one's own. */
    DISABLE,
    /** Encrypted, the server's certificate is not checked. */
    REQUIRE,
    /** Encrypted, the certificate must be trusted and name the host. */
    VERIFY_FULL
}
