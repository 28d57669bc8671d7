package org.moodlefleet.testbed.moodle.internal.load;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Rows in the text form that PostgreSQL's COPY and MariaDB's LOAD DATA have in common: fields parted by tabs, rows by
 * line feeds, {@code \N} for NULL, backslash escapes. One form for both engines, so both hold the same content.
 */
final class TextRows {
    private byte[] bytes = new byte[1 << 16];
    private int length;

    /** Ends a field. */
    void field(Object value) {
        if (value == null) {
            put((byte) '\\');
            put((byte) 'N');
        } else if (value instanceof Number number) {
            ascii(number.toString());
        } else if (value instanceof Boolean flag) {
            put((byte) (flag ? '1' : '0'));
        } else {
            text(value.toString());
        }
        put((byte) '\t');
    }

    /** Ends a row of at least one field. */
    void endRow() {
        bytes[length - 1] = '\n';
    }

    int length() {
        return length;
    }

    /** A view of the rows; good until the next field. */
    InputStream stream() {
        return new ByteArrayInputStream(bytes, 0, length);
    }

    void clear() {
        length = 0;
    }

    private void ascii(String digits) {
        for (int i = 0; i < digits.length(); i++) {
            put((byte) digits.charAt(i));
        }
    }

    private void text(String text) {
        for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
            switch (b) {
                case '\t' -> escaped('t');
                case '\n' -> escaped('n');
                case '\r' -> escaped('r');
                case '\\' -> escaped('\\');
                default -> put(b);
            }
        }
    }

    private void escaped(char letter) {
        put((byte) '\\');
        put((byte) letter);
    }

    private void put(byte b) {
        if (length == bytes.length) {
            bytes = Arrays.copyOf(bytes, length * 2);
        }
        bytes[length++] = b;
    }
}
