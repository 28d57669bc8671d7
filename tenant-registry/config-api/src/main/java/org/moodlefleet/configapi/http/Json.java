package org.moodlefleet.configapi.http;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.StdScalarSerializer;
import com.fasterxml.jackson.databind.ser.std.ToStringSerializer;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.moodlefleet.model.Choice;

/** Writes answers: enum words as documents have them, instants and durations in ISO 8601, numbers in full. */
public final class Json {

    private static final ObjectMapper MAPPER = JsonMapper.builder()
            .addModule(new SimpleModule()
                    .addSerializer(new WordWriter())
                    .addSerializer(Instant.class, ToStringSerializer.instance)
                    .addSerializer(Duration.class, ToStringSerializer.instance))
            .enable(JsonGenerator.Feature.WRITE_BIGDECIMAL_AS_PLAIN)
            .build();

    private Json() {}

    public static Buffer encode(Object value) {
        try {
            return Buffer.buffer(MAPPER.writeValueAsBytes(value));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("cannot write " + value.getClass().getSimpleName(), e);
        }
    }

    /** What an answer holds; of several lines, a list. Null when it is empty. */
    public static JsonNode read(Answer answer) {
        try (MappingIterator<JsonNode> values =
                MAPPER.readerFor(JsonNode.class).readValues(answer.remembered().getBytes())) {
            List<JsonNode> all = values.readAll();
            boolean lines = "application/x-ndjson".equals(answer.headers().get("Content-Type"));
            if (lines) {
                return MAPPER.createArrayNode().addAll(all);
            }
            return all.isEmpty() ? null : all.get(0);
        } catch (IOException e) {
            throw new UncheckedIOException("an answer of ours is no JSON", e);
        }
    }

    private static final class WordWriter extends StdScalarSerializer<Enum<?>> {

        WordWriter() {
            super(Enum.class, false);
        }

        @Override
        public void serialize(Enum<?> constant, JsonGenerator generator, SerializerProvider provider)
                throws IOException {
            generator.writeString(Choice.word(constant));
        }
    }
}
