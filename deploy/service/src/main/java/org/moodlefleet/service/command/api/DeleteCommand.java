package org.moodlefleet.service.command.api;

import static org.moodlefleet.service.command.message.CommandLanguage.say;
import static org.moodlefleet.service.command.message.CommandMessage.NOTHING_REMOVED;
import static org.moodlefleet.service.command.message.CommandMessage.REMOVAL_NEEDS_YES;
import static org.moodlefleet.service.command.message.CommandMessage.REMOVE;
import static org.moodlefleet.service.command.message.CommandMessage.REMOVED;
import static org.moodlefleet.service.command.message.CommandMessage.REMOVE_ALL;

import java.io.IOException;
import java.util.concurrent.Callable;
import org.moodlefleet.service.command.api.ApiOptions.Reply;
import org.moodlefleet.service.command.terminal.CommandFailure;
import org.moodlefleet.service.command.terminal.Terminal;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code delete} of a resource. */
@Command(mixinStandardHelpOptions = true)
final class DeleteCommand implements Callable<Integer> {

    private final Resource resource;

    @Spec
    private CommandSpec spec;

    @Mixin
    private ApiOptions api;

    @Parameters(paramLabel = "NAME", description = "tenant, or tenant/id of what belongs to it")
    private String name;

    @Option(names = "--cascade", description = "with all its instances and groups")
    private boolean cascade;

    @Option(names = "--dry-run", description = "only say what would change, in Zabbix too")
    private boolean dryRun;

    @Option(names = "--yes", description = "do not ask")
    private boolean agreed;

    DeleteCommand(Resource resource) {
        this.resource = resource;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        Resource.Name named = resource.parse(name);
        // what is removed is what was seen, and what is not there is said before anybody is asked
        String version = api.get(named.path()).version();
        if (!agreed && !dryRun) {
            ask(named);
        }
        String wish = "?dryRun=" + dryRun + (cascade ? "&cascade=true" : "");
        Reply reply = api.delete(named.path() + wish, version);
        if (dryRun) {
            ChangeLines.show(reply.document(), true, spec);
            return 0;
        }
        spec.commandLine().getOut().println(say(REMOVED) + " " + say(named.said()));
        return 0;
    }

    private void ask(Resource.Name named) {
        if (!Terminal.isThere()) {
            throw new CommandFailure(REMOVAL_NEEDS_YES);
        }
        if (!Terminal.agrees((cascade ? REMOVE_ALL : REMOVE).with(named.said()))) {
            throw new CommandFailure(NOTHING_REMOVED);
        }
    }
}
