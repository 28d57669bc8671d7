package org.moodlefleet.service.bed;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;

/** A folder with a configuration, its secrets in files, and the data of a service. */
public final class ServiceFolder {

    public final String token = "canary-" + UUID.randomUUID();
    public final Path config;
    public final Path data;
    public final ApiClient client;

    /** @param provisioning what stands below {@code provisioning}, in YAML's flow style */
    public ServiceFolder(Path folder, String zabbixToken, String provisioning) throws IOException {
        int apiPort = freePort();
        int managementPort = freePort();
        this.data = folder.resolve("data");
        this.client = new ApiClient(apiPort, managementPort, token);
        Files.writeString(folder.resolve("token"), token);
        Files.writeString(folder.resolve("zabbix-token"), zabbixToken);
        this.config = Files.writeString(folder.resolve("moodle-fleet.yaml"), """
                api: {listen: "127.0.0.1:%d", token: {file: %s}}
                management: {listen: "127.0.0.1:%d"}
                data: %s
                zabbix:
                  api: {url: "%s", token: {file: %s}}
                  trapper: {host: 127.0.0.1, port: %d}
                  delivery: {rejectAfter: 20s}
                  provisioning: %s
                """.formatted(
                        apiPort,
                        folder.resolve("token"),
                        managementPort,
                        data,
                        ZabbixBed.URL,
                        folder.resolve("zabbix-token"),
                        ZabbixBed.TRAPPER_PORT,
                        provisioning));
    }

    public static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
