package org.moodlefleet.collector.wire;

import java.io.IOException;
import java.net.Socket;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;
import org.mariadb.jdbc.plugin.tls.main.DefaultTlsSocketPlugin;

/** MariaDB's own TLS over bounded sockets; its driver finds it as a service, by its type. */
public final class MySqlTls extends DefaultTlsSocketPlugin {

    public static final String TYPE = "bounded";

    @Override
    public String type() {
        return TYPE;
    }

    @Override
    public SSLSocket createSocket(Socket socket, SSLSocketFactory factory, String host) throws IOException {
        return BoundedTlsSocket.over(socket, super.createSocket(socket, factory, host));
    }
}
