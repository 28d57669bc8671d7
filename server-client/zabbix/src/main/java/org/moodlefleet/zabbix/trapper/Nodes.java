package org.moodlefleet.zabbix.trapper;

import io.vertx.core.Future;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The nodes of a high-availability pair or the proxies of a group, of which one that answers is enough. A standby
 * node does not listen. Who answered last is asked first; with silence of one the next is asked at once.
 */
final class Nodes {

    private final List<TrapperAddress> all;
    private volatile int last;

    Nodes(List<TrapperAddress> all) {
        if (all.isEmpty()) {
            throw new IllegalArgumentException("no node");
        }
        this.all = List.copyOf(all);
    }

    boolean several() {
        return all.size() > 1;
    }

    /**
     * @param question fails when the node does not answer
     * @return failed with what each node said, when none answers
     */
    <T> Future<T> ask(Function<TrapperAddress, Future<T>> question) {
        int first = last;
        return ask(
                IntStream.range(0, all.size())
                        .map(i -> (first + i) % all.size())
                        .boxed()
                        .toList(),
                question,
                "");
    }

    private <T> Future<T> ask(List<Integer> order, Function<TrapperAddress, Future<T>> question, String errors) {
        int node = order.get(0);
        return question.apply(all.get(node)).onSuccess(answered -> last = node).recover(e -> {
            String said = errors.isEmpty() ? e.getMessage() : errors + "; " + e.getMessage();
            return order.size() == 1
                    ? Future.failedFuture(all.size() == 1 ? e : new TrapperException(said, e))
                    : ask(order.subList(1, order.size()), question, said);
        });
    }

    @Override
    public String toString() {
        return all.stream().map(TrapperAddress::toString).collect(Collectors.joining(", "));
    }
}
