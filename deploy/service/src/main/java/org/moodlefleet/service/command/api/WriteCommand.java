package org.moodlefleet.service.command.api;

import static org.moodlefleet.service.command.message.CommandLanguage.say;
import static org.moodlefleet.service.command.message.CommandMessage.CREATED;
import static org.moodlefleet.service.command.message.CommandMessage.NO_RESOURCE_IN_FILE;
import static org.moodlefleet.service.command.message.CommandMessage.NO_SUCH_FILE;
import static org.moodlefleet.service.command.message.CommandMessage.PASSWORD_ON_COMMAND_LINE;
import static org.moodlefleet.service.command.message.CommandMessage.SAY_WHAT;
import static org.moodlefleet.service.command.message.CommandMessage.STORED;
import static org.moodlefleet.service.command.message.CommandMessage.VALUE_UNREADABLE;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import org.moodlefleet.document.DocumentException;
import org.moodlefleet.document.Documents;
import org.moodlefleet.document.YamlText;
import org.moodlefleet.registry.fleet.DocumentReading;
import org.moodlefleet.service.command.api.ApiOptions.Reply;
import org.moodlefleet.service.command.message.CommandLanguage;
import org.moodlefleet.service.command.terminal.CommandFailure;
import org.moodlefleet.service.command.terminal.Mappers;
import org.moodlefleet.service.command.terminal.OutputOption;
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

    private static final Pattern ENCLOSED = Pattern.compile("[\\[\"']");

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
            throw new CommandLine.ParameterException(spec.commandLine(), say(SAY_WHAT));
        }
        Reply reply = creating ? create(named) : put(named);
        if (dryRun) {
            ChangeLines.show(reply.document(), true, spec);
        } else if (output.isTable()) {
            ChangeLines.warnings(reply.document(), spec);
            spec.commandLine()
                    .getOut()
                    .println(say(reply.status() == 201 ? CREATED : STORED) + " " + say(named.said()));
        } else {
            output.print(spec.commandLine().getOut(), reply.document());
        }
        return 0;
    }

    private Reply create(Resource.Name named) throws IOException, InterruptedException {
        ObjectNode document = file == null ? Mappers.JSON.createObjectNode() : read();
        return api.post(named.collection() + wish(), typed(filled(document).put("id", named.id())));
    }

    private Reply put(Resource.Name named) throws IOException, InterruptedException {
        if (file != null) {
            return api.put(named.path() + wish(), typed(filled(read())), null);
        }
        Reply present = api.get(named.path());
        return api.put(named.path() + wish(), typed(filled((ObjectNode) present.document())), present.version());
    }

    private String wish() {
        return "?dryRun=" + dryRun + (unchecked ? "&check=false" : "");
    }

    /** With the text of a number where the field is a text; what is wrong is said by the service, in the user's language. */
    private JsonNode typed(ObjectNode written) {
        try {
            return Mappers.JSON.valueToTree(
                    DocumentReading.yaml("document", YamlText.of(written), resource.document()));
        } catch (DocumentException e) {
            return written;
        }
    }

    private ObjectNode filled(ObjectNode document) {
        fields.forEach((field, value) -> {
            if (field.equals("database.password.value")) {
                throw new CommandFailure(PASSWORD_ON_COMMAND_LINE);
            }
            set(document, field, value);
        });
        return document;
    }

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

    /** Read as YAML where it begins as a list or a quoted text does, else all that stands there. */
    private static JsonNode value(String field, String value) {
        boolean enclosed = ENCLOSED.matcher(value).lookingAt();
        try {
            JsonNode read = Documents.readYaml("--set " + field, value.getBytes(StandardCharsets.UTF_8));
            return enclosed || read.asText().equals(value) ? read : Mappers.JSON.valueToTree(value);
        } catch (DocumentException e) {
            if (enclosed) {
                throw new CommandFailure(VALUE_UNREADABLE.with(field));
            }
            return value.equals("null") ? NullNode.getInstance() : Mappers.JSON.valueToTree(value);
        }
    }

    private ObjectNode read() throws IOException {
        JsonNode document;
        try {
            document = DocumentReading.yaml(file.toString(), bytes(), JsonNode.class);
        } catch (DocumentException e) {
            throw new CommandFailure(List.of(e.in(CommandLanguage.SPOKEN)));
        }
        if (document instanceof ObjectNode object) {
            return object;
        }
        throw new CommandFailure(NO_RESOURCE_IN_FILE.with(file, resource.noun()));
    }

    private byte[] bytes() throws IOException {
        if (file.toString().equals("-")) {
            return System.in.readAllBytes();
        }
        try {
            return Files.readAllBytes(file);
        } catch (NoSuchFileException e) {
            throw new CommandFailure(NO_SUCH_FILE.with(file));
        }
    }
}
