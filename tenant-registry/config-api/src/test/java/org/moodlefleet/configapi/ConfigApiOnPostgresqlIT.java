package org.moodlefleet.configapi;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.moodlefleet.registry.PostgresqlSchema;
import org.moodlefleet.registry.RegistryFixture;

@DisplayName("The tests of the config API over a registry on PostgreSQL")
class ConfigApiOnPostgresqlIT extends ConfigApiTest {

    private final PostgresqlSchema schema = new PostgresqlSchema();

    @Override
    RegistryFixture registry(Path folder) {
        return new RegistryFixture(folder, schema.address());
    }

    @Override
    @AfterEach
    void stop() {
        super.stop();
        schema.close();
    }
}
