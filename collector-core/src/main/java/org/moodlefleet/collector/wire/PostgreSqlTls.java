package org.moodlefleet.collector.wire;

import java.io.IOException;
import java.net.Socket;
import java.util.Properties;
import org.postgresql.ssl.DefaultJavaSSLFactory;
import org.postgresql.ssl.LibPQFactory;
import org.postgresql.ssl.WrappedFactory;
import org.postgresql.util.PSQLException;

/**
 * TLS of PostgreSQL's driver over bounded sockets: with the authority of `sslrootcert` where one is named, else with those
 * that Java trusts; without a check where `sslmode` is `require`. Public, since the driver makes it by its name.
 */
public final class PostgreSqlTls extends WrappedFactory {

    public PostgreSqlTls(Properties properties) throws PSQLException {
        boolean java = properties.getProperty("sslmode").startsWith("verify") && !properties.containsKey("sslrootcert");
        this.factory = java ? new DefaultJavaSSLFactory(properties) : new LibPQFactory(properties);
    }

    @Override
    public Socket createSocket(Socket socket, String host, int port, boolean autoClose) throws IOException {
        return BoundedTlsSocket.over(socket, super.createSocket(socket, host, port, autoClose));
    }
}
