package org.moodlefleet.model;

import static org.moodlefleet.model.message.ModelMessage.ASCII_NAME;
import static org.moodlefleet.model.message.ModelMessage.HAS_LETTERS_BEYOND_ASCII;
import static org.moodlefleet.model.message.ModelMessage.IS_NO_ADDRESS;
import static org.moodlefleet.model.message.ModelMessage.IS_NO_SITE_ADDRESS;
import static org.moodlefleet.model.message.ModelMessage.WRITE_A_SITE_ADDRESS;
import static org.moodlefleet.model.message.ModelMessage.WRITE_IT_AS;

import java.net.IDN;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.moodlefleet.document.InvalidValueException;
import org.moodlefleet.document.Message;

/**
 * The address of a Moodle site. Its host may hold '_', as browsers take it and Java's URI does not; letters beyond ASCII are
 * written as DNS has them (xn--), since not all that asks the site knows them.
 *
 * @param text without a slash at its end
 * @param host name or IP address, the latter in brackets when it is IPv6
 */
record SiteAddress(String text, String host) {

    private static final Message MEND = WRITE_A_SITE_ADDRESS;

    /** The last label does not begin with a digit: other forms of an IP address are none. */
    private static final Pattern NAMED = Pattern.compile(
            "((?:[A-Za-z0-9_](?:[A-Za-z0-9_-]{0,62})\\.)*[A-Za-z][A-Za-z0-9_-]{0,62}\\.?)(?::(\\d{0,5}))?");

    private static final int LONGEST_HOST = 253;
    private static final int LAST_PORT = 65535;

    /** @throws InvalidValueException of the field baseUrl */
    static SiteAddress of(String written) {
        Checks.text("baseUrl", Checks.present("baseUrl", written, MEND), 255);
        try {
            URI uri = new URI(written);
            boolean web = "http".equalsIgnoreCase(uri.getScheme()) || "https".equalsIgnoreCase(uri.getScheme());
            boolean bare = uri.getRawUserInfo() == null && uri.getRawQuery() == null && uri.getRawFragment() == null;
            if (web && bare && uri.getRawAuthority() != null) {
                String host = uri.getHost() == null ? named(uri.getRawAuthority()) : uri.getHost();
                return new SiteAddress(written.replaceFirst("/+$", ""), host);
            }
        } catch (URISyntaxException e) {
            throw new InvalidValueException("baseUrl", IS_NO_ADDRESS, MEND);
        }
        throw new InvalidValueException("baseUrl", IS_NO_SITE_ADDRESS, MEND);
    }

    private static String named(String authority) {
        Matcher matcher = NAMED.matcher(authority);
        if (matcher.matches() && matcher.group(1).length() <= LONGEST_HOST && isPort(matcher.group(2))) {
            return matcher.group(1);
        }
        if (authority.chars().anyMatch(letter -> letter > 0x7f) && !authority.contains("@")) {
            throw new InvalidValueException("baseUrl", HAS_LETTERS_BEYOND_ASCII, WRITE_IT_AS.with(ascii(authority)));
        }
        throw new InvalidValueException("baseUrl", IS_NO_SITE_ADDRESS, MEND);
    }

    private static boolean isPort(String digits) {
        return digits == null || digits.isEmpty() || Integer.parseInt(digits) <= LAST_PORT;
    }

    private static Message ascii(String authority) {
        try {
            return Message.text(IDN.toASCII(authority));
        } catch (IllegalArgumentException e) {
            return ASCII_NAME;
        }
    }
}
