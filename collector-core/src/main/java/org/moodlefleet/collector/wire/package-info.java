/**
 * What a database server may send us, below the drivers: bytes, rows, messages and time of each answer are bounded, and
 * each length that a driver would believe is checked before the driver sees it. Drivers allocate what a server announces,
 * read as long as it sends, and wait for it when they close; a server that we do not run must not decide on our memory and
 * our threads.
 */
package org.moodlefleet.collector.wire;
