package org.moodlefleet.consolidation.dashboard;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.function.Function;
import org.moodlefleet.document.DocumentException;
import org.moodlefleet.document.Documents;
import org.moodlefleet.document.Language;
import org.moodlefleet.zabbix.dashboard.Dashboard;

/** The dashboards that ship with the program: one for tenants, one for groups, one for the whole fleet. */
public final class DashboardViews {

    private final DashboardDocument tenant = read("tenant");
    private final DashboardDocument group = read("group");
    private final DashboardDocument fleet = read("fleet");
    private final Function<Language, Items> items;

    public DashboardViews(Function<Language, Items> items) {
        this.items = items;
    }

    public Dashboard tenant(Subject subject) {
        return new Layout(subject, items).dashboard(tenant);
    }

    public Dashboard group(Subject subject) {
        return new Layout(subject, items).dashboard(group);
    }

    public Dashboard fleet(Subject subject) {
        return new Layout(subject, items).dashboard(fleet);
    }

    /** @param subject {@link Subject#name} */
    public String tenantName(String subject, Language language) {
        return tenant.nameOf(subject, language);
    }

    /** @param subject {@link Subject#name} */
    public String groupName(String subject, Language language) {
        return group.nameOf(subject, language);
    }

    /** @param subject {@link Subject#name} */
    public String fleetName(String subject, Language language) {
        return fleet.nameOf(subject, language);
    }

    private static DashboardDocument read(String name) {
        String resource = "/templates/dashboards/" + name + ".yaml";
        try (InputStream in = DashboardViews.class.getResourceAsStream(resource)) {
            String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            return Documents.readYaml(resource, text, DashboardDocument.class);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (DocumentException e) {
            throw new IllegalStateException("a dashboard that we ship is broken: " + e.getMessage(), e);
        }
    }
}
