package org.moodlefleet.registry.store;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.moodlefleet.registry.PostgresqlSchema;

@DisplayName("A registry that moves from PostgreSQL")
class RegistryArchiveFromPostgresqlIT extends RegistryArchiveTest {

    private final PostgresqlSchema schema = new PostgresqlSchema();

    @Override
    RegistryAddress from() {
        return schema.address();
    }

    @Override
    @AfterEach
    void close() {
        super.close();
        schema.close();
    }
}
