package org.moodlefleet.zabbix.provisioning.mapping;

import java.security.SecureRandom;
import java.util.stream.Collectors;

/** Random passwords that every password policy of Zabbix takes: 24 characters, some of each kind. */
public final class NewPassword {

    private static final SecureRandom RANDOM = new SecureRandom();
    /**
     * Without what is mistaken for another when it is read aloud or copied by hand, and without vowels: Zabbix refuses a
     * password that has the person's name in it.
     */
    private static final String LETTERS = "bcdfghjkmnpqrstvwxzBCDFGHJKLMNPQRSTVWXZ23456789";

    private static final int LENGTH = 20;

    private NewPassword() {}

    public static String random() {
        String body = RANDOM.ints(LENGTH, 0, LETTERS.length())
                .mapToObj(LETTERS::charAt)
                .map(String::valueOf)
                .collect(Collectors.joining());
        return body + pick("bcdfghjk") + pick("BCDFGHJK") + pick("23456789") + pick("-_+=");
    }

    private static char pick(String some) {
        return some.charAt(RANDOM.nextInt(some.length()));
    }
}
