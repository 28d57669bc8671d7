/**
 * Where databases are read: a bounded number of threads, shared fairly between tenants and database servers, so that who
 * does not answer holds only a share of them.
 */
package org.moodlefleet.collector.lane;
