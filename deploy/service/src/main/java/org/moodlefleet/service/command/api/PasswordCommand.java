package org.moodlefleet.service.command.api;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code tenant password}. */
@Command(mixinStandardHelpOptions = true)
final class PasswordCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Mixin
    private ApiOptions api;

    @Parameters(paramLabel = "TENANT", description = "whose user it is")
    private String tenant;

    @Parameters(paramLabel = "LOGIN", description = "one of the tenant's 'users'")
    private String login;

    @Override
    public Integer call() throws IOException, InterruptedException {
        String user = URLEncoder.encode(login, StandardCharsets.UTF_8);
        String path = Resource.TENANT.parse(tenant).path() + "/users/" + user + "/password";
        JsonNode made = api.post(path).document();
        spec.commandLine().getOut().println(made.path("password").asText());
        return 0;
    }
}
