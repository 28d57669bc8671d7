package org.moodlefleet.model;

import java.net.IDN;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.moodlefleet.document.InvalidValueException;

/**
 * The address of a Moodle site. Its host may hold '_', as browsers take it and Java's URI does not; letters beyond ASCII are
 * written as DNS has them (xn--), since not all that asks the site knows them.
 *
 * @param text without a slash at its end
 * @param host name or IP address, the latter in brackets when it is IPv6
 */
record SiteAddress(String text, String host) {

    private static final String MEND = "write the site's address, such as https://moodle.example.org";

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
            throw new InvalidValueException("baseUrl", "is no address", MEND);
        }
        throw new InvalidValueException("baseUrl", "is not the address of a site", MEND);
    }

    private static String named(String authority) {
        Matcher matcher = NAMED.matcher(authority);
        if (matcher.matches() && matcher.group(1).length() <= LONGEST_HOST && isPort(matcher.group(2))) {
            return matcher.group(1);
        }
        if (authority.chars().anyMatch(letter -> letter > 0x7f) && !authority.contains("@")) {
            throw new InvalidValueException(
                    "baseUrl", "has letters beyond ASCII in its host name", "write it as " + ascii(authority));
        }
        throw new InvalidValueException("baseUrl", "is not the address of a site", MEND);
    }

    private static boolean isPort(String digits) {
        return digits == null || digits.isEmpty() || Integer.parseInt(digits) <= LAST_PORT;
    }

    private static String ascii(String authority) {
        try {
            return IDN.toASCII(authority);
        } catch (IllegalArgumentException e) {
            return "xn--..., as DNS has it";
        }
    }
}
