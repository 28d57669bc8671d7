/** Secrets that a vault keeps: {@link org.moodlefleet.registry.vault.Vault} reads them when they are needed. */
package org.moodlefleet.registry.vault;
