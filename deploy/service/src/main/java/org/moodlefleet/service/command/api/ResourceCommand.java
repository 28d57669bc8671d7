package org.moodlefleet.service.command.api;

import java.util.List;
import org.moodlefleet.service.command.terminal.CommandGroup;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;

/** {@code tenant}, {@code instance}, {@code group}: the same verbs for each of them. */
@Command(mixinStandardHelpOptions = true)
public final class ResourceCommand extends CommandGroup {

    private ResourceCommand() {}

    /** Adds the commands of all resources. */
    public static void addTo(CommandLine program) {
        for (Resource resource : Resource.values()) {
            program.addSubcommand(resource.word(), of(resource));
        }
    }

    private static CommandLine of(Resource resource) {
        CommandLine group = new CommandLine(new ResourceCommand());
        describe(group.getCommandSpec(), resource.word(), "Works with the " + resource.word() + "s of the registry.");
        add(group, resource, "list", new ListCommand(resource), "Lists them, sorted by name.", "");
        add(group, resource, "show", new ShowCommand(resource), "Shows one.", " " + resource.example());
        String written = " " + resource.example() + " -f " + resource.word() + ".yaml";
        add(group, resource, "create", WriteCommand.create(resource), "Makes a new one.", written);
        add(
                group,
                resource,
                "put",
                WriteCommand.put(resource),
                "Replaces one by a document, or makes it; without a document changes what --set names.",
                " " + resource.example() + " --set name=\"Another name\"");
        add(group, resource, "delete", new DeleteCommand(resource), "Removes one.", " " + resource.example());
        if (resource == Resource.TENANT) {
            add(
                    group,
                    resource,
                    "password",
                    new PasswordCommand(),
                    "Gives the Zabbix account of one of its users a new password and writes it, this once.",
                    " lyon a.martin");
        }
        if (resource == Resource.INSTANCE) {
            add(
                    group,
                    resource,
                    "status",
                    new InstanceStatusCommand(),
                    "Tells how its collection goes.",
                    " lyon/mistral");
            add(group, resource, "enable", new EnableCommand(true), "Collects it (again).", " lyon/mistral");
            add(
                    group,
                    resource,
                    "disable",
                    new EnableCommand(false),
                    "Stops collecting it; its host stays.",
                    " lyon/mistral");
        }
        return group;
    }

    private static void add(
            CommandLine group, Resource resource, String verb, Object command, String description, String example) {
        CommandLine line = new CommandLine(command);
        CommandSpec spec = line.getCommandSpec();
        describe(spec, verb, description);
        spec.usageMessage().footer("  moodle-fleet " + resource.word() + " " + verb + example);
        List.copyOf(spec.options()).stream()
                .filter(option -> !applies(option.longestName(), resource))
                .forEach(spec::remove);
        if (!resource.owned() && verb.equals("list")) {
            List.copyOf(spec.positionalParameters()).forEach(spec::remove);
        }
        group.addSubcommand(verb, line);
    }

    private static void describe(CommandSpec spec, String name, String description) {
        spec.name(name).usageMessage().description(description);
    }

    private static boolean applies(String option, Resource resource) {
        return switch (option) {
            case "--tag", "--state" -> resource == Resource.INSTANCE;
            case "--cascade" -> resource == Resource.TENANT;
            case "--no-check" -> resource != Resource.GROUP;
            default -> true;
        };
    }
}
