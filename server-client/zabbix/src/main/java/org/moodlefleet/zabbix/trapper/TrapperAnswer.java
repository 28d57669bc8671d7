package org.moodlefleet.zabbix.trapper;

/** What a Zabbix server or proxy says to a request. */
sealed interface TrapperAnswer
        permits TrapperReply, TrapperAnswer.Redirect, TrapperAnswer.Reset, TrapperAnswer.Refused {

    /**
     * A member of a proxy group (7.0) does not monitor the first host of the request; this one does. Form: Zabbix's
     * {@code {"response":"failed","redirect":{"revision":7,"address":"host:port"}}}.
     *
     * @param revision of the group's list of hosts: a lower one is older news
     */
    record Redirect(TrapperAddress address, long revision) implements TrapperAnswer {}

    /** A member of a proxy group has lost its server, and sends its clients away: {@code "redirect":{"reset":true}}. */
    record Reset() implements TrapperAnswer {}

    /** The request as a whole is refused. */
    record Refused(String info) implements TrapperAnswer {}
}
