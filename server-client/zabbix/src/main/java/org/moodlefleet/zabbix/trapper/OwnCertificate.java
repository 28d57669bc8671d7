package org.moodlefleet.zabbix.trapper;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateFactory;
import java.security.cert.CertificateNotYetValidException;
import java.security.cert.X509Certificate;

/** A Zabbix that does not accept our certificate closes the connection without a word, so we look at it ourselves. */
final class OwnCertificate {

    private OwnCertificate() {}

    /** @return what to add to the report of a failed exchange */
    static String doubt(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            X509Certificate ours =
                    (X509Certificate) CertificateFactory.getInstance("X.509").generateCertificate(in);
            ours.checkValidity();
            return "; should Zabbix not accept our certificate, its log says why";
        } catch (CertificateExpiredException | CertificateNotYetValidException e) {
            return "; our certificate " + file + " is not valid now: " + e.getMessage();
        } catch (IOException | CertificateException e) {
            return "; our certificate " + file + " cannot be read";
        }
    }
}
