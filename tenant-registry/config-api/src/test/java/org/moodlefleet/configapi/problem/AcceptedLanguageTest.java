package org.moodlefleet.configapi.problem;

import static org.assertj.core.api.Assertions.assertThat;
import static org.moodlefleet.registry.RegistryFixture.await;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.client.HttpResponse;
import java.nio.file.Path;
import java.util.stream.Collectors;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.moodlefleet.configapi.ApiFixture;

class AcceptedLanguageTest {

    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "fr|fr",
                "fr-CA,en;q=0.5|fr",
                "de,en;q=0.3,fr;q=0.7|fr",
                "fr;q=0,en|en",
                "de|en",
                "*|en",
                ";;q=x|en"
            })
    void theProblemIsInTheLanguageThatTheCallerPrefers(String accepted, String language) {
        try (ApiFixture api = new ApiFixture(folder)) {
            JsonObject instance = ApiFixture.instance("mistral").put("prefix", "Mdl-");
            instance.remove("name");
            JsonObject tenant =
                    new JsonObject().put("id", "lyon").put("name", "L").put("instances", JsonArray.of(instance));
            HttpResponse<Buffer> answer = await(api.request(HttpMethod.POST, "/tenants")
                    .putHeader("Accept-Language", accepted)
                    .sendJsonObject(tenant));

            assertThat(answer.statusCode()).isEqualTo(422);
            assertThat(answer.getHeader("Content-Language")).isEqualTo(language);
            assertThat(answer.getHeader("Vary")).isEqualTo("Accept-Language");
            JsonObject problem = answer.bodyAsJsonObject();
            String said = problem.getString("title") + "|" + problem.getString("detail") + "|"
                    + problem.getJsonArray("errors").stream()
                            .map(JsonObject.class::cast)
                            .map(violation -> violation.getString("pointer") + " " + violation.getString("problem")
                                    + " - " + violation.getString("hint"))
                            .collect(Collectors.joining("|"));
            assertThat(said)
                    .isEqualTo(
                            language.equals("fr")
                                    ? "Document refusé|Le document est refusé, rien n'a changé"
                                            + "|/instances/0/name manque - écrivez 1 à 200 caractères sur une ligne"
                                    : "Unprocessable Entity|The document is refused, nothing has changed"
                                            + "|/instances/0/name is missing - write 1 to 200 characters on one line");
        }
    }
}
