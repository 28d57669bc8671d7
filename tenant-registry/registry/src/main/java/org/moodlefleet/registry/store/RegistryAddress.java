package org.moodlefleet.registry.store;

import java.nio.file.Path;
import org.moodlefleet.model.Tls;

/** Where the registry is kept. */
public sealed interface RegistryAddress {

    /** Whether several programs may have it open at once. */
    boolean shared();

    /**
     * An H2 file of one process alone.
     *
     * @param path without the ending {@code .mv.db}; made when it does not exist, with its folder
     */
    record File(Path path) implements RegistryAddress {
        @Override
        public boolean shared() {
            return false;
        }

        @Override
        public String toString() {
            return path + ".mv.db";
        }
    }

    /**
     * A PostgreSQL database, or a schema of one; it exists, and the account may create tables in it.
     *
     * @param schema null for the account's default
     * @param ca PEM file of who may vouch for the server's certificate; null: whom Java trusts
     */
    record Postgresql(
            String host, int port, String database, String schema, String user, String password, Tls tls, Path ca)
            implements RegistryAddress {

        @Override
        public boolean shared() {
            return true;
        }

        @Override
        public String toString() {
            return "postgresql://" + host + ":" + port + "/" + database;
        }
    }
}
