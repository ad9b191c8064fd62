package dev.budgetledger.edge.access;

import java.util.List;
import java.util.stream.Stream;

import com.fasterxml.jackson.annotation.JsonInclude;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** What a file of access keys says: {@code {"keys": […]}}, an entry for each key. */
public record KeysFile(List<AccessKey> keys) {

    private static final JsonMapper JSON = JsonMapper.builder(JsonFactory.builder()
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build())
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .enable(SerializationFeature.INDENT_OUTPUT)
            .changeDefaultPropertyInclusion(each -> each.withValueInclusion(JsonInclude.Include.NON_NULL))
            .build();

    public KeysFile {
        keys = List.copyOf(keys);
    }

    /**
     * Reads one.
     *
     * @throws IllegalArgumentException if it is none
     */
    public static KeysFile parse(byte[] file) {
        try {
            return JSON.readValue(file, KeysFile.class);
        } catch (JacksonException fault) {
            throw new IllegalArgumentException(why(fault), fault);
        } catch (NullPointerException missing) {
            throw new IllegalArgumentException("a field is missing", missing);
        }
    }

    /** As it is written. */
    public String text() {
        return JSON.writeValueAsString(this) + "\n";
    }

    /** With one entry more, in place of those of its name. */
    public KeysFile with(AccessKey entry) {
        return new KeysFile(Stream.concat(keys.stream().filter(each -> !each.name().equals(entry.name())), Stream.of(entry)).toList());
    }

    /** Without what Jackson quotes of the file. */
    private static String why(JacksonException fault) {
        return fault.getOriginalMessage() + " (line " + (fault.getLocation() == null ? 0 : fault.getLocation().getLineNr()) + ")";
    }
}
