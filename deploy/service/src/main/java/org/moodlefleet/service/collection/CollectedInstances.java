package org.moodlefleet.service.collection;

import io.vertx.core.Future;
import java.util.Optional;
import java.util.function.Supplier;
import org.moodlefleet.collector.moodle.MoodleInstance;
import org.moodlefleet.model.Instance;

/** From an instance of the registry to what the collector must know of it. */
public final class CollectedInstances {

    private CollectedInstances() {}

    public static MoodleInstance of(Instance instance, Supplier<Future<String>> password) {
        return new MoodleInstance(
                instance.key(),
                instance.host(),
                instance.address(),
                instance.database().user(),
                password,
                Optional.ofNullable(instance.timezone()),
                instance.settings());
    }
}
