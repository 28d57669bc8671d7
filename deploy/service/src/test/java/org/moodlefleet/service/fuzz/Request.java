package org.moodlefleet.service.fuzz;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * One request to be sent as it is.
 *
 * @param number within the run, from 0
 * @param operation null when the address or the method is none of the contract's
 * @param what is wrong with it, empty when nothing is
 * @param target path and query as they are sent
 * @param body null for none
 * @param token null for none
 */
record Request(
        int number,
        Contract.Operation operation,
        Expected expected,
        String what,
        String method,
        String target,
        List<Map.Entry<String, String>> headers,
        byte[] body,
        String source,
        String caller,
        String token) {

    /** What must come of a request, besides what must hold of every answer. */
    enum Expected {
        /** Whatever the registry's state and the caller's rights make of it. */
        ANY,
        /** It breaks the contract. */
        REFUSED,
        /** Nobody has this token. */
        UNKNOWN_CALLER,
        /** It is no proper HTTP; the server may end the connection. */
        NO_HTTP
    }

    boolean changes() {
        return !method.equals("GET") && !method.equals("HEAD") && !method.equals("OPTIONS");
    }

    boolean isHead() {
        return method.equals("HEAD");
    }

    /** Whether less is sent than it promises. */
    boolean endsEarly() {
        return what.equals("the body ends early");
    }

    byte[] bytes() {
        StringBuilder head = new StringBuilder(method + " " + target + " HTTP/1.1\r\nHost: 127.0.0.1\r\n");
        if (token != null) {
            head.append("Authorization: Bearer ").append(token).append("\r\n");
        }
        headers.forEach(header -> head.append(header.getKey())
                .append(": ")
                .append(header.getValue())
                .append("\r\n"));
        if (body != null) {
            int length = body.length + (endsEarly() ? 10 : 0);
            head.append("Content-Length: ").append(length).append("\r\n");
        }
        if (isHead()) {
            head.append("Connection: close\r\n");
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.writeBytes(head.append("\r\n").toString().getBytes(StandardCharsets.UTF_8));
        if (body != null) {
            bytes.writeBytes(body);
        }
        return bytes.toByteArray();
    }

    /** To be repeated by hand; the token stands in a variable. */
    String curl(int port) {
        String sent = headers.stream()
                .map(header -> " -H " + quoted(header.getKey() + ": " + header.getValue()))
                .collect(Collectors.joining());
        String authorization = token == null ? "" : " -H \"Authorization: Bearer $TOKEN\"";
        String data = body == null ? "" : " --data-binary " + quoted(new String(body, StandardCharsets.ISO_8859_1));
        return "curl -i --path-as-is -X " + quoted(method) + authorization + sent + data + " "
                + quoted("http://127.0.0.1:" + port + target) + "   # as " + caller;
    }

    /** As bash reads it. */
    private static String quoted(String text) {
        StringBuilder quoted = new StringBuilder("$'");
        for (char c : text.substring(0, Math.min(text.length(), 2000)).toCharArray()) {
            if (c == '\'' || c == '\\') {
                quoted.append('\\').append(c);
            } else if (c < ' ' || c > '~') {
                quoted.append(c < 256 ? String.format("\\x%02x", (int) c) : String.format("\\u%04x", (int) c));
            } else {
                quoted.append(c);
            }
        }
        return quoted.append(text.length() > 2000 ? "...'" : "'").toString();
    }
}
