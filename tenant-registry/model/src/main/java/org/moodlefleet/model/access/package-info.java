/** Who may do what: callers, their roles and tokens, and the entries of the audit log about them. */
package org.moodlefleet.model.access;
