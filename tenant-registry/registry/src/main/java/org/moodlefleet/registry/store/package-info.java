/** How the registry is kept: one database file, its migrations, its tables, and the encryption of secrets. */
package org.moodlefleet.registry.store;
