package org.moodlefleet.service;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.ext.web.Router;
import java.net.BindException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.moodlefleet.collector.fleet.Fleet;
import org.moodlefleet.collector.inspection.InstanceCheck;
import org.moodlefleet.collector.inspection.InstanceRun;
import org.moodlefleet.collector.status.InstanceStatus;
import org.moodlefleet.collector.tick.CollectorContext;
import org.moodlefleet.configapi.ApiParts;
import org.moodlefleet.configapi.ConfigApi;
import org.moodlefleet.configapi.auth.ApiAccess;
import org.moodlefleet.configapi.auth.ApiToken;
import org.moodlefleet.configapi.http.ApiServer;
import org.moodlefleet.configapi.limits.RequestRate;
import org.moodlefleet.configapi.limits.Visitors;
import org.moodlefleet.configapi.oidc.IdentityProvider;
import org.moodlefleet.configapi.port.ZabbixPreview;
import org.moodlefleet.consolidation.FleetDesiredState;
import org.moodlefleet.consolidation.dashboard.MoodleWidgets;
import org.moodlefleet.consolidation.group.GroupTemplate;
import org.moodlefleet.consolidation.sync.ProvisionedHosts;
import org.moodlefleet.consolidation.sync.ZabbixSync;
import org.moodlefleet.consolidation.template.MeasureRules;
import org.moodlefleet.consolidation.template.Templates;
import org.moodlefleet.document.DocumentException;
import org.moodlefleet.registry.Registry;
import org.moodlefleet.registry.store.Keyring;
import org.moodlefleet.registry.store.PasswordSource;
import org.moodlefleet.registry.store.RegistryAddress;
import org.moodlefleet.service.collection.CollectorActions;
import org.moodlefleet.service.collection.CollectorStatus;
import org.moodlefleet.service.collection.FleetSync;
import org.moodlefleet.service.collection.OutboxStore;
import org.moodlefleet.service.config.Listen;
import org.moodlefleet.service.config.ProxyAddress;
import org.moodlefleet.service.config.ServiceConfig;
import org.moodlefleet.service.process.CertificateWatch;
import org.moodlefleet.service.process.ConfiguredSecrets;
import org.moodlefleet.service.process.DataFolder;
import org.moodlefleet.service.process.EventLoopWatch;
import org.moodlefleet.service.process.FatalErrors;
import org.moodlefleet.service.process.ManagementServer;
import org.moodlefleet.service.zabbix.Channels;
import org.moodlefleet.service.zabbix.Deliveries;
import org.moodlefleet.service.zabbix.PlannedPreview;
import org.moodlefleet.service.zabbix.Previewer;
import org.moodlefleet.service.zabbix.SyncedPlans;
import org.moodlefleet.service.zabbix.UnsupportedWatch;
import org.moodlefleet.service.zabbix.ZabbixAccess;
import org.moodlefleet.service.zabbix.ZabbixCheck;
import org.moodlefleet.service.zabbix.ZabbixServer;
import org.moodlefleet.service.zabbix.ZabbixServers;
import org.moodlefleet.zabbix.api.ZabbixApi;
import org.moodlefleet.zabbix.api.ZabbixApiConfig;
import org.moodlefleet.zabbix.delivery.DeliveryStatus;
import org.moodlefleet.zabbix.diagnosis.UnsupportedItems;
import org.moodlefleet.zabbix.diagnosis.ZabbixDiagnosis;
import org.moodlefleet.zabbix.itemrules.ItemRuleFilter;
import org.moodlefleet.zabbix.outbox.Outbox;
import org.moodlefleet.zabbix.provisioning.Provisioner;
import org.moodlefleet.zabbix.provisioning.current.HostNames;
import org.moodlefleet.zabbix.provisioning.state.OwnerMark;
import org.moodlefleet.zabbix.provisioning.unfinished.JournalFile;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The running service. {@link #start} opens the rooms in the order in which the data flows backwards -
 * delivery before collection - and {@link #stop} closes them in the opposite one.
 */
public final class Service {

    private static final Logger LOG = LoggerFactory.getLogger(Service.class);

    private static final Duration LOOK_FOR_UNSUPPORTED = Duration.ofMinutes(3);

    private final ServiceConfig config;
    private final Secrets secrets;
    private final Clock clock = Clock.systemUTC();
    private final PrometheusMeterRegistry meters = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final Vertx vertx;
    private final Deque<Supplier<Future<Void>>> closings = new ArrayDeque<>();

    /**
     * What the configuration's secrets are.
     *
     * @param zabbix by the name of the server, empty when Zabbix is not provisioned
     */
    private record Secrets(
            ApiToken apiToken,
            RegistryAddress registry,
            Keyring.Source keys,
            PasswordSource passwords,
            Map<String, ZabbixApiConfig> zabbix,
            Channels channels) {}

    private Service(ServiceConfig config, Secrets secrets) {
        this.config = config;
        this.secrets = secrets;
        this.vertx = Wiring.vertx(meters);
        vertx.exceptionHandler(FatalErrors::look);
        new JvmMemoryMetrics().bindTo(meters);
    }

    /**
     * Reads the secrets and makes the service, not yet started. Blocks.
     *
     * @throws DocumentException when a secret is missing
     */
    public static Service of(ServiceConfig config) throws DocumentException {
        ApiToken token = ConfiguredSecrets.apiToken(config);
        DataFolder.make(config.data());
        ConfiguredSecrets.checkKeys(config);
        ConfiguredSecrets.checkCertificate(config);
        Secrets secrets = new Secrets(
                token,
                ConfiguredSecrets.registry(config),
                ConfiguredSecrets.keys(config),
                ConfiguredSecrets.passwords(config),
                ZabbixAccess.of(config),
                Channels.of(config));
        return new Service(config, secrets);
    }

    /**
     * Reads the secrets and does nothing with them.
     *
     * @throws DocumentException when one is missing or wrong
     */
    public static void check(ServiceConfig config) throws DocumentException {
        ConfiguredSecrets.apiToken(config);
        ConfiguredSecrets.checkCertificate(config);
        ConfiguredSecrets.registry(config);
        ConfiguredSecrets.passwords(config);
        ZabbixAccess.of(config);
        Channels.of(config);
        if (config.secretKey() != null) {
            ConfiguredSecrets.checkKeys(config);
        }
    }

    /** @return fails when a room cannot be opened; what was open is closed again */
    public Future<Void> start() {
        // of no context: the event loop of the others is gone by the time that a failure has closed Vert.x
        Promise<Void> started = Promise.promise();
        // to read all templates takes a second
        EventLoopWatch.start(vertx, EventLoopWatch.EVERY, EventLoopWatch.MOST_MISSED, FatalErrors::end)
                .onSuccess(watch -> closings.push(watch::stop))
                .compose(watch -> vertx.executeBlocking(() -> Templates.read(config.templates())))
                .onSuccess(this::report)
                .compose(this::run)
                .onSuccess(done -> LOG.info("started"))
                .onSuccess(done -> askZabbix())
                .onSuccess(started::complete)
                .onFailure(e -> stop().onComplete(stopped -> started.fail(e)));
        return started.future();
    }

    /** A server that is down at the start is asked for by all that need it; what is wrong with it is said once. */
    private void askZabbix() {
        new ZabbixCheck(vertx)
                .of(secrets.zabbix(), secrets.channels())
                .onSuccess(findings -> findings.forEach(finding -> {
                    if (finding.passed()) {
                        LOG.atInfo()
                                .addKeyValue("place", finding.place())
                                .addKeyValue("found", finding.found())
                                .log("Zabbix was asked");
                    } else {
                        LOG.atWarn()
                                .addKeyValue("place", finding.place())
                                .addKeyValue("cause", finding.found())
                                .addKeyValue("hint", finding.hint())
                                .log("Zabbix was asked");
                    }
                }));
    }

    private Future<Void> run(Templates templates) {
        return openOutbox(templates).compose(outbox -> {
            OutboxStore store = new OutboxStore(outbox);
            CollectorContext context =
                    Wiring.collectorContext(templates.all(), config.collector(), store, meters, clock);
            return openRegistry().compose(registry -> run(outbox, registry, store, context));
        });
    }

    private Future<Void> run(Outbox outbox, Registry registry, OutboxStore store, CollectorContext context) {
        Fleet fleet = new Fleet(vertx, context);
        FleetSync fleetSync = new FleetSync(registry, fleet, store);
        ZabbixServers servers = new ZabbixServers();
        CollectorActions actions = new CollectorActions(
                registry,
                new InstanceCheck(vertx, context),
                new InstanceRun(vertx, context),
                fleet,
                servers,
                outbox,
                clock);
        AtomicReference<Optional<Deliveries>> delivering = new AtomicReference<>(Optional.empty());
        return openServers(servers, registry, context, fleet)
                // the ports are taken before anything is collected, sent or changed: a second copy ends here
                .compose(preview -> listen(new ApiParts(
                        registry,
                        new CollectorStatus(
                                fleet,
                                servers,
                                tenant -> delivering
                                        .get()
                                        .map(deliveries -> deliveries.of(tenant, outbox.stats()))
                                        .orElse(null)),
                        actions,
                        outbox,
                        preview,
                        new SyncedPlans(servers),
                        servers,
                        apiAccess())))
                .compose(api -> manage(outbox, fleet, delivering)
                        .compose(management -> deliver(outbox, registry, servers)
                                .compose(deliveries -> {
                                    delivering.set(Optional.of(deliveries));
                                    closings.push(fleetSync::stop);
                                    outbox.onWatermarksSetBack(fleetSync::restart);
                                    return fleetSync.start();
                                })
                                .onSuccess(collecting -> {
                                    closeLater("config API", api);
                                    closeLater("management", management);
                                    servers.start();
                                })));
    }

    private Future<HttpServer> manage(Outbox outbox, Fleet fleet, AtomicReference<Optional<Deliveries>> delivering) {
        Listen listen = config.management().listen();
        Supplier<Map<String, DeliveryStatus>> channels =
                () -> delivering.get().map(Deliveries::status).orElse(Map.of());
        return new ManagementServer(meters, outbox, channels, fleet)
                .start(vertx, listen)
                .recover(e -> notListening("the management port", "management.listen", listen, e));
    }

    private Future<Deliveries> deliver(Outbox outbox, Registry registry, ZabbixServers servers) {
        return Deliveries.start(vertx, secrets.channels(), config.zabbix(), outbox, registry, servers, meters, clock)
                .onSuccess(deliveries -> closings.push(deliveries::stop));
    }

    private ApiAccess apiAccess() {
        ServiceConfig.Api api = config.api();
        return new ApiAccess(
                secrets.apiToken(),
                Optional.ofNullable(api.oidc()).map(oidc -> new IdentityProvider(vertx, oidc.access())),
                new RequestRate(api.rate().perSecond(), api.rate().burst()),
                new Visitors(
                        Visitors.Bounds.USUAL,
                        api.proxies().stream().map(ProxyAddress::range).toList()));
    }

    private Future<HttpServer> listen(ApiParts parts) {
        Router api = ConfigApi.router(vertx, parts);
        Optional<ApiServer.Pem> pem =
                Optional.ofNullable(config.api().tls()).map(tls -> new ApiServer.Pem(tls.certificate(), tls.key()));
        Listen listen = config.api().listen();
        return ApiServer.start(
                        vertx, listen.host(), listen.port(), pem, parts.access().visitors(), api)
                .recover(e -> notListening("the config API", "api.listen", listen, e))
                .onSuccess(server -> pem.ifPresent(files -> new CertificateWatch(vertx, server, files).start()));
    }

    private static Future<HttpServer> notListening(String what, String setting, Listen listen, Throwable failure) {
        return Future.failedFuture(
                failure instanceof BindException
                        ? new IllegalStateException(what + " cannot listen on " + listen.host() + ":" + listen.port()
                                + " (" + failure.getMessage() + "): stop what has this address, or write another "
                                + setting)
                        : failure);
    }

    private void report(Templates templates) {
        templates
                .refused()
                .forEach(refusal ->
                        LOG.atWarn().addKeyValue("cause", refusal.getMessage()).log("left out of the own templates"));
        int refused = templates.refused().size();
        Gauge.builder("moodle_fleet_templates_refused", () -> refused).register(meters);
    }

    /** Ends collection first, then delivers what is under way, then closes the files. */
    public Future<Void> stop() {
        Future<Void> stopped = Future.succeededFuture();
        while (!closings.isEmpty()) {
            Supplier<Future<Void>> closing = closings.pop();
            stopped = stopped.transform(before -> closing.get())
                    .onFailure(e ->
                            LOG.atWarn().addKeyValue("cause", e.getMessage()).log("not closed cleanly"));
        }
        return stopped.transform(done -> vertx.close());
    }

    private Future<Outbox> openOutbox(Templates templates) {
        ItemRuleFilter admission = new ItemRuleFilter(MeasureRules.of(templates.all()));
        return Outbox.open(vertx, Wiring.outboxConfig(config), meters, clock, admission)
                .onSuccess(outbox -> closings.push(outbox::close));
    }

    private Future<Registry> openRegistry() {
        return Registry.open(
                        vertx,
                        secrets.registry(),
                        secrets.keys(),
                        secrets.passwords(),
                        config.zabbix().servers().keySet())
                .onSuccess(registry -> closings.push(registry::close));
    }

    /** @return tells what a change would do there */
    private Future<ZabbixPreview> openServers(
            ZabbixServers servers, Registry registry, CollectorContext context, Fleet fleet) {
        if (secrets.zabbix().isEmpty()) {
            return Future.succeededFuture(PlannedPreview.NONE);
        }
        // to write all templates as Zabbix wants them takes a second for each language
        return vertx.executeBlocking(() -> view(context, fleet))
                .compose(view -> registry.identity().map(identity -> {
                    OwnerMark mark = new OwnerMark("managed-by", "moodle-fleet", identity);
                    secrets.zabbix()
                            .forEach((name, access) -> servers.add(name, open(name, access, registry, view, mark)));
                    fleet.onTemplatesChanged(servers::templatesChanged);
                    return new PlannedPreview(vertx, servers, view);
                }));
    }

    private ZabbixServer open(
            String name, ZabbixApiConfig access, Registry registry, FleetDesiredState view, OwnerMark mark) {
        ServiceConfig.Provisioning settings = config.zabbix().provisioning();
        ZabbixApi api = new ZabbixApi(vertx, access);
        ProvisionedHosts hosts = new ProvisionedHosts();
        Provisioner provisioner = new Provisioner(
                vertx,
                api,
                mark,
                settings.removalGrace(),
                clock,
                MoodleWidgets.asWanted(settings.widgets()),
                new JournalFile(config.data().resolve("provisioning-" + name + ".json")));
        Previewer previewer = new Previewer(vertx, api, mark, clock, settings);
        ZabbixSync sync = new ZabbixSync(
                vertx,
                name,
                registry,
                all -> ZabbixServers.content(all, name),
                view,
                provisioner,
                hosts,
                new ZabbixSync.Limits(settings.every(), settings.removalLimit()),
                meters,
                previewer::forget);
        UnsupportedWatch unsupported =
                new UnsupportedWatch(vertx, name, new UnsupportedItems(api, mark), LOOK_FOR_UNSUPPORTED, meters);
        closings.push(api::close);
        closings.push(unsupported::stop);
        closings.push(previewer::close);
        closings.push(provisioner::close);
        closings.push(sync::stop);
        return new ZabbixServer(
                new HostNames(api, mark),
                new ZabbixDiagnosis(api, hosts::open, ZabbixDiagnosis.CACHE_PATIENCE, clock),
                unsupported,
                provisioner,
                previewer,
                sync);
    }

    private FleetDesiredState view(CollectorContext context, Fleet fleet) {
        return new FleetDesiredState(
                context.templates(),
                GroupTemplate.shipped(),
                config.zabbix().provisioning().language(),
                id -> fleet.status(id).map(InstanceStatus::templates).orElse(Set.of()),
                id -> fleet.status(id).map(this::silence).orElse(Duration.ZERO),
                secrets.channels()::senders);
    }

    private Duration silence(InstanceStatus status) {
        return status.silence(clock.instant());
    }

    private void closeLater(String name, HttpServer server) {
        LOG.atInfo().addKeyValue("port", server.actualPort()).log("{} listens", name);
        closings.push(server::close);
    }
}
