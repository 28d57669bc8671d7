package org.moodlefleet.service.process;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.Collection;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.moodlefleet.document.DocumentException;
import org.moodlefleet.document.Violation;

/** Looks whether the files of a TLS section can be used, before anything depends on them. */
public final class CertificateFiles {

    private static final Pattern KEY =
            Pattern.compile("-----BEGIN PRIVATE KEY-----([A-Za-z0-9+/=\\s]+)-----END PRIVATE KEY-----");

    private static final byte[] PROBE = {1, 2, 3};

    private CertificateFiles() {}

    /** @return our certificate */
    public static X509Certificate check(Path ca, Path certificate, Path key, String pointer) throws DocumentException {
        certificates(ca, pointer + "/ca");
        return check(certificate, key, pointer);
    }

    /** Those of a server of ours. */
    public static X509Certificate check(Path certificate, Path key, String pointer) throws DocumentException {
        X509Certificate shown = (X509Certificate)
                certificates(certificate, pointer + "/certificate").iterator().next();
        PublicKey ours = shown.getPublicKey();
        if (!fits(privateKey(key, ours.getAlgorithm(), pointer + "/key"), ours)) {
            throw refusal(
                    pointer + "/key", "the key in " + key + " is not that of the certificate in " + certificate, "");
        }
        return shown;
    }

    /** Those of who may vouch for others. */
    public static Collection<? extends Certificate> certificates(Path file, String pointer) throws DocumentException {
        try {
            Collection<? extends Certificate> found = CertificateFactory.getInstance("X.509")
                    .generateCertificates(new ByteArrayInputStream(bytes(file, pointer)));
            if (!found.isEmpty()) {
                return found;
            }
        } catch (GeneralSecurityException e) {
            // answered below; its words may quote the file
        }
        throw refusal(pointer, "the file " + file + " holds no certificate", "write one in PEM");
    }

    private static PrivateKey privateKey(Path file, String algorithm, String pointer) throws DocumentException {
        Matcher pem = KEY.matcher(new String(bytes(file, pointer), StandardCharsets.US_ASCII));
        try {
            if (pem.find()) {
                byte[] key = Base64.getMimeDecoder().decode(pem.group(1));
                return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(key));
            }
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            // answered below; its words may quote the key
        }
        throw refusal(
                pointer,
                "the file " + file + " holds no private key that fits the certificate",
                "write one in PEM, PKCS#8, not encrypted: openssl pkcs8 -topk8 -nocrypt");
    }

    /** What the one has signed, the other must recognise. */
    private static boolean fits(PrivateKey key, PublicKey ours) {
        try {
            Signature signature = Signature.getInstance(
                    switch (ours.getAlgorithm()) {
                        case "RSA" -> "SHA256withRSA";
                        case "EC" -> "SHA256withECDSA";
                        default -> ours.getAlgorithm();
                    });
            signature.initSign(key);
            signature.update(PROBE);
            byte[] signed = signature.sign();
            signature.initVerify(ours);
            signature.update(PROBE);
            return signature.verify(signed);
        } catch (GeneralSecurityException e) {
            return false;
        }
    }

    private static byte[] bytes(Path file, String pointer) throws DocumentException {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw refusal(pointer, "the file " + file + " cannot be read", "");
        }
    }

    private static DocumentException refusal(String pointer, String problem, String hint) {
        return new DocumentException("configuration", 0, List.of(new Violation(pointer, problem, hint)));
    }
}
