package org.moodlefleet.service.command;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.moodlefleet.service.command.ApiOptions.Reply;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code create} and {@code put} of a resource. */
@Command(mixinStandardHelpOptions = true)
final class WriteCommand implements Callable<Integer> {

    private final Resource resource;
    private final boolean creating;

    @Spec
    private CommandSpec spec;

    @Mixin
    private ApiOptions api;

    @Mixin
    private OutputOption output;

    @Parameters(paramLabel = "NAME", description = "tenant, or tenant/id of what belongs to it")
    private String name;

    @Option(
            names = {"-f", "--file"},
            paramLabel = "FILE",
            description = "the object as YAML or JSON, - for standard input")
    private Path file;

    @Option(
            names = "--set",
            paramLabel = "FIELD=VALUE",
            description = "a field, such as database.host=db2 or tags='[lycee]'; null leaves it out; may be repeated")
    private Map<String, String> fields = new LinkedHashMap<>();

    @Option(names = "--no-check", description = "accept instances unseen")
    private boolean unchecked;

    @Option(names = "--dry-run", description = "only say what would change, in Zabbix too")
    private boolean dryRun;

    private WriteCommand(Resource resource, boolean creating) {
        this.resource = resource;
        this.creating = creating;
    }

    static WriteCommand create(Resource resource) {
        return new WriteCommand(resource, true);
    }

    static WriteCommand put(Resource resource) {
        return new WriteCommand(resource, false);
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        Resource.Name named = resource.parse(name);
        if (file == null && fields.isEmpty()) {
            throw new CommandLine.ParameterException(spec.commandLine(), "say what: --file FILE or --set FIELD=VALUE");
        }
        Reply reply = creating ? create(named) : put(named);
        if (dryRun) {
            ChangeLines.show(reply.document(), true, spec);
        } else if (output.isTable()) {
            ChangeLines.warnings(reply.document(), spec);
            spec.commandLine().getOut().println((reply.status() == 201 ? "created " : "stored ") + named);
        } else {
            output.print(spec.commandLine().getOut(), reply.document());
        }
        return 0;
    }

    private Reply create(Resource.Name named) throws IOException, InterruptedException {
        ObjectNode document = file == null ? Answers.JSON.createObjectNode() : read();
        return api.post(named.collection() + wish(), filled(document).put("id", named.id()));
    }

    private Reply put(Resource.Name named) throws IOException, InterruptedException {
        if (file != null) {
            return api.put(named.path() + wish(), filled(read()), null);
        }
        Reply present = api.get(named.path());
        return api.put(named.path() + wish(), filled((ObjectNode) present.document()), present.version());
    }

    private String wish() {
        return "?dryRun=" + dryRun + (unchecked ? "&check=false" : "");
    }

    private ObjectNode filled(ObjectNode document) {
        fields.forEach((field, value) -> {
            if (field.equals("database.password.value")) {
                throw new CommandFailure("a password on the command line can be read by everybody on this machine:"
                        + " write it into a document for --file, or name its place with"
                        + " --set database.password.file=/path or database.password.env=NAME");
            }
            set(document, field, value);
        });
        return document;
    }

    /** A list, a number or a truth value as YAML has them; all else is text. */
    private static void set(ObjectNode document, String field, String value) {
        ObjectNode place = document;
        String[] path = field.split("\\.", -1);
        for (int i = 0; i < path.length - 1; i++) {
            place = place.withObjectProperty(path[i]);
        }
        JsonNode read = value(field, value);
        if (read.isNull()) {
            place.remove(path[path.length - 1]);
        } else {
            place.set(path[path.length - 1], read);
        }
    }

    private static JsonNode value(String field, String value) {
        try {
            JsonNode read = Answers.YAML.readTree(value);
            return read.isObject() || read.isMissingNode() ? Answers.JSON.valueToTree(value) : read;
        } catch (IOException e) {
            throw new CommandFailure("--set " + field + ": its value cannot be read; close its brackets and quotes");
        }
    }

    private ObjectNode read() throws IOException {
        JsonNode document = Answers.YAML.readTree(text());
        if (document instanceof ObjectNode object) {
            return object;
        }
        throw new CommandFailure(file + " holds no " + resource.word() + ": write its fields, such as name: ...");
    }

    private String text() throws IOException {
        if (file.toString().equals("-")) {
            return new String(System.in.readAllBytes(), StandardCharsets.UTF_8);
        }
        try {
            return Files.readString(file);
        } catch (NoSuchFileException e) {
            throw new CommandFailure(file + ": no such file");
        }
    }
}
