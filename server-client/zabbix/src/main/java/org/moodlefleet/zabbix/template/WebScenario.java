package org.moodlefleet.zabbix.template;

import java.util.List;

/**
 * Pages that the Zabbix server itself fetches in a row, measuring time and outcome. Of TLS it checks both the chain
 * and the host name, by the authorities that its machine trusts.
 *
 * @param id stable, makes the scenario's identity with the template's technical name
 * @param name shown to users; stands in the keys of the items that Zabbix makes, {@code web.test.fail[name]}
 * @param delay how often, such as {@code 5m}
 * @param attempts how often a failed step is tried, 1 to 10
 * @param proxy address of the HTTP proxy to go through, may be a macro; empty = none
 * @param steps in order
 */
public record WebScenario(String id, String name, String delay, int attempts, String proxy, List<Step> steps) {

    public WebScenario {
        if (id.isBlank() || name.isBlank() || steps.isEmpty()) {
            throw new IllegalArgumentException("a web scenario needs an id, a name and steps: " + id);
        }
        steps = List.copyOf(steps);
    }

    /**
     * One page.
     *
     * @param name shown to users, unique in the scenario
     * @param url may contain macros
     * @param timeout such as {@code 15s}
     * @param required regular expression that the page must match, empty = any
     * @param statusCodes HTTP statuses that are good, such as {@code 200} or {@code 200,302}, empty = any
     * @param followRedirects whether redirects are followed before the answer is judged
     */
    public record Step(
            String name, String url, String timeout, String required, String statusCodes, boolean followRedirects) {}
}
