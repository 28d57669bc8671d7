package org.moodlefleet.zabbix.trapper;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;

/** Carries one request over a connection of its own. */
interface Transport {

    /** @return the data of the reply's frame; fails with a {@link TrapperException} within the deadline at the latest */
    Future<byte[]> exchange(TrapperAddress to, Buffer request);

    Future<Void> close();
}
