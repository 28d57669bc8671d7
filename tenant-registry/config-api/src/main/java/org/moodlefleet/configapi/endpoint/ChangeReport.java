package org.moodlefleet.configapi.endpoint;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.moodlefleet.configapi.http.Answer;
import org.moodlefleet.configapi.port.ZabbixPreview;
import org.moodlefleet.configapi.problem.FieldError;
import org.moodlefleet.document.Language;
import org.moodlefleet.document.Violation;
import org.moodlefleet.model.Choice;
import org.moodlefleet.registry.Outcome;
import org.moodlefleet.registry.fleet.FleetChange;

/**
 * What has become, or would become, of the registry's objects.
 *
 * @param summary number of objects by outcome
 * @param warnings what the checks of instances have found and what should be corrected all the same
 * @param zabbix what would be done in Zabbix, null when nothing was asked of it
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record ChangeReport(
        boolean dryRun,
        Map<String, Long> summary,
        List<FleetChange> changes,
        List<FieldError> warnings,
        ZabbixPreview.Preview zabbix) {

    static Answer done(List<FleetChange> changes, List<Violation> warnings, Language language) {
        return answer(false, changes, warnings, null, language);
    }

    static Answer rehearsed(
            List<FleetChange> changes, List<Violation> warnings, ZabbixPreview.Preview zabbix, Language language) {
        return answer(true, changes, warnings, zabbix, language);
    }

    private static Answer answer(
            boolean dryRun,
            List<FleetChange> changes,
            List<Violation> warnings,
            ZabbixPreview.Preview zabbix,
            Language language) {
        List<FieldError> said = warnings.stream()
                .map(warning -> FieldError.of(warning, language))
                .toList();
        return Answer.ok(new ChangeReport(dryRun, summary(changes), changes, said, zabbix))
                .header("Content-Language", language.tag());
    }

    private static Map<String, Long> summary(List<FleetChange> changes) {
        Map<String, Long> summary =
                new TreeMap<>(Arrays.stream(Outcome.values()).collect(Collectors.toMap(Choice::word, outcome -> 0L)));
        summary.putAll(changes.stream()
                .map(change -> Choice.word(change.outcome()))
                .collect(Collectors.groupingBy(Function.identity(), Collectors.counting())));
        return summary;
    }
}
