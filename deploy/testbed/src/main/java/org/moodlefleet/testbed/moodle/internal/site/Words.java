package org.moodlefleet.testbed.moodle.internal.site;

import java.util.SplittableRandom;

/** Invented names and texts, with the characters that break careless code. */
final class Words {
    private static final String[] FIRST = {
        "Aïcha", "Bruno", "Chloé", "Driss", "Élodie", "Farid", "Gaëlle", "Hugo", "Inès", "Jérôme", "Kenza", "Loïc",
        "Maëlys", "Noé", "Océane", "Paul", "Quentin", "Rose", "Søren", "Théo", "Ulysse", "Violette", "Wassim", "Zoé"
    };
    private static final String[] LAST = {
        "Abadie",
        "Bérenger",
        "Castagné",
        "D'Aragon",
        "Étchegoyen",
        "Fabre",
        "Garrigues",
        "Hébrard",
        "Iribarne",
        "Jaurès",
        "Kowalski",
        "Lacaze",
        "Müller",
        "Nguyễn",
        "O'Brien",
        "Puyol",
        "Quéré",
        "Rigal",
        "Sánchez",
        "Teyssier",
        "Vidal"
    };
    private static final String[] SUBJECT = {
        "Algebra",
        "Botanique",
        "Chimie organique",
        "Droit « des affaires »",
        "Économie",
        "Français",
        "Géographie",
        "Histoire, tome 2",
        "Informatique",
        "日本語",
        "Künste",
        "L'art \"moderne\"",
        "Mécanique",
        "Optique 50%",
        "Physique_1"
    };
    private static final String[] SENTENCE = {
        "Does anybody know the answer?", "Merci pour l'aide !", "See page 12\\13.", "Première ligne\nseconde ligne",
        "Tab\there", "À rendre lundi", "😀 bravo", "I think it's C:\\temp"
    };

    private Words() {}

    static String first(SplittableRandom random) {
        return Draw.oneOf(random, FIRST);
    }

    static String last(SplittableRandom random) {
        return Draw.oneOf(random, LAST);
    }

    static String subject(SplittableRandom random) {
        return Draw.oneOf(random, SUBJECT);
    }

    static String sentence(SplittableRandom random) {
        return Draw.oneOf(random, SENTENCE);
    }
}
