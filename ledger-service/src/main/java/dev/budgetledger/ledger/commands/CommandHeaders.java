package dev.budgetledger.ledger.commands;

import java.nio.charset.CharacterCodingException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

import dev.budgetledger.contract.CommandLimits;
import dev.budgetledger.contract.HttpHeaderNames;
import dev.budgetledger.contract.Utf8;
import dev.budgetledger.edge.problems.ProblemException;

/** The headers of a request that say what surrounds its command, read strictly. */
public final class CommandHeaders {

    private static final Pattern ENTITY_TAG = Pattern.compile("\"?([0-9]{1,18})\"?");

    private CommandHeaders() {}

    /**
     * Whether a parameter of the query is true. Nothing is ignored: a misspelt {@code dryRun} would post.
     *
     * @throws ProblemException if it is neither true nor false
     */
    public static boolean flag(HttpServletRequest request, String name) {
        return switch (request.getParameter(name)) {
            case "true" -> true;
            case "false" -> false;
            case null -> false;
            default -> throw ProblemException.invalid(name, "true or false");
        };
    }

    /** Who is said to post. */
    static @Nullable String postedBy(@Nullable String header) {
        return header == null ? null : Fields.text(utf8(header, HttpHeaderNames.POSTED_BY), HttpHeaderNames.POSTED_BY, CommandLimits.POSTED_BY_CHARS_MAX);
    }

    /** The caller's name for the request. */
    public static @Nullable String key(@Nullable String header) {
        return header == null ? null : CommandDocument.key(utf8(header, HttpHeaderNames.IDEMPOTENCY_KEY), HttpHeaderNames.IDEMPOTENCY_KEY);
    }

    static @Nullable Long sequence(@Nullable String header) {
        if (header == null) {
            return null;
        }
        Matcher tag = ENTITY_TAG.matcher(header.strip());
        if (!tag.matches()) {
            throw ProblemException.invalid(HttpHeaderNames.IF_MATCH, "names a stream sequence such as \"17\"");
        }
        return Long.valueOf(tag.group(1));
    }

    private static String utf8(String header, String name) {
        try {
            return Utf8.ofHeader(header);
        } catch (CharacterCodingException e) {
            throw ProblemException.invalid(name, "not UTF-8");
        }
    }
}
