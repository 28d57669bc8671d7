package org.moodlefleet.collector.wire;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import javax.net.SocketFactory;

/** Makes the sockets of the session that is being opened in the same thread. Public, since drivers make it by its name. */
public final class BoundedSocketFactory extends SocketFactory {

    @Override
    public Socket createSocket() throws IOException {
        return SessionGuard.ofThisThread().open();
    }

    @Override
    public Socket createSocket(String host, int port) {
        throw unconnected();
    }

    @Override
    public Socket createSocket(String host, int port, InetAddress localHost, int localPort) {
        throw unconnected();
    }

    @Override
    public Socket createSocket(InetAddress host, int port) {
        throw unconnected();
    }

    @Override
    public Socket createSocket(InetAddress address, int port, InetAddress localAddress, int localPort) {
        throw unconnected();
    }

    private static UnsupportedOperationException unconnected() {
        return new UnsupportedOperationException("drivers connect sockets themselves, with a timeout");
    }
}
