package org.moodlefleet.testbed.moodle.internal.site;

import java.util.SplittableRandom;
import org.moodlefleet.testbed.moodle.internal.load.TableWriter;

/** The questions of attempts, each with the steps of its answer. */
final class Answers {
    private static final String[] GRADED = {
        "gradedright",
        "gradedright",
        "gradedright",
        "gradedwrong",
        "gradedpartial",
        "mangrright",
        "mangrwrong",
        "needsgrading",
        "gaveup"
    };
    private final TableWriter questions;
    private final TableWriter steps;

    Answers(Site site) {
        questions = site.writer(
                "question_attempts",
                "questionusageid",
                "slot",
                "behaviour",
                "questionid",
                "maxmark",
                "minfraction",
                "responsesummary",
                "timemodified");
        steps = site.writer(
                "question_attempt_steps", "questionattemptid", "sequencenumber", "state", "timecreated", "userid");
    }

    void give(long usage, int slots, boolean handedIn, Person person, long started, SplittableRandom random) {
        for (int slot = 1; slot <= slots; slot++) {
            long question = questions.add(
                    usage,
                    slot,
                    "deferredfeedback",
                    1 + random.nextInt(200),
                    "1.0000000",
                    "0.0000000",
                    Words.sentence(random),
                    started);
            steps.add(question, 0, "todo", started, person.id);
            if (handedIn) {
                steps.add(question, 1, "complete", started + 1, person.id);
                steps.add(question, 2, Draw.oneOf(random, GRADED), started + 2, person.id);
            }
        }
    }
}
