package org.moodlefleet.testbed.moodle;

import java.util.Arrays;

/** A plugin, not part of Moodle, that there are measures for. */
public enum Plugin {
    VMOODLE("local_vmoodle"),
    ADVANCED_PERFS("local_advancedperfs"),
    SHOP("local_shop"),
    LEARNING_TIME_CHECK("mod_learningtimecheck"),
    ENT_INSTALLER("local_ent_installer"),
    PDCERTIFICATE("mod_pdcertificate");

    private static final String ACTIVITY = "mod_";

    private final String component;

    Plugin(String component) {
        this.component = component;
    }

    /** As Moodle calls it, {@code local_shop}. */
    public String component() {
        return component;
    }

    /** Whether its instances are activities of courses. */
    public boolean isActivity() {
        return component.startsWith(ACTIVITY);
    }

    /** The name in table modules of a plugin that {@link #isActivity()}. */
    public String module() {
        return component.substring(ACTIVITY.length());
    }

    /**
     * The plugin of that component.
     *
     * @throws IllegalArgumentException when there are no measures for it
     */
    public static Plugin named(String component) {
        return Arrays.stream(values())
                .filter(plugin -> plugin.component.equals(component))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("unknown plugin '" + component + "'"));
    }
}
