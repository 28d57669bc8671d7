/**
 * Strict reading of what people write: YAML and JSON documents are bound to records, an unknown or
 * wrong key is answered with its place and the hint, and nothing is guessed.
 */
package org.moodlefleet.document;
