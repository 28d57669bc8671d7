package org.moodlefleet.service.command.moodle;

import static org.moodlefleet.service.command.message.CommandLanguage.say;
import static org.moodlefleet.service.command.message.CommandMessage.NO_INSTANCE_NAME;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** An instance as a command names it: {@code tenant/instance}. */
record InstanceName(String tenant, String instance) {

    /** Reads it from a command line. */
    static final class Converter implements ITypeConverter<InstanceName> {
        @Override
        public InstanceName convert(String text) {
            String[] parts = text.split("/", -1);
            if (parts.length != 2 || !isSlug(parts[0]) || !isSlug(parts[1])) {
                throw new TypeConversionException(say(NO_INSTANCE_NAME.with(text)));
            }
            return new InstanceName(parts[0], parts[1]);
        }
    }

    private static boolean isSlug(String text) {
        return text.matches("[a-z0-9][a-z0-9-]{0,62}");
    }

    /** Path of the instance in the config API. */
    String path() {
        return "/tenants/" + tenant + "/instances/" + instance;
    }

    @Override
    public String toString() {
        return tenant + "/" + instance;
    }
}
