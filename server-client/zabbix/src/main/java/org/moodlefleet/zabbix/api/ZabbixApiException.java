package org.moodlefleet.zabbix.api;

/** A call to Zabbix's API that gave no result: refused by Zabbix, or not answered. Carries no parameters, so no secrets. */
public final class ZabbixApiException extends RuntimeException {

    private final String method;
    private final int code;
    private final String reason;
    private final String data;

    /**
     * @param method API method, such as {@code host.create}
     * @param code error code of the JSON-RPC answer, 0 when Zabbix did not answer as it should. Codes for one and the
     *     same refusal differ between versions: decide nothing by them
     * @param reason message of the answer, or what happened
     * @param data detail of the answer, may be empty
     */
    public ZabbixApiException(String method, int code, String reason, String data) {
        super(method + ": " + reason + (data.isEmpty() ? "" : " " + data));
        this.method = method;
        this.code = code;
        this.reason = reason;
        this.data = data;
    }

    /** Zabbix was not reached, or something else answered in its place; whether the call took effect is unknown. */
    static ZabbixApiException unanswered(String method, String reason) {
        return new ZabbixApiException(method, 0, reason, "");
    }

    public String method() {
        return method;
    }

    public int code() {
        return code;
    }

    public String reason() {
        return reason;
    }

    public String data() {
        return data;
    }

    /** Whether the call has ended without effect, by Zabbix' own refusal as a rule. */
    public boolean refused() {
        return code != 0;
    }
}
