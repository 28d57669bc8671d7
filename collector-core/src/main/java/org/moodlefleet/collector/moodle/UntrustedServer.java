package org.moodlefleet.collector.moodle;

import static org.moodlefleet.collector.message.CollectorMessage.CA_UNREADABLE;
import static org.moodlefleet.collector.message.CollectorMessage.CERTIFICATE_EXPIRED;
import static org.moodlefleet.collector.message.CollectorMessage.CERTIFICATE_OF_ANOTHER_NAME;
import static org.moodlefleet.collector.message.CollectorMessage.NO_TLS;
import static org.moodlefleet.collector.message.CollectorMessage.UNKNOWN_AUTHORITY;
import static org.moodlefleet.collector.message.CollectorMessage.WEAK_LOGIN;

import java.security.cert.CertPathBuilderException;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateExpiredException;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.moodlefleet.document.Message;

/**
 * Why an encrypted connection to a database server did not come about, told from what MariaDB's and PostgreSQL's
 * drivers throw: exceptions of Java's TLS below theirs, or words alone.
 */
final class UntrustedServer {

    private UntrustedServer() {}

    /** @return what is wrong and its hint; empty when it is nothing of the kind */
    static Optional<Message> reason(Throwable thrown) {
        if (any(thrown, CertificateExpiredException.class::isInstance)) {
            return Optional.of(CERTIFICATE_EXPIRED);
        }
        if (says(thrown, "could not be verified by hostnameverifier", "SSL hostname verification failed")) {
            return Optional.of(CERTIFICATE_OF_ANOTHER_NAME);
        }
        if (says(thrown, "does not support SSL", "ssl not enabled in the server")) {
            return Optional.of(NO_TLS);
        }
        if (says(thrown, "not allowed by requireAuth", "Client restrict authentication plugin")) {
            return Optional.of(WEAK_LOGIN);
        }
        if (says(thrown, "SSL root certificate file", "Failed load keyStore", "find serverSslCert file")) {
            return Optional.of(CA_UNREADABLE);
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
