/**
 * A call that is repeated with its Idempotency-Key is answered as the first time.
 */
package org.moodlefleet.configapi.idempotency;
