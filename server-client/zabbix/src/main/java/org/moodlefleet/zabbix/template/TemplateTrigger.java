package org.moodlefleet.zabbix.template;

import java.util.List;
import java.util.Objects;
import java.util.function.UnaryOperator;

/**
 * A condition that makes a problem.
 *
 * @param id stable, makes the trigger's identity with the template's technical name; not shown
 * @param name of the problem, shown to users
 * @param expression with full references, {@code last(/TEMPLATE/key)=0}
 * @param severity of the problem
 * @param description what to do about it, may be empty
 * @param operationalData shown beside the problem, such as {@code {ITEM.LASTVALUE1}}, may be empty
 * @param recoveryExpression when the problem ends; empty = when the expression is no longer true
 * @param manualClose whether users may close the problem
 * @param dependencies ids of triggers of the same template; while one of them is a problem, this one is not shown
 */
public record TemplateTrigger(
        String id,
        String name,
        String expression,
        Severity severity,
        String description,
        String operationalData,
        String recoveryExpression,
        boolean manualClose,
        List<String> dependencies) {

    public TemplateTrigger {
        if (id.isBlank() || name.isBlank() || expression.isBlank()) {
            throw new IllegalArgumentException("a trigger needs an id, a name and an expression: " + id);
        }
        Objects.requireNonNull(severity, "severity");
        dependencies = dependencies.stream().sorted().toList();
    }

    /** A trigger without any of the optional parts. */
    public static TemplateTrigger of(String id, String name, String expression, Severity severity) {
        return new TemplateTrigger(id, name, expression, severity, "", "", "", false, List.of());
    }

    /** The same condition of another template. */
    TemplateTrigger of(String template, String otherTemplate) {
        UnaryOperator<String> renamed = text -> text.replace("/" + template + "/", "/" + otherTemplate + "/");
        return new TemplateTrigger(
                id,
                name,
                renamed.apply(expression),
                severity,
                description,
                operationalData,
                renamed.apply(recoveryExpression),
                manualClose,
                dependencies);
    }

    public TemplateTrigger withDescription(String text, String opdata) {
        return new TemplateTrigger(
                id, name, expression, severity, text, opdata, recoveryExpression, manualClose, dependencies);
    }

    public TemplateTrigger withRecovery(String recovery, boolean mayCloseByHand) {
        return new TemplateTrigger(
                id, name, expression, severity, description, operationalData, recovery, mayCloseByHand, dependencies);
    }

    public TemplateTrigger dependingOn(String... triggerIds) {
        return new TemplateTrigger(
                id,
                name,
                expression,
                severity,
                description,
                operationalData,
                recoveryExpression,
                manualClose,
                List.of(triggerIds));
    }
}
