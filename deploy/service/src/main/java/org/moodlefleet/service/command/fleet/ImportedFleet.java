package org.moodlefleet.service.command.fleet;

import static org.moodlefleet.document.DocumentMessage.IS_EMPTY;
import static org.moodlefleet.model.message.ModelMessage.IS_MISSING;
import static org.moodlefleet.service.command.message.CommandLanguage.say;
import static org.moodlefleet.service.command.message.CommandMessage.ADD_COLUMN;
import static org.moodlefleet.service.command.message.CommandMessage.ADD_COLUMN_OR_TENANT;
import static org.moodlefleet.service.command.message.CommandMessage.HAS_CELL_WITHOUT_COLUMN;
import static org.moodlefleet.service.command.message.CommandMessage.HAS_MORE_CELLS;
import static org.moodlefleet.service.command.message.CommandMessage.IS_NO_COLUMN;
import static org.moodlefleet.service.command.message.CommandMessage.IS_OTHER_BEFORE;
import static org.moodlefleet.service.command.message.CommandMessage.LEAVE_ONE_OUT;
import static org.moodlefleet.service.command.message.CommandMessage.NAME_THE_COLUMN;
import static org.moodlefleet.service.command.message.CommandMessage.QUOTE_THE_SEPARATOR;
import static org.moodlefleet.service.command.message.CommandMessage.STANDS_TWICE;
import static org.moodlefleet.service.command.message.CommandMessage.WRITE_TENANT;
import static org.moodlefleet.service.command.message.CommandMessage.WRITE_THE_SAME;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.moodlefleet.document.DocumentException;
import org.moodlefleet.document.Message;
import org.moodlefleet.document.Suggestion;
import org.moodlefleet.document.Violation;
import org.moodlefleet.registry.RefusedException;
import org.moodlefleet.registry.fleet.DocumentReading;
import org.moodlefleet.registry.fleet.Drafting;
import org.moodlefleet.registry.fleet.FleetDocument;
import org.moodlefleet.registry.fleet.InstanceDocument;
import org.moodlefleet.registry.fleet.TenantDraft;
import org.moodlefleet.service.command.api.ApiOptions;
import org.moodlefleet.service.command.api.Resource;
import org.moodlefleet.service.command.fleet.InstanceTable.Row;
import org.moodlefleet.service.command.message.CommandLanguage;
import org.moodlefleet.service.command.terminal.CommandFailure;
import org.moodlefleet.service.command.terminal.Mappers;

/** A fleet out of a table of instances; what is wrong in the table is told by line and column. */
final class ImportedFleet implements FleetInput {

    private static final String TENANT = "tenant";
    private static final String TENANT_NAME = "tenant.name";
    private static final List<String> NEEDED =
            List.of("id", "name", "baseUrl", "database.engine", "database.host", "database.name", "database.user");
    private static final Pattern PLACE = Pattern.compile("/tenants/(\\d+)(?:/instances/(\\d+))?/?(.*)");

    /** Whose the instances are that do not say so themselves; null where none is given. */
    record Owner(String id, String name) {}

    private final InstanceFields fields = new InstanceFields();
    private final Path file;
    private final InstanceTable table;
    private final Owner usual;
    private final List<String> complaints = new ArrayList<>();
    private final ArrayNode tenants = Mappers.JSON.createArrayNode();
    private final Map<String, Integer> indexes = new HashMap<>();
    /** Ids of the tenants whose name is given. */
    private final Set<String> named = new HashSet<>();

    /** Ids of the tenants that a row has named. */
    private final Set<String> names = new HashSet<>();

    private List<TenantDraft> drafts = List.of();
    /** By tenant, the rows of its instances in their order. */
    private final List<List<Row>> rows = new ArrayList<>();

    private ImportedFleet(Path file, Owner usual) {
        this.file = file;
        this.table = InstanceTable.read(file);
        this.usual = usual;
    }

    /** @throws CommandFailure naming all that is wrong */
    static ImportedFleet read(Path file, Owner usual) {
        ImportedFleet fleet = new ImportedFleet(file, usual);
        boolean complete = fleet.checkColumns();
        fleet.table.rows().forEach(fleet::add);
        // else each row would lack what the table lacks
        if (complete) {
            fleet.checkWhole();
        }
        fleet.refuse();
        return fleet;
    }

    private void refuse() {
        if (!complaints.isEmpty()) {
            throw new CommandFailure(complaints);
        }
    }

    @Override
    public JsonNode document() {
        return Mappers.JSON.createObjectNode().set("tenants", tenants);
    }

    @Override
    public List<TenantDraft> drafts() {
        return drafts;
    }

    @Override
    public List<String> unread() {
        return List.of();
    }

    /**
     * What the table says, over what a service has: a tenant, and what the table does not say of an instance, stay as they
     * are.
     */
    FleetInput over(ApiOptions api) throws IOException, InterruptedException {
        for (int i = 0; i < tenants.size(); i++) {
            ObjectNode tenant = (ObjectNode) tenants.get(i);
            Resource.Name name = Resource.TENANT.parse(tenant.path("id").asText());
            Optional<JsonNode> present = api.find(name.path());
            if (present.isPresent()) {
                over((ObjectNode) present.get(), tenant, api);
            }
        }
        checkWhole();
        refuse();
        return this;
    }

    private void over(ObjectNode present, ObjectNode tenant, ApiOptions api) throws IOException, InterruptedException {
        if (!named.contains(tenant.path("id").asText())) {
            tenant.remove("name");
        }
        Map<String, ObjectNode> instances = new HashMap<>();
        api.all(Resource.INSTANCE.list(tenant.path("id").asText()))
                .forEach(one -> instances.put(one.path("id").asText(), (ObjectNode) one));
        ArrayNode merged = Mappers.JSON.createArrayNode();
        for (JsonNode row : tenant.path("instances")) {
            ObjectNode there = instances.get(row.path("id").asText());
            merged.add(there == null ? row : merge(there, (ObjectNode) row));
        }
        present.setAll(tenant);
        present.set("instances", merged);
        tenant.setAll(present);
    }

    private static ObjectNode merge(ObjectNode present, ObjectNode row) {
        row.properties().forEach(field -> {
            boolean nested =
                    field.getValue().isObject() && present.path(field.getKey()).isObject();
            present.set(
                    field.getKey(),
                    nested
                            ? merge((ObjectNode) present.get(field.getKey()), (ObjectNode) field.getValue())
                            : field.getValue());
        });
        return present;
    }

    int instances() {
        return table.rows().size();
    }

    @Override
    public List<String> located(List<Violation> violations) {
        return violations.stream().map(this::located).toList();
    }

    private String located(Violation violation) {
        Matcher place = PLACE.matcher(violation.pointer());
        if (!place.matches()) {
            return violation.in(CommandLanguage.SPOKEN);
        }
        List<Row> ofTenant = rows.get(Integer.parseInt(place.group(1)));
        boolean ofInstance = place.group(2) != null;
        Row row = ofTenant.get(ofInstance ? Integer.parseInt(place.group(2)) : 0);
        String field = place.group(3).replace('/', '.');
        String column = ofInstance ? field : field.equals("name") ? TENANT_NAME : TENANT;
        return complaint(row.line(), column, violation.problem(), violation.hint());
    }

    private String complaint(int line, String column, Message problem, Message hint) {
        return file + ":" + line + ": " + (column.isEmpty() ? "" : column + ": ") + say(problem)
                + (hint.isEmpty() ? "" : "; " + say(hint));
    }

    /** @return whether the table has all that is needed */
    private boolean checkColumns() {
        List<String> known = new ArrayList<>(List.of(TENANT, TENANT_NAME));
        known.addAll(fields.places());
        Set<String> seen = new HashSet<>();
        for (String column : table.columns()) {
            if (column.isEmpty()) {
                continue;
            } else if (!known.contains(column)) {
                complaints.add(complaint(table.header(), column, IS_NO_COLUMN, Suggestion.among(column, known)));
            } else if (!seen.add(column)) {
                complaints.add(complaint(table.header(), column, STANDS_TWICE, LEAVE_ONE_OUT));
            }
        }
        int before = complaints.size();
        for (String column : NEEDED) {
            if (!seen.contains(column)) {
                complaints.add(complaint(table.header(), column, IS_MISSING, ADD_COLUMN));
            }
        }
        if (usual.id() == null && !seen.contains(TENANT)) {
            complaints.add(complaint(table.header(), TENANT, IS_MISSING, ADD_COLUMN_OR_TENANT));
        }
        return complaints.size() == before;
    }

    private void add(Row row) {
        if (row.cells().size() > table.columns().size()) {
            complaints.add(complaint(
                    row.line(),
                    "",
                    HAS_MORE_CELLS.with(row.cells().size(), table.columns().size()),
                    QUOTE_THE_SEPARATOR));
            return;
        }
        ObjectNode instance = Mappers.JSON.createObjectNode();
        Map<String, String> own = new HashMap<>();
        for (int i = 0; i < table.columns().size(); i++) {
            String column = table.columns().get(i);
            String cell = row.cell(i);
            if (column.isEmpty() && !cell.isEmpty()) {
                complaints.add(complaint(row.line(), "", HAS_CELL_WITHOUT_COLUMN.with(i + 1), NAME_THE_COLUMN));
            } else if (column.equals(TENANT) || column.equals(TENANT_NAME)) {
                own.put(column, cell);
            } else if (!cell.isEmpty() && fields.places().contains(column)) {
                put(instance, column, cell);
            }
        }
        if (isReadable(row, instance)) {
            give(row, instance, own);
        }
    }

    private void put(ObjectNode instance, String column, String cell) {
        ObjectNode place = instance;
        String[] path = column.split("\\.");
        for (int i = 0; i < path.length - 1; i++) {
            place = place.withObjectProperty(path[i]);
        }
        place.set(path[path.length - 1], fields.value(column, cell));
    }

    private boolean isReadable(Row row, ObjectNode instance) {
        try {
            byte[] text = instance.toString().getBytes(StandardCharsets.UTF_8);
            DocumentReading.json("row", text, InstanceDocument.class);
            return true;
        } catch (DocumentException e) {
            e.violations()
                    .forEach(violation -> complaints.add(complaint(
                            row.line(),
                            violation.pointer().replaceFirst("^/", "").replace('/', '.'),
                            violation.problem(),
                            violation.hint())));
            return false;
        }
    }

    private void give(Row row, ObjectNode instance, Map<String, String> own) {
        String id = own.getOrDefault(TENANT, "").isEmpty() ? usual.id() : own.get(TENANT);
        if (id == null && !table.columns().contains(TENANT)) {
            return;
        }
        if (id == null) {
            complaints.add(complaint(row.line(), TENANT, IS_EMPTY, WRITE_TENANT));
            return;
        }
        String name = own.getOrDefault(TENANT_NAME, "");
        int index = indexes.computeIfAbsent(id, added -> {
            if (usual.name() != null) {
                named.add(added);
            }
            String usualName = usual.name() == null ? added : usual.name();
            ObjectNode tenant = tenants.addObject().put("id", added).put("name", usualName);
            tenant.putArray("instances");
            rows.add(new ArrayList<>());
            return rows.size() - 1;
        });
        ObjectNode tenant = (ObjectNode) tenants.get(index);
        if (!name.isEmpty()) {
            String other = tenant.path("name").asText();
            if (!names.add(id) && !other.equals(name)) {
                complaints.add(complaint(row.line(), TENANT_NAME, IS_OTHER_BEFORE.with(other), WRITE_THE_SAME));
            }
            tenant.put("name", name);
            named.add(id);
        }
        ((ArrayNode) tenant.get("instances")).add(instance);
        rows.get(index).add(row);
    }

    private void checkWhole() {
        try {
            byte[] text = document().toString().getBytes(StandardCharsets.UTF_8);
            drafts = Drafting.fleet(DocumentReading.json(file.toString(), text, FleetDocument.class));
        } catch (DocumentException e) {
            complaints.addAll(located(e.violations()));
        } catch (RefusedException e) {
            complaints.addAll(located(e.violations()));
        }
    }
}
