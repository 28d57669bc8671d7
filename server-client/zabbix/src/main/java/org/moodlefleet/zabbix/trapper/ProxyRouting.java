package org.moodlefleet.zabbix.trapper;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.moodlefleet.zabbix.Sample;

/**
 * Which proxy of a group monitors which host, as far as redirects have told. A proxy looks at the first host of a
 * request only and refuses the samples of all others that it does not monitor, so requests are cut by proxy, and a
 * host of which nothing is known travels alone. Before the first redirect there is no group, and nothing is cut.
 */
final class ProxyRouting {

    private final Map<String, TrapperAnswer.Redirect> byHost = new ConcurrentHashMap<>();

    /**
     * Samples of one request.
     *
     * @param proxy empty when any node may be asked
     */
    record Leg(Optional<TrapperAddress> proxy, List<Sample> samples) {
        String firstHost() {
            return samples.get(0).host();
        }
    }

    /** @return the samples in the order given, by leg */
    List<Leg> legs(List<Sample> samples) {
        if (byHost.isEmpty()) {
            return List.of(new Leg(Optional.empty(), samples));
        }
        Map<Object, List<Sample>> legs = new LinkedHashMap<>();
        for (Sample sample : samples) {
            TrapperAnswer.Redirect route = byHost.get(sample.host());
            Object leg = route == null ? sample.host() : route.address();
            legs.computeIfAbsent(leg, none -> new ArrayList<>()).add(sample);
        }
        List<Leg> cut = new ArrayList<>();
        legs.forEach((leg, ofLeg) ->
                cut.add(new Leg(leg instanceof TrapperAddress proxy ? Optional.of(proxy) : Optional.empty(), ofLeg)));
        return cut;
    }

    /** Older news than what is known changes nothing. */
    void learn(String host, TrapperAnswer.Redirect redirect) {
        byHost.merge(host, redirect, (known, told) -> told.revision() < known.revision() ? known : told);
    }

    /** The host is monitored where it was asked for; worth knowing within a group only. */
    void answeredBy(String host, TrapperAddress node) {
        if (!byHost.isEmpty()) {
            byHost.putIfAbsent(host, new TrapperAnswer.Redirect(node, 0));
        }
    }

    void forget(Leg leg) {
        leg.samples().forEach(sample -> byHost.remove(sample.host()));
    }
}
