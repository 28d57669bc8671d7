package org.moodlefleet.service.config;

import java.nio.file.Path;
import org.moodlefleet.document.InvalidValueException;

/**
 * Encryption of a server of ours.
 *
 * @param certificate PEM file, with those of the authorities between it and the root
 * @param key PEM file, PKCS#8, not encrypted
 */
public record ServerTls(Path certificate, Path key) {
    public ServerTls {
        if (certificate == null || key == null) {
            throw new InvalidValueException("", "needs both", "write certificate: PATH and key: PATH");
        }
    }
}
