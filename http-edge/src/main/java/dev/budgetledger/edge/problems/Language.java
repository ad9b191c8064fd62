package dev.budgetledger.edge.problems;

import java.util.List;
import java.util.Locale;

import org.jspecify.annotations.Nullable;

import dev.budgetledger.contract.CommandResult;

/** In which sentences for people are answered; programs read codes. */
public enum Language {
    ENGLISH(Locale.ENGLISH) {
        @Override
        public String say(String sentence) {
            return sentence;
        }
    },
    CHINESE(Locale.CHINESE) {
        @Override
        public String say(String sentence) {
            return Sentences.CHINESE.of(sentence).orElse(sentence);
        }
    };

    private static final List<Locale> LOCALES = List.of(Locale.ENGLISH, Locale.CHINESE);

    private final Locale locale;

    Language(Locale locale) {
        this.locale = locale;
    }

    /**
     * A sentence of a problem in this language.
     *
     * @param sentence in English, as the code writes it and as earlier releases recorded it
     * @return the same as it is where it has no translation
     */
    public abstract String say(String sentence);

    /** The same of all that is wrong, null if nothing is said of it. */
    public @Nullable List<CommandResult.Fault> say(@Nullable List<CommandResult.Fault> faults) {
        return faults == null ? null : faults.stream().map(fault -> new CommandResult.Fault(
                fault.line(), fault.column(), fault.code(), fault.field(), say(fault.detail()))).toList();
    }

    /** As BCP 47 has it. */
    public String tag() {
        return locale.getLanguage();
    }

    /** What an {@code Accept-Language} prefers (RFC 9110 12.5.4); English if it says nothing that can be read. */
    public static Language of(@Nullable String header) {
        if (header == null) {
            return ENGLISH;
        }
        try {
            return Locale.CHINESE.equals(Locale.lookup(Locale.LanguageRange.parse(header), LOCALES)) ? CHINESE : ENGLISH;
        } catch (IllegalArgumentException unreadable) {
            return ENGLISH;
        }
    }
}
