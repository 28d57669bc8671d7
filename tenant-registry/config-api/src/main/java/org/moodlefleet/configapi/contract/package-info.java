/**
 * The OpenAPI document, the page made of it, and who may call what.
 */
package org.moodlefleet.configapi.contract;
