package org.moodlefleet.service.command.api;

import java.util.concurrent.Callable;
import org.moodlefleet.configapi.contract.ApiReference;
import org.moodlefleet.configapi.contract.OpenApi;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code api}: the contract of the config API. */
@Command(
        name = "api",
        description = "Prints the contract of the config API.",
        mixinStandardHelpOptions = true,
        footer = "  moodle-fleet api -o markdown")
public final class ApiCommand implements Callable<Integer> {

    enum Form {
        MARKDOWN,
        JSON
    }

    @Option(
            names = {"-o", "--output"},
            defaultValue = "json",
            description = "markdown (the page deploy/API.md) or json (OpenAPI 3.1). Default: ${DEFAULT-VALUE}.")
    private Form form;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        spec.commandLine().getOut().print(form == Form.MARKDOWN ? ApiReference.markdown() : OpenApi.text());
        spec.commandLine().getOut().flush();
        return 0;
    }
}
