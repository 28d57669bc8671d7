package org.moodlefleet.zabbix.trapper;

import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Optional;
import org.bouncycastle.tls.TlsClientProtocol;
import org.bouncycastle.tls.crypto.TlsCrypto;
import org.bouncycastle.tls.crypto.impl.bc.BcTlsCrypto;

/** One request and its reply over TLS with a pre-shared key. Blocks; {@link #abort()} ends it from outside. */
final class PskExchange {

    private static final TlsCrypto CRYPTO = new BcTlsCrypto(new SecureRandom());

    private final Encryption.Psk psk;
    private final TrapperAddress address;
    private final Socket socket = new Socket();

    PskExchange(Encryption.Psk psk, TrapperAddress address) {
        this.psk = psk;
        this.address = address;
    }

    /** @return the data of the reply */
    byte[] run(Buffer request, Duration connectTimeout) {
        String broken = "no connection";
        try (socket) {
            socket.connect(
                    new InetSocketAddress(address.host(), address.port()), Math.toIntExact(connectTimeout.toMillis()));
            broken = "no TLS with this pre-shared key and identity";
            TlsClientProtocol tls = new TlsClientProtocol(socket.getInputStream(), socket.getOutputStream());
            tls.connect(new PskClient(CRYPTO, psk));
            broken = "connection broken";
            tls.getOutputStream().write(request.getBytes());
            tls.getOutputStream().flush();
            return reply(tls.getInputStream());
        } catch (IOException e) {
            throw new TrapperException(address, broken + " (" + Reason.of(e) + ")", e);
        } catch (MalformedFrameException e) {
            throw new TrapperException(address, "garbled reply: " + e.getMessage(), e);
        }
    }

    void abort() {
        try {
            socket.close();
        } catch (IOException e) {
            // it is of no use any more, open or closed
        }
    }

    private static byte[] reply(InputStream in) throws IOException, MalformedFrameException {
        Buffer received = Buffer.buffer();
        byte[] piece = new byte[4096];
        while (true) {
            int length = in.read(piece);
            if (length < 0) {
                throw new IOException("closed after " + received.length() + " bytes of a reply");
            }
            received.appendBytes(piece, 0, length);
            Optional<byte[]> data = TrapperFrame.decode(received, TrapperExchange.MAX_REPLY_BYTES);
            if (data.isPresent()) {
                return data.get();
            }
        }
    }
}
