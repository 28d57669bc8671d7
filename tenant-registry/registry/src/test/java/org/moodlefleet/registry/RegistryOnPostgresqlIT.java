package org.moodlefleet.registry;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;

@DisplayName("The registry's tests on PostgreSQL")
class RegistryOnPostgresqlIT extends RegistryTest {

    private final PostgresqlSchema schema = new PostgresqlSchema();

    @Override
    RegistryFixture fixture(Path folder) {
        return new RegistryFixture(folder, schema.address());
    }

    @Override
    @AfterEach
    void close() throws Exception {
        super.close();
        schema.close();
    }
}
