package org.moodlefleet.service.config;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import org.moodlefleet.collector.moodle.WeakLogin;
import org.moodlefleet.document.DocumentException;
import org.moodlefleet.document.Documents;
import org.moodlefleet.document.InvalidValueException;
import org.moodlefleet.document.Language;

/**
 * The configuration file. What each key means stands in {@code deploy/moodle-fleet.yaml}, the commented
 * reference; a section or key that is left out has the default given here.
 */
public record ServiceConfig(
        Api api,
        Management management,
        Path data,
        List<Path> templates,
        RegistryConfig registry,
        SecretSource secretKey,
        VaultConfig vault,
        Zabbix zabbix,
        Collector collector,
        Outbox outbox,
        Log log) {

    /** Name of the Zabbix server, and of the channel to it, of all tenants that name none. */
    public static final String DEFAULT_SERVER = "default";

    private static final Pattern SERVER_NAME = Pattern.compile("[a-z0-9][a-z0-9-]{0,62}");
    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final Duration HOUR = Duration.ofHours(1);
    private static final Duration YEAR = Duration.ofDays(365);

    public ServiceConfig {
        api = require(api, "api");
        data = require(data, "data");
        templates = List.copyOf(Objects.requireNonNullElse(templates, List.of()));
        zabbix = require(zabbix, "zabbix");
        management = Objects.requireNonNullElse(management, new Management(null));
        collector = Objects.requireNonNullElse(collector, Collector.DEFAULT);
        outbox = Objects.requireNonNullElseGet(outbox, () -> new Outbox(null, null, null, null));
        log = Objects.requireNonNullElse(log, new Log(null, null));
    }

    public static ServiceConfig read(Path file) throws DocumentException {
        return Documents.readYaml(file, ServiceConfig.class);
    }

    private static <T> T require(T value, String name) {
        if (value == null) {
            throw new InvalidValueException(name, "is missing", "see the commented reference moodle-fleet.yaml");
        }
        return value;
    }

    private static void requireAtLeast(long least, long value, String name) {
        if (value < least) {
            throw new InvalidValueException(name, "is too small", "write at least " + least);
        }
    }

    private static void requireWithin(Duration least, Duration most, Duration value, String name) {
        if (value.compareTo(least) < 0 || value.compareTo(most) > 0) {
            throw new InvalidValueException(
                    name, "is out of bounds", "write a time from " + word(least) + " to " + word(most));
        }
    }

    private static String word(Duration duration) {
        return duration.toString().substring(2).toLowerCase(Locale.ROOT);
    }

    /**
     * The config API.
     *
     * @param proxies addresses and networks of those whose word is taken for the address of a client
     */
    public record Api(
            Listen listen,
            SecretSource token,
            OidcConfig oidc,
            ServerTls tls,
            RateConfig rate,
            List<ProxyAddress> proxies) {
        public Api {
            listen = Objects.requireNonNullElse(listen, new Listen("127.0.0.1", 8480));
            token = require(token, "token");
            rate = Objects.requireNonNullElseGet(rate, () -> new RateConfig(null, null));
            proxies = List.copyOf(Objects.requireNonNullElse(proxies, List.of()));
        }
    }

    /** Requests that each caller may make, in the long run and at once after a pause. */
    public record RateConfig(Integer perSecond, Integer burst) {
        public RateConfig {
            perSecond = Objects.requireNonNullElse(perSecond, 100);
            burst = Objects.requireNonNullElse(burst, 1000);
            requireAtLeast(1, perSecond, "perSecond");
            requireAtLeast(1, burst, "burst");
        }
    }

    /** Liveness, readiness and metrics. */
    public record Management(Listen listen) {
        public Management {
            listen = Objects.requireNonNullElse(listen, new Listen("127.0.0.1", 8481));
        }
    }

    /** The default Zabbix server, others by their names, and what holds for all. */
    public record Zabbix(
            ZabbixApi api,
            Trapper trapper,
            ZabbixApi historyPush,
            Map<String, Server> servers,
            Map<String, Channel> channels,
            Delivery delivery,
            Provisioning provisioning) {
        public Zabbix {
            requireOneWay(trapper, historyPush);
            channels = Collections.unmodifiableMap(new LinkedHashMap<>(Objects.requireNonNullElse(channels, Map.of())));
            servers = Collections.unmodifiableMap(new LinkedHashMap<>(Objects.requireNonNullElse(servers, Map.of())));
            requireOther("channels", channels, DEFAULT_SERVER, "that is the one outside of channels");
            requireOther("servers", servers, DEFAULT_SERVER, "that is the one outside of servers");
            for (String server : servers.keySet()) {
                requireOther("channels", channels, server, "that is the name of a server");
                if (!SERVER_NAME.matcher(server).matches()) {
                    throw new InvalidValueException(
                            "servers", "has one named '" + server + "'", "write 1 to 63 of a-z, 0-9 and '-'");
                }
            }
            delivery = Objects.requireNonNullElseGet(delivery, () -> new Delivery(null, null, null));
            provisioning = Objects.requireNonNullElseGet(
                    provisioning, () -> new Provisioning(null, null, null, null, null, null));
            if (api == null && provisioning.enabled()) {
                throw new InvalidValueException(
                        "api", "is missing", "write its url and token, or provisioning: {enabled: false}");
            }
            servers.forEach((name, server) -> {
                if (server == null || server.api() == null) {
                    throw new InvalidValueException(
                            "servers/" + name + "/api", "is missing", "write its url and token");
                }
            });
        }

        private static void requireOther(String section, Map<String, ?> named, String name, String reason) {
            if (named.containsKey(name)) {
                throw new InvalidValueException(section, "has one named " + name, reason);
            }
        }
    }

    /**
     * Zabbix's JSON-RPC API; a token, or a user and its password.
     *
     * @param ca PEM file of who may vouch for its certificate; null: whom Java trusts
     */
    public record ZabbixApi(URI url, SecretSource token, String user, SecretSource password, Path ca) {
        public ZabbixApi {
            url = require(url, "url");
            boolean web = "http".equals(url.getScheme()) || "https".equals(url.getScheme());
            if (!web || url.getHost() == null || url.getUserInfo() != null) {
                throw new InvalidValueException(
                        "url",
                        "is no address of Zabbix's API",
                        "write https://HOST/api_jsonrpc.php, without credentials");
            }
            if (ca != null && !"https".equals(url.getScheme())) {
                throw new InvalidValueException("ca", "is of no use without https", "write https:// into url");
            }
            if ((token == null) == (user == null || password == null)) {
                throw new InvalidValueException(
                        "", "needs one kind of credentials", "write token, or user and password");
            }
        }
    }

    /** Another Zabbix server, for the tenants that name it. */
    public record Server(ZabbixApi api, Trapper trapper, ZabbixApi historyPush) {
        public Server {
            requireOneWay(trapper, historyPush);
        }
    }

    /** A tenant's own way to its Zabbix server. */
    public record Channel(Trapper trapper, ZabbixApi historyPush) {
        public Channel {
            requireOneWay(trapper, historyPush);
        }
    }

    private static void requireOneWay(Trapper trapper, ZabbixApi historyPush) {
        if ((trapper == null) == (historyPush == null)) {
            throw new InvalidValueException(
                    "trapper", "needs one of trapper and historyPush", "see the commented reference moodle-fleet.yaml");
        }
    }

    /** How samples are sent. */
    public record Delivery(Integer batchSize, Integer maxSamplesPerSecond, Duration rejectAfter) {
        public Delivery {
            batchSize = Objects.requireNonNullElse(batchSize, 1000);
            maxSamplesPerSecond = Objects.requireNonNullElse(maxSamplesPerSecond, 5000);
            rejectAfter = Objects.requireNonNullElse(rejectAfter, Duration.ofHours(1));
            requireAtLeast(1, batchSize, "batchSize");
            requireAtLeast(1, maxSamplesPerSecond, "maxSamplesPerSecond");
            requireWithin(SECOND, YEAR, rejectAfter, "rejectAfter");
        }
    }

    /**
     * What is set up in Zabbix.
     *
     * @param widgets whether our widgets are registered in the front end; null leaves its widgets alone
     */
    public record Provisioning(
            Boolean enabled,
            Language language,
            Duration every,
            Duration removalGrace,
            Integer removalLimit,
            Boolean widgets) {
        public Provisioning {
            enabled = Objects.requireNonNullElse(enabled, true);
            language = Objects.requireNonNullElse(language, Language.EN);
            every = Objects.requireNonNullElse(every, Duration.ofMinutes(10));
            removalGrace = Objects.requireNonNullElse(removalGrace, Duration.ofDays(7));
            removalLimit = Objects.requireNonNullElse(removalLimit, 10);
            requireWithin(SECOND, YEAR, every, "every");
            requireAtLeast(0, removalLimit, "removalLimit");
            requireWithin(Duration.ZERO, YEAR, removalGrace, "removalGrace");
        }
    }

    /**
     * What Moodle databases are asked at the most, how ticks are spread, and how slowly past windows are read.
     *
     * @param weakLogins ways to log in that are taken without proved TLS, though they give the password away
     */
    public record Collector(
            Duration connectTimeout,
            Duration statementTimeout,
            Duration slowStatementTimeout,
            Integer connectionsPerServer,
            Duration hourlySpread,
            Duration dailySpread,
            Duration backlogPause,
            Set<WeakLogin> weakLogins) {

        public static final Collector DEFAULT = new Collector(null, null, null, null, null, null, null, null);

        public Collector {
            connectTimeout = Objects.requireNonNullElse(connectTimeout, Duration.ofSeconds(5));
            statementTimeout = Objects.requireNonNullElse(statementTimeout, Duration.ofSeconds(10));
            slowStatementTimeout = Objects.requireNonNullElse(slowStatementTimeout, Duration.ofMinutes(2));
            connectionsPerServer = Objects.requireNonNullElse(connectionsPerServer, 4);
            hourlySpread = Objects.requireNonNullElse(hourlySpread, Duration.ofHours(1));
            dailySpread = Objects.requireNonNullElse(dailySpread, Duration.ofHours(6));
            backlogPause = Objects.requireNonNullElse(backlogPause, Duration.ofSeconds(2));
            weakLogins = weakLogins == null ? Set.of() : Set.copyOf(weakLogins);
            requireWithin(Duration.ofMillis(10), HOUR, backlogPause, "backlogPause");
            requireWithin(Duration.ofMillis(100), Duration.ofMinutes(1), connectTimeout, "connectTimeout");
            requireWithin(SECOND, HOUR, statementTimeout, "statementTimeout");
            requireWithin(SECOND, HOUR, slowStatementTimeout, "slowStatementTimeout");
            requireAtLeast(1, connectionsPerServer, "connectionsPerServer");
            requireWithin(SECOND, HOUR, hourlySpread, "hourlySpread");
            // the shortest day has 23 hours
            requireWithin(SECOND, Duration.ofHours(23), dailySpread, "dailySpread");
        }
    }

    /** What is kept while Zabbix does not take it. */
    public record Outbox(Duration maxAge, Long maxSamples, Long maxBytes, OfTenant tenant) {
        public Outbox {
            maxAge = Objects.requireNonNullElse(maxAge, Duration.ofDays(7));
            maxSamples = Objects.requireNonNullElse(maxSamples, 10_000_000L);
            maxBytes = Objects.requireNonNullElse(maxBytes, 8L << 30);
            requireWithin(SECOND, YEAR, maxAge, "maxAge");
            requireAtLeast(1, maxSamples, "maxSamples");
            requireAtLeast(1L << 20, maxBytes, "maxBytes");
            Long half = Math.max(1, maxSamples / 2);
            tenant = new OfTenant(
                    tenant == null || tenant.maxSamples == null ? half : tenant.maxSamples,
                    tenant == null || tenant.maxAge == null ? maxAge : tenant.maxAge);
        }
    }

    /** Of that, the samples of one tenant; what is left out follows from the whole. */
    public record OfTenant(Long maxSamples, Duration maxAge) {
        public OfTenant {
            requireAtLeast(1, maxSamples == null ? 1 : maxSamples, "maxSamples");
            requireWithin(SECOND, YEAR, maxAge == null ? YEAR : maxAge, "maxAge");
        }
    }

    /** How the program logs. */
    public record Log(Format format, Level level) {

        /** Layout of a line. */
        public enum Format {
            TEXT,
            JSON
        }

        /** Least severity that is written. */
        public enum Level {
            DEBUG,
            INFO,
            WARN,
            ERROR
        }

        public Log {
            format = Objects.requireNonNullElse(format, Format.TEXT);
            level = Objects.requireNonNullElse(level, Level.INFO);
        }
    }
}
