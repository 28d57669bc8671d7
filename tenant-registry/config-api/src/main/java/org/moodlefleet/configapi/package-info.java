/**
 * The config API of the registry: routes with their guards and limits. One sub-package for each step of a request:
 * {@code limits}, {@code auth}, {@code idempotency}, {@code endpoint}, and {@code problem} for what is refused;
 * {@code port} is what the program provides to it.
 */
package org.moodlefleet.configapi;
