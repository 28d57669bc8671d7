/**
 * Joins the registry and the collector: which instances are collected, their checks, their status, their outbox.
 */
package org.moodlefleet.service.collection;
