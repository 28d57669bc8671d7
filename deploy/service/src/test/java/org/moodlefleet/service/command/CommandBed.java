package org.moodlefleet.service.command;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.moodlefleet.service.Service;
import org.moodlefleet.service.config.ServiceConfig;
import org.moodlefleet.service.process.Logs;
import picocli.CommandLine;

/** A running service with an empty registry, and commands on it. */
record CommandBed(Path folder, String address, Service service) implements AutoCloseable {

    private static final String TOKEN = "canary-token-0123456789";

    record Ended(int code, String out, String err) {}

    static CommandBed start(Path folder) throws Exception {
        Logs.configure(new ServiceConfig.Log(null, ServiceConfig.Log.Level.ERROR));
        int port = freePort();
        Path token = Files.writeString(folder.resolve("token"), TOKEN + "\n");
        Path config = Files.writeString(folder.resolve("moodle-fleet.yaml"), """
                api: {listen: "127.0.0.1:%d", token: {file: %s}}
                management: {listen: "127.0.0.1:%d"}
                data: %s
                zabbix:
                  trapper: {host: 127.0.0.1, port: %d}
                  provisioning: {enabled: false}
                """.formatted(
                        port, token, freePort(), folder.resolve("data"), freePort()));
        Service service = Service.of(ServiceConfig.read(config));
        service.start().await();
        return new CommandBed(folder, "http://127.0.0.1:" + port, service);
    }

    @Override
    public void close() {
        service.stop().await();
    }

    Ended run(String... arguments) {
        return local(onService(arguments).toArray(String[]::new));
    }

    /** The arguments with those that name the service. */
    List<String> onService(String... arguments) {
        List<String> all = new ArrayList<>(List.of(arguments));
        all.addAll(List.of(
                "--api", address, "--token-file", folder.resolve("token").toString(), "--lang", "en"));
        return all;
    }

    static Ended local(String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        CommandLine line = MoodleFleetCommand.commandLine();
        line.setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true));
        int code = line.execute(arguments);
        return new Ended(code, out.toString(), err.toString());
    }

    /** What the API itself says of an object, without our commands. */
    JsonNode get(String path) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(address + "/api/v1" + path))
                .header("Authorization", "Bearer " + TOKEN)
                .build();
        return new ObjectMapper()
                .readTree(HttpClient.newHttpClient()
                        .send(request, BodyHandlers.ofString())
                        .body());
    }

    static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
