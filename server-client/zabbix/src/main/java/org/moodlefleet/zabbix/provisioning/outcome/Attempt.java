package org.moodlefleet.zabbix.provisioning.outcome;

import java.util.function.Consumer;
import java.util.function.Supplier;
import org.moodlefleet.zabbix.api.ZabbixApiException;
import org.moodlefleet.zabbix.names.ShortName;

/**
 * The making of one object, or of the changes that it needs: what it gave, or why it gave nothing. Whatever is thrown
 * while one object is made ends here; only a Zabbix that does not answer is thrown on, since it answers for none.
 */
public sealed interface Attempt<T> {

    record Made<T>(T result) implements Attempt<T> {}

    /** @param cause in one line */
    record Failed<T>(String cause) implements Attempt<T> {}

    /** @throws ZabbixApiException when Zabbix does not answer */
    static <T> Attempt<T> at(Supplier<T> making) {
        try {
            return new Made<>(making.get());
        } catch (ZabbixApiException e) {
            if (!e.refused()) {
                throw e;
            }
            return new Failed<>(cause(e));
        } catch (RuntimeException e) {
            return new Failed<>(cause(e));
        }
    }

    default void to(Consumer<T> made, Consumer<String> failed) {
        if (this instanceof Made<T> done) {
            made.accept(done.result());
        } else if (this instanceof Failed<T> not) {
            failed.accept(not.cause());
        }
    }

    /** What an exception says, in one line of at most 300 characters; of one that says nothing, what it is. */
    static String cause(Throwable thrown) {
        String said = thrown.getMessage() == null || thrown.getMessage().isBlank()
                ? thrown.getClass().getSimpleName()
                : thrown.getMessage();
        return ShortName.start(said.replaceAll("\\p{Cntrl}+", " ").strip(), 300);
    }
}
