package org.moodlefleet.configapi.problem;

import static org.assertj.core.api.Assertions.assertThat;
import static org.moodlefleet.configapi.problem.ApiMessage.FOUND;
import static org.moodlefleet.configapi.problem.ApiMessage.WRITE_1_TO;
import static org.moodlefleet.model.message.ModelMessage.IS_OUT_OF_RANGE;

import io.netty.handler.codec.http.HttpResponseStatus;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.moodlefleet.document.Language;
import org.moodlefleet.document.Message;
import org.moodlefleet.document.MessageRules;
import org.moodlefleet.model.Choice;
import org.moodlefleet.model.Engine;
import org.moodlefleet.registry.RefusedException;
import org.moodlefleet.registry.message.RegistryMessage;

class ApiMessageTest {

    @Test
    void eachCodeIsUsedAndNoSentenceIsWrittenInstead() {
        assertThat(MessageRules.unused(ApiMessage.class)).isEmpty();
        assertThat(MessageRules.literals(Path.of("src/main"))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 401, 403, 404, 405, 409, 412, 413, 415, 422, 424, 428, 429, 500, 503})
    void titlesAreHttpsOwnInEnglishAndOursInFrench(int status) {
        String https = HttpResponseStatus.valueOf(status).reasonPhrase();

        assertThat(title(status, Language.EN)).isEqualTo(https);
        assertThat(title(status, Language.FR)).isNotBlank().isNotEqualTo(https);
    }

    @Test
    void messagesWithinMessagesAreSaidInTheSameLanguage() {
        assertThat(french(RefusedException.notFound(RegistryMessage.INSTANCE.with("lyon", "mistral"))
                        .said()))
                .isEqualTo("Introuvable : instance lyon/mistral");
        assertThat(french(RegistryMessage.HAS_CHANGED.with(RegistryMessage.TENANT.with("lyon"))))
                .isEqualTo("A changé depuis sa lecture : client lyon ; relisez avant de modifier");
        assertThat(french(ProblemException.badParameter("limit", IS_OUT_OF_RANGE, WRITE_1_TO.with(1000))
                        .said()))
                .isEqualTo("Le paramètre « limit » est hors limites : écrivez 1 à 1000");
        assertThat(french(Choice.hint(Engine.class))).isEqualTo("écrivez mariadb, mysql ou postgresql");
        assertThat(french(FOUND.with(ApiMessage.CONNECT, Message.text("Connection $1 refused"))))
                .isEqualTo("connexion : Connection $1 refused");
    }

    private static String title(int status, Language language) {
        return Problem.of(status, Message.text("detail"), List.of(), "/", language)
                .title();
    }

    private static String french(Message message) {
        return message.in(Language.FR);
    }
}
