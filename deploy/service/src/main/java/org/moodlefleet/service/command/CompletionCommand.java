package org.moodlefleet.service.command;

import java.util.concurrent.Callable;
import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code completion}. */
@Command(
        name = "completion",
        description = "Prints the completion of commands and options for a shell, to be sourced by it.",
        mixinStandardHelpOptions = true,
        footer = "  source <(moodle-fleet completion bash)")
final class CompletionCommand implements Callable<Integer> {

    private enum Shell {
        BASH,
        ZSH
    }

    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "SHELL", description = "bash or zsh (which takes bash's through bashcompinit)")
    private Shell shell;

    @Override
    public Integer call() {
        CommandSpec program = spec.root();
        String script = AutoComplete.bash(program.name(), program.commandLine());
        String zsh = shell == Shell.ZSH ? "autoload -U +X bashcompinit && bashcompinit\n" : "";
        spec.commandLine().getOut().print(zsh + script);
        spec.commandLine().getOut().flush();
        return 0;
    }
}
