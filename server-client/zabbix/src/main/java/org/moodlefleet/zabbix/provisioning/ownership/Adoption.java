package org.moodlefleet.zabbix.provisioning.ownership;

import java.util.List;
import java.util.stream.Collectors;

/**
 * Whose objects a plan takes over, besides what is our registry's: those of a registry that was lost, and those that
 * earlier versions made, which did not say for which registry. Somebody has to ask for it.
 *
 * @param which {@link #ALL}, {@link #EARLIER}, the identity of a registry, or empty: nobody's
 */
public record Adoption(String which) {

    /** All that this program has ever made there, for whatever registry. */
    public static final String ALL = "all";

    /** What earlier versions made. */
    public static final String EARLIER = "earlier";

    public static final Adoption NONE = new Adoption("");

    private static final int MOST_NAMED = 5;

    /** @param registry identity, empty for earlier versions */
    public boolean takes(String registry) {
        return which.equals(ALL) || !which.isEmpty() && which.equals(name(registry));
    }

    /** @param registry identity, empty for earlier versions */
    public static String name(String registry) {
        return registry.isEmpty() ? EARLIER : registry;
    }

    /** @param registry identity, empty for earlier versions */
    public static String maker(String registry) {
        return registry.isEmpty()
                ? "an earlier version, which did not say for which registry,"
                : "the service of another registry (" + registry + ")";
    }

    /** What waits, why, and what mends it. */
    public static String waiting(String registry, String kind, List<String> names) {
        String some = names.stream().sorted().limit(MOST_NAMED).collect(Collectors.joining(", "));
        int more = names.size() - MOST_NAMED;
        return names.size() + " " + kind + " that " + maker(registry) + " made are left as they are: " + some
                + (more > 0 ? " and " + more + " more" : "") + "; " + hint(registry);
    }

    public static String hint(String registry) {
        return "if our registry takes its place, apply with --adopt " + name(registry);
    }
}
