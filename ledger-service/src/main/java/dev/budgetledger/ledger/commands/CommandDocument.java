package dev.budgetledger.ledger.commands;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

import dev.budgetledger.contract.BudgetId;
import dev.budgetledger.contract.CommandLimits;
import dev.budgetledger.contract.PlainText;
import dev.budgetledger.edge.problems.ProblemCode;
import dev.budgetledger.edge.problems.ProblemException;
import dev.budgetledger.ledger.budget.Command;
import dev.budgetledger.ledger.store.Submission;

/**
 * 指令: one command as one JSON object, where commands come by the many. It has the fields of the body of the single request,
 * and what is said there by the address and the headers: {@code type}, {@code department}, {@code fiscalYear},
 * {@code idempotencyKey}, {@code postedBy}, {@code expectedSequence}.
 */
@Component
public final class CommandDocument {

    private final JsonMapper json;

    /** @param json the mapper that refuses what it does not know */
    public CommandDocument(JsonMapper json) {
        this.json = json;
    }

    /** What stands round every command. */
    record Surroundings(
            @Nullable String type,
            @Nullable String idempotencyKey,
            @Nullable String postedBy,
            @Nullable Long expectedSequence) {}

    /** The budget that a command is for. */
    record Address(@Nullable String department, @Nullable Integer fiscalYear) {
        BudgetId budget() {
            return new BudgetId(Fields.department(department, "department"), Fields.year(fiscalYear, "fiscalYear"));
        }
    }

    /**
     * The JSON of a document.
     *
     * @throws ProblemException if it is no JSON object
     */
    public ObjectNode parse(byte[] document) {
        try {
            return object(json.readTree(JsonFaults.text(document)));
        } catch (JacksonException fault) {
            throw JsonFaults.malformed(fault);
        }
    }

    /**
     * A document among others, as it was read.
     *
     * @throws ProblemException if it is no JSON object
     */
    public static ObjectNode object(@Nullable JsonNode document) {
        if (document instanceof ObjectNode object) {
            return object;
        }
        throw new ProblemException(
                ProblemCode.MALFORMED_JSON, "body", "a command is a JSON object");
    }

    /** What a command that is too large is told. */
    public static ProblemException tooLarge() {
        return new ProblemException(
                ProblemCode.BODY_TOO_LARGE, "body", "a command has at most " + CommandLimits.BYTES_MAX + " bytes");
    }

    /**
     * An idempotency key that comes beside a document.
     *
     * @param field what it comes in
     * @throws ProblemException if it cannot be one
     */
    public static String key(@Nullable String text, String field) {
        return Fields.text(text, field, CommandLimits.IDEMPOTENCY_KEY_CHARS_MAX);
    }

    /** The idempotency key of a document that need not be right otherwise, null if it cannot be one. */
    public static @Nullable String keyOf(ObjectNode document) {
        JsonNode key = document.get("idempotencyKey");
        if (key == null || !key.isString()) {
            return null;
        }
        try {
            return key(key.stringValue(), "idempotencyKey");
        } catch (ProblemException none) {
            return null;
        }
    }

    /**
     * The command of a document, which is used up.
     *
     * @param poster who posts it
     * @param key its idempotency key, if the document does not say
     * @throws ProblemException if it says nothing the ledger could decide on
     */
    public Submission read(ObjectNode document, Poster poster, @Nullable String key) {
        Surroundings around = bind(
                take(document, "type", "idempotencyKey", "postedBy", "expectedSequence"), Surroundings.class);
        Long sequence = around.expectedSequence();
        if (sequence != null && sequence < 0) {
            throw ProblemException.invalid("expectedSequence", "zero or more");
        }
        return poster.submission(
                command(Fields.required(around.type(), "type"), document),
                around.postedBy() == null ? null : Fields.text(around.postedBy(), "postedBy", CommandLimits.POSTED_BY_CHARS_MAX),
                around.idempotencyKey() == null ? key : Fields.text(around.idempotencyKey(), "idempotencyKey", CommandLimits.IDEMPOTENCY_KEY_CHARS_MAX),
                sequence);
    }

    private Command command(String type, ObjectNode document) {
        CommandType operation = CommandType.named(type);
        if (operation == null) {
            throw ProblemException.invalid("type", "one of " + CommandType.types() + ", not " + PlainText.quoted(type));
        }
        CommandType.Address at = operation.isOnBudget()
                ? new CommandType.Address(bind(take(document, "department", "fiscalYear"), Address.class).budget(), "fiscalYear")
                : null;
        return operation.ofDocument().apply(bind(document, operation.document()), at);
    }

    private ObjectNode take(ObjectNode document, String... names) {
        ObjectNode taken = json.createObjectNode();
        for (String name : names) {
            JsonNode value = document.remove(name);
            if (value != null) {
                taken.set(name, value);
            }
        }
        return taken;
    }

    private <T> T bind(ObjectNode fields, Class<T> type) {
        try {
            return json.treeToValue(fields, type);
        } catch (JacksonException fault) {
            throw JsonFaults.malformed(fault);
        }
    }
}
