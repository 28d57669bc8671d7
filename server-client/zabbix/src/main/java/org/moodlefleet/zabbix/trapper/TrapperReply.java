package org.moodlefleet.zabbix.trapper;

/**
 * What Zabbix did with a request. It never says which samples failed, nor why. Processed does not mean
 * stored: a value of the wrong type is processed as well, and its item becomes unsupported.
 *
 * @param processed samples taken
 * @param failed samples refused: unknown or disabled host or item, an item of another type, a sender that
 *     is not allowed, or a host or item that is not yet in the server's configuration cache
 * @param total all samples of the request
 * @param seconds time the server spent
 */
record TrapperReply(int processed, int failed, int total, double seconds) implements TrapperAnswer {}
