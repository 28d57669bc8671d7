package org.moodlefleet.zabbix.provisioning.call;

import java.util.List;
import java.util.stream.IntStream;

/** Cuts lists into pieces of a size that one API call takes. */
public final class Chunks {

    private Chunks() {}

    public static <T> List<List<T>> of(List<T> all, int size) {
        return IntStream.range(0, (all.size() + size - 1) / size)
                .mapToObj(i -> all.subList(i * size, Math.min(all.size(), (i + 1) * size)))
                .toList();
    }
}
