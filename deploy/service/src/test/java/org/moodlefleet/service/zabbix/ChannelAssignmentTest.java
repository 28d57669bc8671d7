package org.moodlefleet.service.zabbix;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.moodlefleet.document.Language;
import org.moodlefleet.model.Tenant;
import org.moodlefleet.zabbix.outbox.contract.Owners;

class ChannelAssignmentTest {

    private final Promise<Void> rounds = Promise.promise();
    private Future<Void> roundsOver = Future.succeededFuture();
    private final ChannelAssignment routes = new ChannelAssignment(
            new Channels(
                    new HashMap<>(Map.of("default", v -> null, "second", v -> null, "acme", v -> null)),
                    Map.of(),
                    Set.of("acme")),
            () -> roundsOver);

    private final Owners byDefault = routes.by("default");
    private final Owners bySecond = routes.by("second");
    private final Owners byAcme = routes.by("acme");

    @Test
    void samplesGoToTheServerOfTheirTenant() {
        routes.follow(List.of(tenant("lyon", null), tenant("nice", "second"), tenant("second", null)));

        assertThat(byDefault.include("lyon")).isTrue();
        assertThat(bySecond.include("lyon")).isFalse();
        assertThat(bySecond.include("nice")).isTrue();
        assertThat(byDefault.include("nice")).isFalse();
        assertThat(byDefault.include("second"))
                .as("a tenant that is named as a server")
                .isTrue();
        assertThat(byDefault.include("removed"))
                .as("one that is in the registry no more")
                .isTrue();
    }

    @Test
    void aTenantsOwnChannelIsItsWayToWhateverServer() {
        routes.follow(List.of(tenant("acme", "second")));

        assertThat(byAcme.include("acme")).isTrue();
        assertThat(bySecond.include("acme")).isFalse();
        assertThat(routes.server("acme")).isEqualTo("second");
        assertThat(routes.server("second")).isEqualTo("second");
        assertThat(routes.server("default")).isEqualTo("default");
    }

    @Test
    @DisplayName("Invariant 1: a tenant that changes servers has no sample sent to both")
    void moving() {
        routes.follow(List.of(tenant("lyon", null)));
        roundsOver = rounds.future();

        Future<Void> moved = routes.follow(List.of(tenant("lyon", "second")));

        assertThat(byDefault.include("lyon")).isFalse();
        assertThat(bySecond.include("lyon"))
                .as("what is under way is not settled")
                .isFalse();
        assertThat(byDefault.include("nice")).as("nobody else waits").isTrue();
        rounds.complete();
        assertThat(moved.isComplete()).isTrue();
        assertThat(bySecond.include("lyon")).isTrue();
        assertThat(byDefault.include("lyon")).isFalse();
    }

    @Test
    @DisplayName("Invariant 2: samples for a server that the configuration has no more wait")
    void lost() {
        routes.follow(List.of(tenant("lyon", "gone"), tenant("acme", "gone")));

        assertThat(List.of(byDefault, bySecond, byAcme)).noneMatch(channel -> channel.include("lyon"));
        assertThat(byAcme.include("acme")).as("it has a way of its own").isTrue();
        assertThat(routes.lost()).containsExactly("lyon");
    }

    private static Tenant tenant(String id, String zabbix) {
        return new Tenant(id, id, Language.EN, null, List.of(), zabbix, 1);
    }
}
