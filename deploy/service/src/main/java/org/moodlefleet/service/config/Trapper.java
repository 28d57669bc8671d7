package org.moodlefleet.service.config;

import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.moodlefleet.document.InvalidValueException;

/**
 * Where samples are sent: a server or proxy, or the nodes of a pair or group of which one that answers is enough.
 *
 * @param nodes in place of host and port
 */
public record Trapper(String host, Integer port, List<Node> nodes, Tls tls) {

    private static final int DEFAULT_PORT = 10051;

    public Trapper {
        nodes = List.copyOf(Objects.requireNonNullElse(nodes, List.of()));
        if (nodes.isEmpty() == (host == null || host.isBlank())) {
            throw new InvalidValueException(
                    "host",
                    "needs one of host and nodes",
                    "write host, or nodes; see the commented reference moodle-fleet.yaml");
        }
        if (!nodes.isEmpty() && port != null) {
            throw new InvalidValueException("port", "belongs to a host", "write it into each of the nodes");
        }
        port = host == null ? null : checked(port);
    }

    /** One of several. */
    public record Node(String host, Integer port) {
        public Node {
            if (host == null || host.isBlank()) {
                throw new InvalidValueException("host", "is missing", "write the name or address of the node");
            }
            port = checked(port);
        }
    }

    /** @return the nodes, of which a single host is one */
    public List<Node> targets() {
        return nodes.isEmpty() ? List.of(new Node(host, port)) : nodes;
    }

    private static Integer checked(Integer port) {
        int written = Objects.requireNonNullElse(port, DEFAULT_PORT);
        if (written < 1 || written > 65535) {
            throw new InvalidValueException("port", "is no TCP port", "write a number from 1 to 65535");
        }
        return written;
    }

    /**
     * Either certificates or a pre-shared key.
     *
     * @param serverIssuer distinguished name, such as {@code CN=Authority,O=Example}
     * @param hostIssuer what hosts in Zabbix ask of our certificate, written as Zabbix does
     * @param hostSubject likewise
     */
    public record Tls(
            Path ca,
            Path certificate,
            Path key,
            String serverIssuer,
            String serverSubject,
            String hostIssuer,
            String hostSubject,
            Psk psk) {
        public Tls {
            boolean all = ca != null && certificate != null && key != null;
            boolean none = Stream.of(ca, certificate, key, serverIssuer, serverSubject, hostIssuer, hostSubject)
                    .allMatch(Objects::isNull);
            if (psk == null ? !all : !none) {
                throw new InvalidValueException(
                        "", "needs certificates or a pre-shared key", "write ca, certificate and key, or psk alone");
            }
        }
    }

    /** As at the hosts in Zabbix. */
    public record Psk(String identity, SecretSource key) {
        public Psk {
            if (identity == null || key == null) {
                throw new InvalidValueException("", "needs both", "write identity and key: {file: PATH}");
            }
        }
    }
}
