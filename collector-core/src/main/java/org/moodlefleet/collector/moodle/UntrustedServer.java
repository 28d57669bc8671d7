package org.moodlefleet.collector.moodle;

import java.security.cert.CertPathBuilderException;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateExpiredException;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Why an encrypted connection to a database server did not come about, told from what MariaDB's and PostgreSQL's
 * drivers throw: exceptions of Java's TLS below theirs, or words alone.
 */
final class UntrustedServer {

    private static final String UNKNOWN_AUTHORITY =
            "the server's certificate is of no authority that is trusted: set the database's ca to the PEM file of the"
                    + " authority that has signed it";
    private static final String OTHER_NAME =
            "the server's certificate is for another name: write the host as the certificate names it, or have one made"
                    + " for this name";
    private static final String EXPIRED = "the server's certificate has expired: have it renewed";
    private static final String NO_TLS =
            "the server offers no encrypted connections: switch TLS on there, or set the database's tls to disable";
    private static final String WEAK_LOGIN =
            "the server asks for the password in a way that others can read or copy: set the database's tls to verify-full,"
                    + " give the account a password of another kind (SCRAM), or allow this one by collector.weakLogins";
    private static final String NO_CA =
            "the database's ca cannot be read: write the path of a file of certificates in PEM";

    private UntrustedServer() {}

    /** @return what is wrong and its hint; empty when it is nothing of the kind */
    static Optional<String> reason(Throwable thrown) {
        if (any(thrown, CertificateExpiredException.class::isInstance)) {
            return Optional.of(EXPIRED);
        }
        if (says(thrown, "could not be verified by hostnameverifier", "SSL hostname verification failed")) {
            return Optional.of(OTHER_NAME);
        }
        if (says(thrown, "does not support SSL", "ssl not enabled in the server")) {
            return Optional.of(NO_TLS);
        }
        if (says(thrown, "not allowed by requireAuth", "Client restrict authentication plugin")) {
            return Optional.of(WEAK_LOGIN);
        }
        if (says(thrown, "SSL root certificate file", "Failed load keyStore", "find serverSslCert file")) {
            return Optional.of(NO_CA);
        }
        boolean unknown = says(thrown, "Self signed certificates")
                || any(thrown, e -> e instanceof CertPathBuilderException || e instanceof CertPathValidatorException);
        return unknown ? Optional.of(UNKNOWN_AUTHORITY) : Optional.empty();
    }

    private static boolean says(Throwable thrown, String... words) {
        return any(thrown, e -> e.getMessage() != null && Stream.of(words).anyMatch(e.getMessage()::contains));
    }

    private static boolean any(Throwable thrown, Predicate<Throwable> wanted) {
        return Stream.iterate(thrown, e -> e != null, Throwable::getCause)
                .limit(20)
                .anyMatch(wanted);
    }
}
