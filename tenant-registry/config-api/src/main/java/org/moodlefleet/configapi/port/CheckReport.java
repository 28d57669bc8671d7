package org.moodlefleet.configapi.port;

import static org.moodlefleet.configapi.problem.ApiMessage.CORRECT_DATABASE_PLACE;
import static org.moodlefleet.configapi.problem.ApiMessage.NO_DATABASE_THERE;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.moodlefleet.configapi.problem.ApiMessage;
import org.moodlefleet.document.Language;
import org.moodlefleet.document.Message;

/**
 * What a look at an instance has found. Shown to whoever reads the API: no secrets.
 *
 * @param passed whether the instance can be collected
 * @param moodleRelease such as "4.1.15 (Build: 20241202)", null when it was not found out
 * @param engine such as "MariaDB 10.11.6", null when it was not found out
 */
public record CheckReport(boolean passed, String moodleRelease, String engine, List<Finding> findings) {

    /** Field of the finding of name {@link #CONNECT} that is about all of a database server. */
    public static final String SERVER = "/database/host";

    /** Name of the first check. */
    public static final Message CONNECT = ApiMessage.CONNECT;

    /** Fields of what a database says of itself, or is not asked for. */
    private static final Set<String> OF_DATABASE =
            Set.of("/database/user", "/database/password", "/database/tls", "/prefix");

    private static final Finding NO_DATABASE =
            Finding.failed(CONNECT, "/database", NO_DATABASE_THERE, CORRECT_DATABASE_PLACE);

    /**
     * @param name of the check, such as "connect"
     * @param passed false: the instance cannot be collected
     * @param warning true: it can, and yet something should be corrected
     * @param field JSON pointer to what of the instance's document it is about, empty for none
     * @param detail what was found
     * @param hint what to do, empty when there is nothing to
     */
    public record Finding(Message name, boolean passed, boolean warning, String field, Message detail, Message hint) {

        public static Finding ok(Message name, Message detail) {
            return new Finding(name, true, false, "", detail, Message.NONE);
        }

        public static Finding warning(Message name, String field, Message detail, Message hint) {
            return new Finding(name, true, true, field, detail, hint);
        }

        public static Finding failed(Message name, String field, Message detail, Message hint) {
            return new Finding(name, false, false, field, detail, hint);
        }
    }

    public CheckReport {
        findings = List.copyOf(findings);
    }

    /** Passed when every finding is. */
    public static CheckReport of(String moodleRelease, String engine, List<Finding> findings) {
        return new CheckReport(findings.stream().allMatch(Finding::passed), moodleRelease, engine, findings);
    }

    /** Whether it tells what is at an address, or that nothing is: of a network that the caller may not know. */
    public boolean tellsOfNetwork() {
        return findings.stream().anyMatch(CheckReport::tellsOfNetwork);
    }

    /** The same with one answer for all that is no database: a port that is closed, filtered, silent or something else. */
    public CheckReport withoutNetwork() {
        return new CheckReport(
                passed,
                moodleRelease,
                engine,
                findings.stream()
                        .map(finding -> tellsOfNetwork(finding) ? NO_DATABASE : finding)
                        .toList());
    }

    private static boolean tellsOfNetwork(Finding finding) {
        return !finding.passed() && finding.name().equals(CONNECT) && !OF_DATABASE.contains(finding.field());
    }

    /** Whether the database server as a whole did not answer. */
    public boolean serverIsDown() {
        return findings.stream()
                .anyMatch(finding -> !finding.passed()
                        && finding.name().equals(CONNECT)
                        && finding.field().equals(SERVER));
    }

    /** As it is answered. */
    public Document in(Language language) {
        return new Document(
                passed,
                moodleRelease,
                engine,
                findings.stream()
                        .map(finding -> FindingDocument.of(finding, language))
                        .toList());
    }

    /** What is answered. */
    public record Document(boolean passed, String moodleRelease, String engine, List<FindingDocument> findings) {}

    /**
     * A finding of it.
     *
     * @param name the same in each language
     * @param hint null when there is nothing to do
     */
    public record FindingDocument(
            String name, boolean passed, boolean warning, String field, String detail, String hint) {

        private static FindingDocument of(Finding finding, Language language) {
            return new FindingDocument(
                    finding.name().toString(),
                    finding.passed(),
                    finding.warning(),
                    finding.field(),
                    finding.detail().in(language),
                    finding.hint().isEmpty() ? null : finding.hint().in(language));
        }
    }

    public CheckReport with(Finding finding) {
        List<Finding> more = new ArrayList<>(findings);
        more.add(finding);
        return of(moodleRelease, engine, more);
    }
}
