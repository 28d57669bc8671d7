package org.moodlefleet.service.command.moodle;

import java.text.Normalizer;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.moodlefleet.collector.inspection.MoodleDiscovery.Found;
import org.moodlefleet.collector.inspection.MoodleDiscovery.VirtualHost;
import org.moodlefleet.document.PlainText;
import org.moodlefleet.document.YamlText;
import org.moodlefleet.model.DatabaseAddress;
import org.moodlefleet.model.Tls;

/** Moodles that were found on a server, as a fleet file that says what is still to be written. */
record DiscoveredFleet(String tenant, String account, String passwordVariable) {

    private static final int LONGEST_COMMENT = 200;

    String yaml(List<Found> moodles) {
        Map<String, VirtualHost> virtual = new TreeMap<>();
        moodles.forEach(moodle -> moodle.virtualHosts().stream()
                .filter(host -> !host.database().isEmpty())
                .forEach(host -> virtual.put(host.database(), host)));
        StringBuilder yaml = new StringBuilder();
        yaml.append("# ")
                .append(moodles.size())
                .append(" Moodles. Complete the lines marked COMPLETE, then: moodle-fleet grants --fleet FILE\n")
                .append("tenants:\n  - id: ")
                .append(YamlText.scalar(tenant))
                .append("\n    name: ")
                .append(YamlText.scalar(tenant))
                .append("\n    instances:\n");
        Set<String> ids = new HashSet<>();
        moodles.forEach(
                moodle -> instance(yaml, moodle, virtual.get(moodle.address().name()), ids));
        strangers(yaml, moodles);
        return yaml.toString();
    }

    private void instance(StringBuilder yaml, Found moodle, VirtualHost virtual, Set<String> ids) {
        DatabaseAddress address = moodle.address();
        String root = moodle.wwwroot().isEmpty() && virtual != null ? site(virtual.address()) : moodle.wwwroot();
        yaml.append("      - id: ").append(YamlText.scalar(id(root.isEmpty() ? address.name() : root, ids)));
        yaml.append("\n        name: ")
                .append(YamlText.scalar(moodle.name().isBlank() ? address.name() : moodle.name()));
        yaml.append("\n        baseUrl: ").append(YamlText.scalar(root)).append(root.isEmpty() ? "   # COMPLETE" : "");
        if (virtual != null && !site(virtual.address()).equals(root)) {
            yaml.append("   # local_vmoodle says ").append(line(virtual.address()));
        }
        yaml.append("\n        # Moodle ").append(line(moodle.site().release())).append(", its time zone is ");
        yaml.append(line(String.valueOf(moodle.site().zone())));
        if (virtual != null && !virtual.enabled()) {
            yaml.append("\n        enabled: false   # as local_vmoodle has it");
        }
        yaml.append("\n        prefix: ").append(YamlText.scalar(address.prefix()));
        yaml.append("\n        database:\n          engine: ")
                .append(address.engine().label());
        yaml.append("\n          host: ").append(YamlText.scalar(address.host()));
        yaml.append("\n          port: ").append(address.port());
        yaml.append("\n          name: ").append(YamlText.scalar(address.name()));
        if (address.schema() != null) {
            yaml.append("\n          schema: ").append(YamlText.scalar(address.schema()));
        }
        if (address.tls() != Tls.DISABLE) {
            yaml.append("\n          tls: require");
        }
        yaml.append("\n          user: ").append(YamlText.scalar(account));
        yaml.append("\n          password: {env: ")
                .append(YamlText.scalar(passwordVariable))
                .append("}\n");
    }

    /** Virtual hosts whose database was not among those that were looked at. */
    private static void strangers(StringBuilder yaml, List<Found> moodles) {
        Set<String> found = new HashSet<>();
        moodles.forEach(moodle -> {
            found.add(moodle.address().name());
            found.add(moodle.wwwroot());
        });
        for (Found master : moodles) {
            for (VirtualHost host : master.virtualHosts()) {
                if (!found.contains(host.database()) && !found.contains(site(host.address()))) {
                    yaml.append("# not found here, known to local_vmoodle in ")
                            .append(line(master.address().name()))
                            .append(": ")
                            .append(line(host.address()))
                            .append(host.database().isEmpty() ? "" : ", database " + line(host.database()))
                            .append(host.enabled() ? "" : ", switched off")
                            .append("\n");
                }
            }
        }
    }

    private static String site(String address) {
        return address.contains("://") ? address.replaceFirst("/+$", "") : "https://" + address;
    }

    /** Letters and digits of an address or a name, once. */
    private static String id(String from, Set<String> taken) {
        String plain = Normalizer.normalize(from.replaceFirst("^https?://", ""), Normalizer.Form.NFD)
                .toLowerCase(Locale.ROOT)
                .replaceAll("[^a-z0-9]+", "-")
                .replaceAll("^-+|-+$", "");
        String id = plain.isEmpty() ? "moodle" : plain.substring(0, Math.min(plain.length(), 55));
        String free = id;
        for (int next = 2; !taken.add(free); next++) {
            free = id + "-" + next;
        }
        return free;
    }

    /** What stands in a database may not end a comment's line. */
    private static String line(String text) {
        return PlainText.line(text, LONGEST_COMMENT);
    }
}
