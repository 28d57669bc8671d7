package org.moodlefleet.testbed.moodle.internal.site;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.moodlefleet.testbed.moodle.internal.load.TableWriter;

/** Quizzes, and attempts in every state that the version knows. */
final class Quizzes implements Part {
    private static final long DAY = 86_400;
    private static final int ATTEMPTS_A_PERSON = 3;
    private Site site;
    private SplittableRandom random;
    private TableWriter attempts;
    private Answers answers;
    private final Map<Long, Integer> slots = new HashMap<>();
    private final Map<List<Long>, Integer> tries = new HashMap<>();

    @Override
    public void write(Site whole, SplittableRandom draws) {
        site = whole;
        random = draws;
        List<Activity> quizzes = site.activities("quiz");
        quizzes(quizzes);
        attempts = site.writer(
                "quiz_attempts",
                "quiz",
                "userid",
                "attempt",
                "uniqueid",
                "layout",
                "preview",
                "state",
                "timestart",
                "timefinish",
                "timemodified",
                "sumgrades");
        answers = new Answers(site);
        List<Activity> tried = quizzes.stream()
                .filter(quiz -> !quiz.course().students.isEmpty())
                .toList();
        int wanted = tried.isEmpty() ? 0 : site.spec.users() * ATTEMPTS_A_PERSON;
        for (int i = 0; i < wanted; i++) {
            attempt(Draw.earlyOneOf(tried, random));
        }
    }

    private void quizzes(List<Activity> quizzes) {
        TableWriter rows = site.writer(
                "quiz", "course", "name", "intro", "timeopen", "timeclose", "sumgrades", "grade", "timecreated");
        TableWriter slotRows = site.writer("quiz_slots", "slot", "quizid", "page", "maxmark");
        for (Activity quiz : quizzes) {
            long open = random.nextInt(3) == 0 ? quiz.added() : random.nextInt(8) == 0 ? site.now + 5 * DAY : 0;
            long close = random.nextInt(3) == 0 ? site.now + random.nextLong(-60 * DAY, 30 * DAY) : 0;
            int count = 1 + random.nextInt(8);
            slots.put(quiz.instance(), count);
            rows.add(
                    quiz.course().id, "Test " + quiz.instance(), "", open, close, "10.00000", "20.00000", quiz.added());
            for (int slot = 1; slot <= count; slot++) {
                slotRows.add(slot, quiz.instance(), 1 + slot / 3, "1.0000000");
            }
        }
    }

    private void attempt(Activity quiz) {
        boolean preview = Draw.percent(3, random) && !quiz.course().teachers.isEmpty();
        Person person = Draw.oneOf(preview ? quiz.course().teachers : quiz.course().students, random);
        AttemptState state = AttemptState.draw(site.spec.moodle(), random);
        long started = state.begun() ? site.moments.since(quiz.added(), random) : 0;
        long finished = state.handedIn() ? Math.min(site.now - 1, started + duration()) : 0;
        int number = tries.merge(List.of(quiz.instance(), person.id), 1, Integer::sum);
        int count = slots.get(quiz.instance());
        long usage = attempts.next() + 100;
        attempts.add(
                quiz.instance(),
                person.id,
                number,
                usage,
                layout(count),
                preview,
                state.name,
                started,
                finished,
                Math.max(started, finished),
                state.handedIn() ? random.nextInt(11) + ".00000" : null);
        if (state.begun()) {
            answers.give(usage, count, state.handedIn(), person, started, random);
        }
    }

    /** Minutes mostly; now and then nothing, or days. */
    private long duration() {
        return switch (random.nextInt(40)) {
            case 0 -> 0;
            case 1 -> DAY + random.nextLong(4 * DAY);
            case 2 -> DAY;
            default -> 60 + random.nextLong(5400);
        };
    }

    /** Slots with a 0 after each page. */
    private String layout(int count) {
        StringBuilder text = new StringBuilder();
        for (int slot = 1; slot <= count; slot++) {
            text.append(slot).append(slot % 3 == 0 || slot == count ? ",0," : ",");
        }
        return text.substring(0, text.length() - 1);
    }
}
