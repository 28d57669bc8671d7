package org.moodlefleet.configapi.problem;

import static org.assertj.core.api.Assertions.assertThat;
import static org.moodlefleet.registry.RegistryFixture.await;

import io.netty.handler.codec.http.HttpResponseStatus;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.client.HttpResponse;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.moodlefleet.configapi.ApiFixture;

class MessagesTest {

    /** Where messages of the API are written. */
    private static final List<String> SOURCES = List.of(
            "../model/src/main/java/org/moodlefleet/model",
            "../registry/src/main/java/org/moodlefleet/registry/fleet",
            "src/main/java/org/moodlefleet/configapi",
            "../registry/src/main/java/org/moodlefleet/registry/RefusedException.java",
            "../registry/src/main/java/org/moodlefleet/registry/Precondition.java",
            "../registry/src/main/java/org/moodlefleet/registry/RegistryTransaction.java",
            "../registry/src/main/java/org/moodlefleet/registry/GroupMembers.java",
            "../registry/src/main/java/org/moodlefleet/registry/SecretGuard.java",
            "../../server-client/documents/src/main/java/org/moodlefleet/document",
            "../../deploy/service/src/main/java/org/moodlefleet/service/collection/CheckFindings.java",
            "../../deploy/service/src/main/java/org/moodlefleet/service/collection/CollectorActions.java");

    /** What begins so is a message: they name what is wrong ("is missing") or the hint ("write ..."). */
    private static final Pattern MESSAGE = Pattern.compile(
            "(?:(?:is|stands|contains|differs|refers|write|leave|correct|send|did|put|known|grant|revoke)\\b"
                    + "|The |There is |Send |Too many |This token |Tokens of |Tenant |the account |version ).*\\w.*",
            Pattern.DOTALL);

    private static final String LITERAL = "\"((?:[^\"\\\\]|\\\\.)*)\"";
    /** A literal and what is put before and behind it. */
    private static final Pattern TEXT = Pattern.compile(
            LITERAL + "(?:\\s*\\+\\s*(?:" + LITERAL + "|[\\w.]+(?:\\([^()\"]*\\))?(?:\\.\\w+\\(\\))*))*");

    @TempDir
    Path folder;

    @Test
    void everyMessageHasAFrenchWording() throws IOException {
        Set<String> missing = new TreeSet<>();
        int seen = 0;
        for (String source : SOURCES) {
            for (String text : texts(Path.of(source))) {
                if (MESSAGE.matcher(text).matches()) {
                    seen++;
                    if (Messages.FRENCH.find(text).isEmpty()) {
                        missing.add(text);
                    }
                }
            }
        }
        assertThat(missing).as("write them into wording_fr.yaml").isEmpty();
        assertThat(seen).isGreaterThan(100);
    }

    @Test
    void everyTitleHasAFrenchWording() {
        assertThat(Stream.of(400, 401, 403, 404, 405, 409, 412, 413, 415, 422, 424, 428, 429, 500, 503))
                .allSatisfy(status -> assertThat(Messages.FRENCH.find(
                                HttpResponseStatus.valueOf(status).reasonPhrase()))
                        .isPresent());
    }

    @Test
    void whatDiffersEachTimeStandsInItsPlace() {
        assertThat(Messages.FRENCH.say("There is no instance lyon/mistral"))
                .isEqualTo("Introuvable : instance lyon/mistral");
        assertThat(Messages.FRENCH.say("The tenant lyon has changed since it was read: read it again"))
                .isEqualTo("A changé depuis sa lecture : client lyon ; relisez avant de modifier");
        assertThat(Messages.FRENCH.say("The parameter 'limit' is out of range: write 1 to 1000"))
                .isEqualTo("Le paramètre « limit » est hors limites : écrivez 1 à 1000");
        assertThat(Messages.FRENCH.say("write mariadb, mysql or postgresql"))
                .isEqualTo("écrivez mariadb, mysql ou postgresql");
        assertThat(Messages.FRENCH.say("connect: Connection $1 refused"))
                .isEqualTo("connexion : Connection $1 refused");
        assertThat(Messages.FRENCH.say("moodle: version 2021051700 is older than Moodle 4.1"))
                .isEqualTo("Moodle : la version 2021051700 est plus ancienne que Moodle 4.1");
        assertThat(Messages.FRENCH.say("connect: no Moodle at table prefix 'x_': ERROR"))
                .isEqualTo("connexion : pas de Moodle au préfixe de tables « x_ » : ERROR");
        assertThat(Messages.FRENCH.say("unheard of")).isEqualTo("unheard of");
        assertThat(Messages.ENGLISH.say("is missing")).isEqualTo("is missing");
    }

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

    private static List<String> texts(Path source) throws IOException {
        try (Stream<Path> files = Files.walk(source)) {
            return files.filter(file -> file.toString().endsWith(".java"))
                    .filter(file -> !file.endsWith("ApiReference.java"))
                    .flatMap(file -> TEXT.matcher(read(file)).results())
                    .map(MessagesTest::text)
                    .toList();
        }
    }

    /** With something in the place of each expression. */
    private static String text(MatchResult written) {
        StringBuilder text = new StringBuilder();
        for (String part : written.group().split("\\s*\\+\\s*(?=(?:[^\"]*\"[^\"]*\")*[^\"]*$)")) {
            boolean literal = part.startsWith("\"");
            text.append(literal ? part.substring(1, part.length() - 1).translateEscapes() : "something");
        }
        return text.toString();
    }

    private static String read(Path file) {
        try {
            return Files.readString(file).replaceAll("(?s)/\\*\\*.*?\\*/|(?m)^\\s*//.*$", "");
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
