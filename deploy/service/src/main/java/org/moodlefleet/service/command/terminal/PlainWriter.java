package org.moodlefleet.service.command.terminal;

import java.io.FilterWriter;
import java.io.IOException;
import java.io.Writer;
import org.moodlefleet.document.PlainText;

/** Writes to a terminal what it may show: names and messages come from databases, sites and other people. */
final class PlainWriter extends FilterWriter {

    PlainWriter(Writer terminal) {
        super(terminal);
    }

    @Override
    public void write(int character) throws IOException {
        out.write(PlainText.of(String.valueOf((char) character)));
    }

    @Override
    public void write(char[] characters, int from, int length) throws IOException {
        out.write(PlainText.of(new String(characters, from, length)));
    }

    @Override
    public void write(String text, int from, int length) throws IOException {
        out.write(PlainText.of(text.substring(from, from + length)));
    }
}
