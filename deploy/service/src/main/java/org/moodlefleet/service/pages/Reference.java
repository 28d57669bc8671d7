package org.moodlefleet.service.pages;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.moodlefleet.collector.measure.Template;
import org.moodlefleet.document.DocumentException;
import org.moodlefleet.document.Documents;
import org.moodlefleet.document.InvalidValueException;
import org.moodlefleet.document.Localized;

/**
 * How a template's values differ from those of the plugin report_zabbix, as {@code reference.yaml} tells it. Measures that
 * it does not name are new.
 *
 * @param about what holds for all of them
 * @param same keys whose values have the same meaning
 * @param differs what the plugin sends, what ours is, and why
 * @param notMeasured keys of the plugin that we do not send, and why
 */
record Reference(List<Localized> about, List<String> same, List<Remark> differs, List<Remark> notMeasured) {

    static final Reference NONE = new Reference(null, null, null, null);

    Reference {
        about = List.copyOf(Objects.requireNonNullElse(about, List.of()));
        same = List.copyOf(Objects.requireNonNullElse(same, List.of()));
        differs = List.copyOf(Objects.requireNonNullElse(differs, List.of()));
        notMeasured = List.copyOf(Objects.requireNonNullElse(notMeasured, List.of()));
        Set<String> all = new TreeSet<>();
        Stream.concat(
                        same.stream(),
                        Stream.concat(differs.stream(), notMeasured.stream()).flatMap(remark -> remark.keys().stream()))
                .forEach(key -> {
                    if (!all.add(key)) {
                        throw new InvalidValueException("", "key " + key + " stands twice", "write it once");
                    }
                });
    }

    /** One text for some keys. */
    record Remark(List<String> keys, String en, String fr) {
        Remark {
            if (keys == null || keys.isEmpty()) {
                throw new InvalidValueException("keys", "is empty", "write the keys that the text is about");
            }
            keys = List.copyOf(keys);
            new Localized(en, fr);
        }

        Localized text() {
            return new Localized(en, fr);
        }
    }

    /** Of a template that ships with the program. */
    static Reference of(Template template) {
        String file = "/templates/" + template.id() + "/reference.yaml";
        try (InputStream text = Reference.class.getResourceAsStream(file)) {
            return text == null
                    ? NONE
                    : Documents.readYaml(
                            file, new String(text.readAllBytes(), StandardCharsets.UTF_8), Reference.class);
        } catch (DocumentException e) {
            throw new IllegalStateException("a file that we ship is broken: " + e.getMessage(), e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The measures of ours that it speaks of. */
    Set<String> measured() {
        Set<String> keys = new TreeSet<>(same);
        differs.forEach(remark -> keys.addAll(remark.keys()));
        return keys;
    }
}
