package org.moodlefleet.registry;

import static org.moodlefleet.registry.message.RegistryMessage.IS_AN_OPERATORS_MACRO;
import static org.moodlefleet.registry.message.RegistryMessage.IS_AN_OPERATORS_PLACE;
import static org.moodlefleet.registry.message.RegistryMessage.LEAVE_IT_OUT_OR_ASK;
import static org.moodlefleet.registry.message.RegistryMessage.WRITE_AN_OUTER_ADDRESS;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.moodlefleet.document.Message;
import org.moodlefleet.document.Violation;
import org.moodlefleet.model.HostMacro;
import org.moodlefleet.model.Instance;
import org.moodlefleet.model.access.Caller;
import org.moodlefleet.model.access.Role;
import org.moodlefleet.registry.address.OperatorPlace;

/**
 * Keeps whoever is not the operator from having the program or Zabbix ask where only the operator may: at loopback,
 * link-local and metadata addresses, or through a proxy. What the operator has written stays.
 */
public final class PlaceGuard {

    /** A macro by which Zabbix sends its requests for a site's page through a proxy. */
    private static final String PROXY = "{$MOODLE.FRONT.PROXY}";

    private static final Message PROBLEM = IS_AN_OPERATORS_PLACE;
    private static final Message MEND = WRITE_AN_OUTER_ADDRESS;

    private PlaceGuard() {}

    /**
     * @param before what is stored, null for a new one
     * @throws RefusedException naming what is the operator's
     */
    static void check(Caller caller, InstanceDraft draft, Instance before) {
        if (caller.role() == Role.OPERATOR) {
            return;
        }
        Instance wanted = draft.instance();
        requireOthers(wanted, before, OperatorPlace::isNamedBy);
        List<HostMacro> macros = wanted.settings().macros();
        for (int i = 0; i < macros.size(); i++) {
            boolean stored = before != null && before.settings().macros().contains(macros.get(i));
            if (macros.get(i).macro().equals(PROXY) && !stored) {
                throw refusal("/settings/macros/" + i + "/macro", IS_AN_OPERATORS_MACRO, LEAVE_IT_OUT_OR_ASK);
            }
        }
    }

    /**
     * Names that a name server is to be asked for: those that are new.
     *
     * @param before what is stored, null for a new one
     */
    public static Set<String> names(Instance wanted, Instance before) {
        return places(wanted, before).stream()
                .map(Place::host)
                .filter(host -> !OperatorPlace.isAddress(host))
                .collect(Collectors.toSet());
    }

    /**
     * @param theirs of {@link #names}, those that lead to such an address
     * @throws RefusedException naming the field
     */
    public static void requireOthers(Instance wanted, Instance before, Set<String> theirs) {
        requireOthers(wanted, before, theirs::contains);
    }

    private static void requireOthers(Instance wanted, Instance before, Predicate<String> isOperators) {
        for (Place place : places(wanted, before)) {
            if (isOperators.test(place.host())) {
                throw refusal(place.pointer(), PROBLEM, MEND);
            }
        }
    }

    private record Place(String pointer, String host) {}

    private static List<Place> places(Instance wanted, Instance before) {
        Optional<Place> database = before != null
                        && before.database().host().equals(wanted.database().host())
                ? Optional.empty()
                : Optional.of(new Place("/database/host", wanted.database().host()));
        Optional<Place> site = before != null && before.baseUrl().equals(wanted.baseUrl())
                ? Optional.empty()
                : Optional.of(new Place("/baseUrl", wanted.siteHost()));
        return Stream.of(database, site).flatMap(Optional::stream).toList();
    }

    private static RefusedException refusal(String pointer, Message problem, Message hint) {
        return RefusedException.invalid(List.of(new Violation(pointer, problem, hint)));
    }
}
