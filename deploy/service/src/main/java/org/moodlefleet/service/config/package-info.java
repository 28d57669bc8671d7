/** The program's configuration: one strict YAML file, bound to records that carry the defaults. */
package org.moodlefleet.service.config;
