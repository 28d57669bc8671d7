/** IP addresses as people, headers and resolvers write them, without asking a name server. */
package org.moodlefleet.registry.address;
