package org.moodlefleet.zabbix.trapper;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.moodlefleet.zabbix.Sample;

/** The JSON inside the frames: the request "sender data" and its reply. */
final class TrapperMessages {

    private static final JsonFactory JSON = new JsonFactory();
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final Pattern INFO =
            Pattern.compile("processed: (\\d{1,9}); failed: (\\d{1,9}); total: (\\d{1,9}); seconds spent: ([\\d.]+)");

    /** Of what Zabbix says beyond numbers, for the log. */
    private static final int LONGEST_INFO = 200;

    /**
     * Zabbix 7.0 reads 0 as "not given" and puts the sample's place in the request there (7.0.22, read back), so
     * that a sample sent twice would be stored twice.
     */
    private static final int SMALLEST_NS = 1;

    private TrapperMessages() {}

    static byte[] senderData(List<Sample> samples) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(samples.size() * 96 + 64);
        try (JsonGenerator json = JSON.createGenerator(out)) {
            json.writeStartObject();
            json.writeStringField("request", "sender data");
            json.writeArrayFieldStart("data");
            for (Sample sample : samples) {
                write(json, sample);
            }
            json.writeEndArray();
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory", e);
        }
        return out.toByteArray();
    }

    private static void write(JsonGenerator json, Sample sample) throws IOException {
        json.writeStartObject();
        json.writeStringField("host", sample.host());
        json.writeStringField("key", sample.key());
        json.writeStringField("value", wellFormed(sample.value()));
        json.writeNumberField("clock", sample.clock());
        json.writeNumberField("ns", Math.max(sample.ns(), SMALLEST_NS));
        json.writeEndObject();
    }

    /** Half a surrogate pair has no UTF-8 form, and one in one sample would keep the whole batch from being written. */
    private static String wellFormed(String text) {
        boolean lone = text.codePoints().anyMatch(c -> c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE);
        return lone
                ? text.codePoints()
                        .map(c -> c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE ? 0xFFFD : c)
                        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                        .toString()
                : text;
    }

    /** @return empty when it is none that Zabbix gives */
    static Optional<TrapperAnswer> answer(byte[] data) {
        try {
            JsonNode reply = MAPPER.readTree(data);
            return switch (reply.path("response").asText()) {
                case "success" -> counted(reply.path("info").asText());
                case "failed" ->
                    Optional.ofNullable(reply.get("redirect"))
                            .map(TrapperMessages::redirect)
                            .orElseGet(() -> refused(reply.path("info").asText()));
                default -> Optional.empty();
            };
        } catch (IOException | NumberFormatException e) {
            return Optional.empty();
        }
    }

    private static Optional<TrapperAnswer> counted(String text) {
        Matcher info = INFO.matcher(text);
        return info.matches()
                ? Optional.of(new TrapperReply(
                        Integer.parseInt(info.group(1)),
                        Integer.parseInt(info.group(2)),
                        Integer.parseInt(info.group(3)),
                        Double.parseDouble(info.group(4))))
                : Optional.empty();
    }

    private static Optional<TrapperAnswer> redirect(JsonNode redirect) {
        if (redirect.path("reset").asBoolean()) {
            return Optional.of(new TrapperAnswer.Reset());
        }
        return TrapperAddress.parse(redirect.path("address").asText())
                .map(address -> new TrapperAnswer.Redirect(
                        address, redirect.path("revision").asLong()));
    }

    private static Optional<TrapperAnswer> refused(String info) {
        String words = info.substring(0, Math.min(info.length(), LONGEST_INFO)).replaceAll("\\p{Cntrl}", " ");
        return Optional.of(new TrapperAnswer.Refused(words));
    }
}
