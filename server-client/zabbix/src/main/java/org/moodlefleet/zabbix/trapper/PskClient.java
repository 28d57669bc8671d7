package org.moodlefleet.zabbix.trapper;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Vector;
import org.bouncycastle.tls.AlertDescription;
import org.bouncycastle.tls.BasicTlsPSKExternal;
import org.bouncycastle.tls.CipherSuite;
import org.bouncycastle.tls.PRFAlgorithm;
import org.bouncycastle.tls.PSKTlsClient;
import org.bouncycastle.tls.ProtocolVersion;
import org.bouncycastle.tls.PskKeyExchangeMode;
import org.bouncycastle.tls.TlsAuthentication;
import org.bouncycastle.tls.TlsFatalAlert;
import org.bouncycastle.tls.TlsUtils;
import org.bouncycastle.tls.crypto.TlsCrypto;

/** What we offer in a handshake with a pre-shared key: TLS 1.3 and 1.2, with the cipher suites that Zabbix has. */
final class PskClient extends PSKTlsClient {

    /** Built with GnuTLS, Zabbix takes those of TLS 1.2 only; with OpenSSL, that of TLS 1.3 too. */
    private static final int[] SUITES = {
        CipherSuite.TLS_AES_128_GCM_SHA256,
        CipherSuite.TLS_ECDHE_PSK_WITH_AES_128_CBC_SHA256,
        CipherSuite.TLS_PSK_WITH_AES_128_GCM_SHA256,
        CipherSuite.TLS_PSK_WITH_AES_128_CBC_SHA256,
    };

    private final Encryption.Psk psk;

    PskClient(TlsCrypto crypto, Encryption.Psk psk) {
        super(crypto, psk.identity().getBytes(StandardCharsets.UTF_8), psk.key());
        this.psk = psk;
    }

    @Override
    protected ProtocolVersion[] getSupportedVersions() {
        return ProtocolVersion.TLSv13.downTo(ProtocolVersion.TLSv12);
    }

    @Override
    protected int[] getSupportedCipherSuites() {
        return TlsUtils.getSupportedCipherSuites(getCrypto(), SUITES);
    }

    @Override
    public Vector<BasicTlsPSKExternal> getExternalPSKs() {
        Vector<BasicTlsPSKExternal> offered = new Vector<>();
        offered.add(new BasicTlsPSKExternal(
                psk.identity().getBytes(StandardCharsets.UTF_8),
                getCrypto().createSecret(psk.key()),
                PRFAlgorithm.tls13_hkdf_sha256));
        return offered;
    }

    @Override
    public short[] getPskKeyExchangeModes() {
        return new short[] {PskKeyExchangeMode.psk_dhe_ke, PskKeyExchangeMode.psk_ke};
    }

    /** Asked for when the server goes on with a certificate in place of our key. */
    @Override
    public TlsAuthentication getAuthentication() throws IOException {
        throw new TlsFatalAlert(AlertDescription.handshake_failure, "the server does not take pre-shared keys");
    }
}
