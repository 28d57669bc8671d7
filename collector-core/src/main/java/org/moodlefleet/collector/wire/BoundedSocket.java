package org.moodlefleet.collector.wire;

import static org.moodlefleet.collector.message.CollectorMessage.LINK_LOCAL_HOST;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.SocketException;
import java.net.SocketTimeoutException;

/** A driver's connection to a server, whose reads keep the bounds of their session, however the driver sets it up. */
final class BoundedSocket extends Socket {

    private static final String METADATA_OF_IPV6 = "fd00:ec2:0:0:0:0:0:254";

    private final SessionGuard guard;
    private InputStream input;

    BoundedSocket(SessionGuard guard) {
        this.guard = guard;
    }

    @Override
    public void connect(SocketAddress endpoint, int timeout) throws IOException {
        if (endpoint instanceof InetSocketAddress internet && tellsSecrets(internet.getAddress())) {
            throw guard.because(new BoundExceededException(BoundExceededException.Bound.TRUST, LINK_LOCAL_HOST));
        }
        int most = guard.remaining();
        super.connect(endpoint, timeout == 0 ? most : Math.min(timeout, most));
    }

    /** There clouds tell their machines who they are; a name may lead there that led elsewhere when it was checked. */
    private static boolean tellsSecrets(InetAddress address) {
        return address != null
                && (address.isLinkLocalAddress() || address.getHostAddress().equals(METADATA_OF_IPV6));
    }

    @Override
    public synchronized InputStream getInputStream() throws IOException {
        if (input == null) {
            input = guard.framesOf(new Reads(super.getInputStream()));
        }
        return input;
    }

    /** Each read has its own, what is left of its answer's time: a driver's would begin anew with every byte. */
    @Override
    public synchronized void setSoTimeout(int timeout) {
        // of no effect
    }

    SessionGuard guard() {
        return guard;
    }

    /** Ends the connection without a word to the other side, and whatever waits for it in other threads. */
    void reset() {
        try {
            setSoLinger(true, 0);
        } catch (IOException e) {
            // it is closed already
        }
        try {
            close();
        } catch (IOException e) {
            // and so it is now
        }
    }

    private void waitAtMost(int milliseconds) throws SocketException {
        super.setSoTimeout(milliseconds);
    }

    private final class Reads extends FilterInputStream {

        private Reads(InputStream in) {
            super(in);
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
        }

        @Override
        public int read(byte[] to, int offset, int length) throws IOException {
            waitAtMost(guard.remaining());
            try {
                int bytes = super.read(to, offset, length);
                guard.read(Math.max(0, bytes));
                return bytes;
            } catch (SocketTimeoutException e) {
                throw guard.late();
            } catch (SocketException e) {
                // torn at the session's end
                guard.remaining();
                throw e;
            }
        }
    }
}
