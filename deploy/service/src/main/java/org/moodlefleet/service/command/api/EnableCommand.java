package org.moodlefleet.service.command.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.concurrent.Callable;
import org.moodlefleet.service.command.api.ApiOptions.Reply;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code instance enable} and {@code instance disable}. */
@Command(mixinStandardHelpOptions = true)
final class EnableCommand implements Callable<Integer> {

    private final boolean on;

    @Spec
    private CommandSpec spec;

    @Mixin
    private ApiOptions api;

    @Parameters(paramLabel = "NAME", description = "tenant/instance")
    private String name;

    EnableCommand(boolean on) {
        this.on = on;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        Resource.Name named = Resource.INSTANCE.parse(name);
        Reply present = api.get(named.path());
        ObjectNode document = (ObjectNode) present.document();
        boolean changes = document.path("enabled").asBoolean() != on;
        if (changes) {
            Reply reply = api.put(named.path(), document.put("enabled", on), present.version());
            ChangeLines.warnings(reply.document(), spec);
        }
        String state = on ? "enabled" : "disabled";
        spec.commandLine().getOut().println(named + (changes ? " is " : " was already ") + state);
        return 0;
    }
}
