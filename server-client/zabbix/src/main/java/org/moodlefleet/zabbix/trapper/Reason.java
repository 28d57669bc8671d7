package org.moodlefleet.zabbix.trapper;

/** What went wrong, out of a chain of causes: with TLS the outermost says nothing. */
final class Reason {

    private static final int MOST_CAUSES = 8;

    private Reason() {}

    static String of(Throwable e) {
        StringBuilder text = new StringBuilder();
        Throwable cause = e;
        for (int i = 0; cause != null && i < MOST_CAUSES; i++, cause = cause.getCause()) {
            String message = cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
            if (text.indexOf(message) < 0) {
                text.append(text.isEmpty() ? "" : ": ").append(message);
            }
        }
        return text.toString().replaceAll("\\p{Cntrl}+", " ");
    }
}
