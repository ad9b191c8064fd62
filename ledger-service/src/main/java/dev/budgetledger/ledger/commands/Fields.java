package dev.budgetledger.ledger.commands;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import dev.budgetledger.contract.BudgetId;
import dev.budgetledger.contract.BudgetUnit;
import dev.budgetledger.contract.Money;
import dev.budgetledger.contract.PlainText;
import dev.budgetledger.contract.Publication;
import dev.budgetledger.contract.form.Form;
import dev.budgetledger.edge.access.Role;
import dev.budgetledger.edge.problems.ProblemException;

import static dev.budgetledger.edge.problems.ProblemCode.*;

/** Reads single fields of requests, or says which one cannot be read and why. */
final class Fields {

    private static final Pattern FOUR_DIGITS = Pattern.compile("[0-9]{4}");
    private static final Pattern INDEX = Pattern.compile("0|[1-9][0-9]{0,8}");
    private static final Pattern DATE = Pattern.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}");
    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,18}");
    /** The largest whole number that is read. */
    static final long NUMBER_MAX = 999_999_999_999_999_999L;
    private static final Pattern SHA_256 = Pattern.compile("[0-9a-f]{64}");
    /** As the ledger writes it, {@code /v1/log/checkpoint}; others may have signed it too. */
    private static final Pattern CHECKPOINT = Pattern.compile("""
            [^\\x00- ]{1,255}\\n(0|[1-9][0-9]{0,17})\\n[A-Za-z0-9+/]{43}=\\n(streams/v1 [A-Za-z0-9+/]{43}=\\n)?\\n\
            (— [^\\x00- ]{1,255} ([A-Za-z0-9+/]{4}){2,64}([A-Za-z0-9+/]{3}=|[A-Za-z0-9+/]{2}==)?\\n){1,16}""");
    private static final Pattern DECIMAL = Pattern.compile("-?(0|[1-9][0-9]{0,15})(\\.[0-9]+)?");

    private static final Pattern PLAIN_DECIMAL = Pattern.compile("(0|[1-9][0-9]{0,14})(\\.[0-9]{1,6})?");
    private static final Pattern CATALOGUE_CODE = Pattern.compile("[ABC][0-9]{2,10}");

    private static final Pattern INSTANT = Pattern.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}T([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](\\.[0-9]{1,6})?Z");
    private static final Pattern KEY_ID = Pattern.compile("[A-Za-z0-9_-]{43}");
    private static final Set<String> CLIENT_ROLES =
            Stream.of(Role.OFFICER, Role.PUBLISHER).map(Role::text).collect(Collectors.toUnmodifiableSet());

    private Fields() {}

    static <T> T required(@Nullable T value, String field) {
        if (value == null) {
            throw ProblemException.missing(field);
        }
        return value;
    }

    /** A text that is not blank, fits, can be stored and hashed, and reads as it is printed. */
    static String text(@Nullable String value, String field, int longest) {
        String text = fitting(value, field, longest);
        return plain(text, PlainText.fault(text), field);
    }

    /** A text that tables print. */
    static String name(@Nullable String value, String field, int longest) {
        String name = fitting(value, field, longest);
        return plain(name, PlainText.faultOfName(name), field);
    }

    static @Nullable String optionalName(@Nullable String value, String field, int longest) {
        return value == null ? null : name(value, field, longest);
    }

    private static String fitting(@Nullable String value, String field, int longest) {
        String text = required(value, field);
        if (PlainText.isBlank(text)) {
            throw new ProblemException(FIELD_MISSING, field, field + " is blank");
        }
        if (text.codePointCount(0, text.length()) > longest) {
            throw ProblemException.invalid(field, "longer than " + longest + " characters");
        }
        return text;
    }

    private static String plain(String text, @Nullable String fault, String field) {
        if (fault != null) {
            throw ProblemException.invalid(field, fault);
        }
        return text;
    }

    static @Nullable String optionalText(@Nullable String value, String field, int longest) {
        return value == null ? null : text(value, field, longest);
    }

    static Money amount(@Nullable String value, String field) {
        String text = required(value, field);
        if (!DECIMAL.matcher(text).matches()) {
            throw new ProblemException(AMOUNT_INVALID, field,
                    field + " is not a decimal string of yuan such as \"1250.00\"");
        }
        int point = text.indexOf('.');
        if (point >= 0 && text.length() - point > 3) {
            throw new ProblemException(AMOUNT_TOO_PRECISE, field, field + " has more than two decimals");
        }
        return Money.ofYuan(text);
    }

    /** An amount that is not below zero, and no more than one posting may be of. */
    static Money money(@Nullable String text, String field) {
        Money amount = amount(text, field);
        if (amount.isNegative() || amount.compareTo(Money.MAX) > 0) {
            throw ProblemException.invalid(field, "from zero to " + Money.MAX);
        }
        return amount;
    }

    /** A number that is written as a text: at most 15 digits before the point, six after it. */
    static String decimal(@Nullable String value, String field) {
        return matching(value, field, PLAIN_DECIMAL.asMatchPredicate(), "a decimal string such as \"12.5\"");
    }

    static BudgetId budget(String department, String year) {
        return new BudgetId(department(department, "department"), year(year));
    }

    /** The year of a path: four digits, nothing that merely means the same. */
    static int year(String text) {
        return year(FOUR_DIGITS.matcher(text).matches() ? Integer.valueOf(text) : Integer.valueOf(-1), "year");
    }

    /** A number of a query, zero or more. */
    static long number(String text, String field) {
        if (!NUMBER.matcher(text).matches()) {
            throw ProblemException.invalid(field, "a whole number, zero or more");
        }
        return Long.parseLong(text);
    }

    /** 业务日期: an ISO 8601 calendar date. */
    static LocalDate date(@Nullable String text, String field) {
        String given = required(text, field);
        try {
            if (DATE.matcher(given).matches()) {
                return LocalDate.of(Integer.parseInt(given, 0, 4, 10), Integer.parseInt(given, 5, 7, 10), Integer.parseInt(given, 8, 10, 10));
            }
        } catch (DateTimeException e) {
            // Not a day of the calendar.
        }
        throw ProblemException.invalid(field, "a date such as 2023-06-30, not " + PlainText.quoted(given));
    }

    /** An ISO 8601 instant in UTC, at most six decimals of a second. */
    static Instant instant(String text, String field) {
        try {
            if (INSTANT.matcher(text).matches()) {
                return Instant.parse(text);
            }
        } catch (DateTimeParseException e) {
            // Not an instant of the calendar.
        }
        throw ProblemException.invalid(field, "an instant such as 2023-06-30T16:00:00Z, not " + PlainText.quoted(text));
    }

    /** 密钥编号. */
    static String keyId(@Nullable String text, String field) {
        return matching(text, field, KEY_ID.asMatchPredicate(), "the thumbprint of a key (RFC 7638), 43 characters of base64url");
    }

    /** A role that a program may have: looking at what another posts is for people, of whom two are two. */
    static String clientRole(String text, String field) {
        return matching(text, field, CLIENT_ROLES::contains, "officer or publisher");
    }

    /** A place in the log, whether it is there or not. */
    static long position(@Nullable Long value, String field) {
        long position = required(value, field);
        if (position < 1) {
            throw ProblemException.invalid(field, "1 or more");
        }
        return position;
    }

    /** 摘要: SHA-256 in lower-case hex. */
    static String sha256(@Nullable String text, String field) {
        return matching(text, field, SHA_256.asMatchPredicate(), "64 hexadecimal digits in lower case");
    }

    private static String matching(@Nullable String text, String field, Predicate<String> form, String sentence) {
        String given = required(text, field);
        if (!form.test(given)) {
            throw ProblemException.invalid(field, sentence);
        }
        return given;
    }

    /** 检查点: a signed note; whether it is of this log is a matter of decision. */
    static String checkpoint(@Nullable String text, String field) {
        String note = required(text, field);
        try {
            if (CHECKPOINT.matcher(note).matches()) { // a bound of its length, too
                Publication.headOf(note);
                return note;
            }
        } catch (IllegalArgumentException e) {
            // Not as the one way to write a signed note has it.
        }
        throw ProblemException.invalid(field, "a signed checkpoint: origin, size and root, an empty line, signatures");
    }

    static String department(@Nullable String code, String field) {
        return matching(code, field, BudgetId::isDepartment, "a department code is 1 to 12 letters or digits");
    }

    static String unit(@Nullable String code, String field) {
        return matching(code, field, BudgetUnit::isCode, "a unit code is 1 to 24 letters or digits");
    }

    static @Nullable String optionalUnit(@Nullable String code, String field) {
        return code == null ? null : unit(code, field);
    }

    static String jurisdiction(String code, String field) {
        return matching(code, field, Form::isJurisdiction, "a code of six digits (GB/T 2260)");
    }

    static String catalogueCode(@Nullable String code, String field) {
        return matching(code, field, CATALOGUE_CODE.asMatchPredicate(), "A, B or C and 2 to 10 digits (政府采购品目分类目录)");
    }

    static String formId(@Nullable String id, String field) {
        return matching(id, field, Form::isId, "a letter, then letters, digits, _ or -");
    }

    /** A JSON Pointer as fields are called here: {@code tables[0].id}. */
    static String path(String before, String pointer) {
        StringBuilder path = new StringBuilder(before);
        for (String part : pointer.isEmpty() ? new String[0] : pointer.substring(1).split("/", -1)) {
            if (INDEX.matcher(part).matches()) {
                path.append('[').append(part).append(']');
            } else {
                path.append(path.isEmpty() ? "" : ".").append(part.replace("~1", "/").replace("~0", "~"));
            }
        }
        return path.isEmpty() ? "body" : path.toString();
    }

    static int year(@Nullable Integer year, String field) {
        int known = required(year, field);
        if (!BudgetId.isFiscalYear(known)) {
            throw ProblemException.invalid(field, "a fiscal year has four digits");
        }
        return known;
    }

}
