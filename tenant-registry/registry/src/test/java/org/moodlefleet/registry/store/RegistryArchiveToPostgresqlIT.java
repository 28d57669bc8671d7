package org.moodlefleet.registry.store;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.moodlefleet.registry.PostgresqlSchema;

@DisplayName("A registry that moves to PostgreSQL")
class RegistryArchiveToPostgresqlIT extends RegistryArchiveTest {

    private final PostgresqlSchema schema = new PostgresqlSchema();

    @Override
    RegistryAddress to() {
        return schema.address();
    }

    @Override
    @AfterEach
    void close() {
        super.close();
        schema.close();
    }
}
