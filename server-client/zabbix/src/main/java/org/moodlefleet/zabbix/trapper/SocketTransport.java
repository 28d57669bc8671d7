package org.moodlefleet.zabbix.trapper;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetClientOptions;
import io.vertx.core.net.NetSocket;
import io.vertx.core.net.PemKeyCertOptions;
import io.vertx.core.net.PemTrustOptions;
import java.security.cert.X509Certificate;
import java.util.Optional;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.security.auth.x500.X500Principal;

/** Plain TCP, or TLS with certificates. */
final class SocketTransport implements Transport {

    private final Vertx vertx;
    private final NetClient net;
    private final TrapperTimeouts timeouts;
    private final Encryption encryption;

    SocketTransport(Vertx vertx, Encryption encryption, TrapperTimeouts timeouts) {
        this.vertx = vertx;
        this.encryption = encryption;
        this.timeouts = timeouts;
        NetClientOptions options = new NetClientOptions()
                .setConnectTimeout(Math.toIntExact(timeouts.connect().toMillis()));
        if (encryption instanceof Encryption.Certificates tls) {
            options.setSsl(true)
                    .setTrustOptions(new PemTrustOptions().addCertPath(tls.ca().toString()))
                    .setKeyCertOptions(new PemKeyCertOptions()
                            .addCertPath(tls.certificate().toString())
                            .addKeyPath(tls.key().toString()))
                    // Zabbix's certificates need not name hosts
                    .setHostnameVerificationAlgorithm("");
        }
        this.net = vertx.createNetClient(options);
    }

    @Override
    public Future<byte[]> exchange(TrapperAddress to, Buffer request) {
        Future<byte[]> reply = new TrapperExchange(vertx, to, timeouts.reply()).run(net, this::objection, request);
        return encryption instanceof Encryption.Certificates tls
                ? reply.recover(e -> vertx.executeBlocking(() -> OwnCertificate.doubt(tls.certificate()), false)
                        .compose(doubt -> Future.failedFuture(
                                doubt.isEmpty() ? e : new TrapperException(e.getMessage() + doubt, e))))
                : reply;
    }

    @Override
    public Future<Void> close() {
        return net.close();
    }

    private Optional<String> objection(NetSocket socket) {
        if (!(encryption instanceof Encryption.Certificates tls)) {
            return Optional.empty();
        }
        try {
            X509Certificate server = (X509Certificate) socket.peerCertificates().get(0);
            return wrong("issuer", tls.issuer(), server.getIssuerX500Principal())
                    .or(() -> wrong("subject", tls.subject(), server.getSubjectX500Principal()));
        } catch (SSLPeerUnverifiedException e) {
            return Optional.of("the server showed no certificate");
        }
    }

    private static Optional<String> wrong(String what, Optional<X500Principal> wanted, X500Principal found) {
        return wanted.filter(name -> !name.equals(found))
                .map(name -> "the " + what + " of the server's certificate is " + found.getName() + ", not "
                        + name.getName());
    }
}
