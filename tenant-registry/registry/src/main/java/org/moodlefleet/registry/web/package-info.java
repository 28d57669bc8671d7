/** Asks other people's web servers: identity provider and vault. What they answer costs bounded time and memory. */
package org.moodlefleet.registry.web;
