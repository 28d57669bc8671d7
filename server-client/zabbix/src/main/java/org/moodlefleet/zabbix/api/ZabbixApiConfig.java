package org.moodlefleet.zabbix.api;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;

/**
 * Where the API is and how to enter.
 *
 * @param url full address, ending in {@code api_jsonrpc.php}; credentials in it are refused since addresses are logged
 * @param credentials token, or user and password
 * @param timeout how long one ordinary call may take, answer included; imports and batches get more
 * @param ca PEM file of who may vouch for the server's certificate; empty: whom Java trusts
 */
public record ZabbixApiConfig(URI url, Credentials credentials, Duration timeout, Optional<Path> ca) {

    /** Enough for a loaded frontend. */
    public static final Duration DEFAULT_TIMEOUT = Duration.ofSeconds(60);

    public ZabbixApiConfig {
        Objects.requireNonNull(url, "url");
        Objects.requireNonNull(credentials, "credentials");
        Objects.requireNonNull(timeout, "timeout");
        if (!"http".equals(url.getScheme()) && !"https".equals(url.getScheme()) || url.getHost() == null) {
            throw new IllegalArgumentException("the address of Zabbix's API must start with http:// or https://");
        }
        if (url.getUserInfo() != null) {
            throw new IllegalArgumentException("the address of Zabbix's API must not contain credentials");
        }
        if (timeout.toMillis() < 1) {
            throw new IllegalArgumentException("the timeout must be at least a millisecond");
        }
    }

    public ZabbixApiConfig(URI url, Credentials credentials, Duration timeout) {
        this(url, credentials, timeout, Optional.empty());
    }

    public ZabbixApiConfig(URI url, Credentials credentials) {
        this(url, credentials, DEFAULT_TIMEOUT);
    }
}
