package org.moodlefleet.service.command.api;

import static org.moodlefleet.service.command.message.CommandLanguage.say;
import static org.moodlefleet.service.command.message.CommandMessage.IS_DISABLED;
import static org.moodlefleet.service.command.message.CommandMessage.IS_ENABLED;
import static org.moodlefleet.service.command.message.CommandMessage.WAS_DISABLED;
import static org.moodlefleet.service.command.message.CommandMessage.WAS_ENABLED;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.concurrent.Callable;
import org.moodlefleet.document.Message;
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
        Message now = on ? IS_ENABLED.with(named.said()) : IS_DISABLED.with(named.said());
        Message before = on ? WAS_ENABLED.with(named.said()) : WAS_DISABLED.with(named.said());
        spec.commandLine().getOut().println(say(changes ? now : before));
        return 0;
    }
}
