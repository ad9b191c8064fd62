package dev.budgetledger.ledger.commands.bulk;

import java.io.InputStream;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.exc.JacksonIOException;
import tools.jackson.databind.json.JsonMapper;

import dev.budgetledger.contract.Utf8;
import dev.budgetledger.edge.problems.ProblemCode;
import dev.budgetledger.edge.problems.ProblemException;
import dev.budgetledger.ledger.commands.CommandDocument;
import dev.budgetledger.ledger.commands.JsonFaults;

/** The elements of a JSON array. Where it is no JSON any more nothing after it can be read. */
final class JsonArray implements Items {

    private final Measured in;
    private final JsonParser parser;
    private final Reader reader;
    private long number;
    private boolean ended;

    /** @throws ProblemException if it does not begin as an array does */
    JsonArray(InputStream in, JsonMapper json, Reader reader) throws java.io.IOException {
        this.in = new Measured(in);
        this.parser = json.createParser(Utf8.reader(ByteOrderMark.skip(this.in), StandardCharsets.UTF_8));
        this.reader = reader;
        try {
            if (parser.nextToken() != JsonToken.START_ARRAY) {
                throw new ProblemException(
                        ProblemCode.MALFORMED_JSON, "body", "a JSON array of commands is required");
            }
        } catch (JacksonException fault) {
            throw malformed(fault);
        }
    }

    /** What is said of JSON that is none; a client that is gone is. */
    private static ProblemException malformed(JacksonException fault) throws java.io.IOException {
        if (fault instanceof JacksonIOException gone) {
            if (gone.getCause() instanceof CharacterCodingException) {
                return JsonFaults.notUtf8();
            }
            throw gone.getCause();
        }
        return JsonFaults.malformed(fault);
    }

    @Override
    public @Nullable Item next() throws java.io.IOException {
        if (ended) {
            return null;
        }
        number++;
        try {
            if (parser.nextToken() == JsonToken.END_ARRAY) {
                ended = true;
                return parser.nextToken() == null ? null : reader.illegible(number, new ProblemException(
                        ProblemCode.MALFORMED_JSON, "body", "something follows the array"));
            }
            in.restart();
            return element();
        } catch (JacksonException fault) {
            ended = true;
            return reader.illegible(number, malformed(fault));
        } catch (ProblemException tooLarge) {
            ended = true;
            return reader.illegible(number, tooLarge);
        }
    }

    private Item element() {
        tools.jackson.databind.JsonNode element = parser.readValueAsTree();
        try {
            return reader.read(number, in.restart(), CommandDocument.object(element));
        } catch (ProblemException noObject) {
            return reader.illegible(number, noObject);
        }
    }
}
