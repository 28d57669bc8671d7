package org.moodlefleet.registry.store;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.moodlefleet.registry.PostgresqlSchema;

@DisplayName("A rotation of the key on PostgreSQL")
class SecretRotationOnPostgresqlIT extends SecretRotationTest {

    private final PostgresqlSchema schema = new PostgresqlSchema();

    @Override
    RegistryAddress address(Path folder) {
        return schema.address();
    }

    @Override
    @AfterEach
    void close() {
        super.close();
        schema.close();
    }
}
