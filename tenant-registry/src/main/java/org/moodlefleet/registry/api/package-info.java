/**
 * The config API under {@code /api/v1}. {@link org.moodlefleet.registry.api.ConfigApi} starts it; the endpoints classes
 * hold the routes as tables; {@code openapi.yaml} is the contract.
 */
package org.moodlefleet.registry.api;
