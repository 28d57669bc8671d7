package org.moodlefleet.registry.fleet;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.moodlefleet.registry.PostgresqlSchema;
import org.moodlefleet.registry.RegistryFixture;

@DisplayName("The tests of fleet files on a registry in PostgreSQL")
class FleetApplicationOnPostgresqlIT extends FleetApplicationTest {

    private final PostgresqlSchema schema = new PostgresqlSchema();

    @Override
    RegistryFixture fixture(Path folder) {
        return new RegistryFixture(folder, schema.address());
    }

    @Override
    @AfterEach
    void close() {
        super.close();
        schema.close();
    }
}
