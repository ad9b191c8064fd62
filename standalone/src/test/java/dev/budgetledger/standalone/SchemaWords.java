package dev.budgetledger.standalone;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.reflect.RecordComponent;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.IntPredicate;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

import dev.budgetledger.contract.CommandBody;
import dev.budgetledger.contract.CommandResult;
import dev.budgetledger.contract.Publication;
import dev.budgetledger.contract.Statement;
import dev.budgetledger.contract.form.Form;

/**
 * What no record says of itself, from a table in {@code resources/schemas}: the form of each field and its meaning. The name
 * of a field that need not be there ends with {@code ?}; a name with its record before it goes before one without.
 */
final class SchemaWords {

    private static final String FORM_ID = "[A-Za-z][A-Za-z0-9_-]{0,63}";

    private static final String STREAM = "(([A-Za-z0-9]{1,12}|classification)-[0-9]{4}|form-" + FORM_ID + "|client-keys|refusals)";

    /** What a form has at least; all of its language is the reader's own. */
    private static final List<String> FORM =
            Arrays.stream(Form.class.getRecordComponents())
                    .filter(field -> !field.getAnnotatedType().isAnnotationPresent(Nullable.class))
                    .map(RecordComponent::getName)
                    .toList();

    private static final String THREE_OR_FIVE = "[0-9]{3}|[0-9]{5}";

    private static final Pattern NAMED = Pattern.compile("[\\p{IsWhite_Space}\\p{Cc}\\p{Cf}\\p{Cs}\\p{Co}\\p{IsNoncharacter_Code_Point}]");

    private static final Pattern IGNORABLE_OR_BLANK = Pattern.compile("[\\u034F\\u115F-\\u1160\\u17B4-\\u17B5\\u180B-\\u180F"
            + "\\u2060-\\u206F\\u2800\\u3164\\uFE00-\\uFE0F\\uFFA0\\uFFF0-\\uFFF8\\uFFFC-\\uFFFD\\x{16FE4}\\x{1D159}"
            + "\\x{E0000}-\\x{E0FFF}]");

    private static final String NOT_IN_TEXTS = ranges(character -> isMisleading(character)
            || !Normalizer.isNormalized(Character.toString(character), Normalizer.Form.NFC));

    private record Word(boolean optional, String form, String meaning) {}

    private final Map<String, Word> words = new LinkedHashMap<>();
    private final Set<String> unused = new TreeSet<>();

    SchemaWords(String table) {
        try (InputStream in = Objects.requireNonNull(SchemaWords.class.getResourceAsStream("/schemas/" + table), table)) {
            new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().filter(row -> !row.isBlank()).forEach(row -> {
                String[] cells = row.split(" *\\| *", 3);
                String name = cells[0].replace("?", "");
                words.put(name, new Word(cells[0].endsWith("?"), cells[1], cells[2]));
            });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        unused.addAll(words.keySet());
    }

    /** Rows that nothing has asked for. */
    Set<String> unused() {
        return unused;
    }

    boolean isOptional(RecordComponent field) {
        return word(field).optional();
    }

    String meaning(RecordComponent field) {
        return word(field).meaning();
    }

    String meaning(String type) {
        return word(type).meaning();
    }

    private Word word(RecordComponent field) {
        String own = field.getDeclaringRecord().getSimpleName() + "." + field.getName();
        return word(words.containsKey(own) ? own : field.getName());
    }

    private Word word(String name) {
        unused.remove(name);
        return Objects.requireNonNull(words.get(name), () -> "no words for " + name);
    }

    /** The form of a field's value. */
    ObjectNode form(RecordComponent field) {
        return form(word(field));
    }

    /** The form of each text of a list. */
    ObjectNode formOfItems(RecordComponent field) {
        return form(word(field.getName() + "[]"));
    }

    private static ObjectNode form(Word word) {
        String[] form = word.form().split(" ", 3);
        ObjectNode schema = SchemaShapes.json();
        return switch (form[0]) {
            case "-" -> schema;
            case "text" -> schema.put("$ref", "#/$defs/Text").put("maxLength", Integer.parseInt(form[1]));
            case "name" -> schema.put("$ref", "#/$defs/Text").put("maxLength", Integer.parseInt(form[1]))
                    .put("pattern", "^[^" + ranges(SchemaWords::beginsFormula) + "]");
            case "list" -> form.length == 2
                    ? schema.put("minItems", Integer.parseInt(form[1]))
                    : schema.put("minItems", Integer.parseInt(form[1])).put("maxItems", Integer.parseInt(form[2]));
            case "set" -> schema.put("minItems", Integer.parseInt(form[1])).put("maxItems", Integer.parseInt(form[2])).put("uniqueItems", true);
            case "number" -> form.length == 2
                    ? schema.put("minimum", Long.parseLong(form[1]))
                    : schema.put("minimum", Long.parseLong(form[1])).put("maximum", Long.parseLong(form[2]));
            case "department" -> pattern("[A-Za-z0-9]{1,12}");
            case "stream" -> pattern(STREAM);
            case "id" -> pattern(STREAM + "-(0|[1-9][0-9]{0,17})");
            case "jurisdiction" -> pattern("[0-9]{6}");
            case "name-of-form" -> pattern(FORM_ID);
            case "form" -> {
                FORM.forEach(schema.putArray("required")::add);
                yield schema;
            }
            case "unit" -> pattern("[A-Za-z0-9]{1,24}");
            case "code" -> pattern("(" + THREE_OR_FIVE + "|[0-9]{7})");
            case "amount" -> pattern("-?(0|[1-9][0-9]{0,15})(\\.[0-9]{1,2})?");
            case "yuan" -> pattern("-?(0|[1-9][0-9]{0,16})\\.[0-9]{2}");
            case "date" -> pattern("[0-9]{4}-[0-9]{2}-[0-9]{2}").put("format", "date");
            case "instant" -> pattern("[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}\\.[0-9]{6}Z")
                    .put("format", "date-time");
            case "utc" -> pattern("[0-9]{4}-[0-9]{2}-[0-9]{2}T([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](\\.[0-9]{1,6})?Z")
                    .put("format", "date-time");
            case "client-name" -> schema.put("$ref", "#/$defs/Text").put("maxLength", 100).put("pattern", "^client:[^#]+$");
            case "client-role" -> pattern("(officer|publisher)");
            case "department-or-all" -> pattern("([A-Za-z0-9]{1,12}|\\*)");
            case "kty" -> pattern("(OKP|EC)");
            case "crv" -> pattern("(Ed25519|P-256)");
            case "coordinate", "key-id" -> pattern("[A-Za-z0-9_-]{43}");
            case "decimal" -> pattern("(0|[1-9][0-9]{0,14})(\\.[0-9]{1,6})?");
            case "catalogue-code" -> pattern("[ABC][0-9]{2,10}");
            case "money" -> pattern("(-?0(\\.0{1,2})?|(0|[1-9][0-9]{0,12})(\\.[0-9]{1,2})?|10{13}(\\.0{1,2})?)");
            case "sha256" -> pattern("[A-Za-z0-9+/]{43}=");
            case "hex" -> pattern("[0-9a-f]{64}");
            case "note" -> pattern("[^\\x00- ]{1,255}\\n(0|[1-9][0-9]{0,17})\\n[A-Za-z0-9+/]{43}=\\n"
                    + "(streams/v1 [A-Za-z0-9+/]{43}=\\n)?\\n"
                    + "(— [^\\x00- ]{1,255} ([A-Za-z0-9+/]{4}){2,64}([A-Za-z0-9+/]{3}=|[A-Za-z0-9+/]{2}==)?\\n){1,16}");
            default -> throw new IllegalArgumentException("no such form: " + form[0]);
        };
    }

    /** Without a form as many tables as there are, and each of them: so each once. */
    private static ObjectNode publication(ObjectNode rules) {
        ObjectNode inForm = rules.putObject("if");
        inForm.putArray("required").add("form");
        inForm.putObject("properties").putObject("form").put("type", "object");
        ObjectNode otherwise = rules.putObject("else");
        otherwise.putArray("required").add("unit");
        ObjectNode fields = otherwise.putObject("properties");
        fields.putObject("unit").put("type", "string");
        eachTable(fields.putObject("tables"));
        return rules;
    }

    private static ObjectNode eachTable(ObjectNode schema) {
        int count = Publication.TABLES.size();
        ArrayNode each = schema.put("minItems", count).put("maxItems", count).putArray("allOf");
        for (String id : Publication.TABLES) {
            ObjectNode contained = each.addObject().putObject("contains");
            contained.putArray("required").add("id");
            contained.putObject("properties").putObject("id").put("const", id);
        }
        return schema;
    }

    /** What ties fields of a record together. */
    static ObjectNode rules(Class<?> type) {
        ObjectNode rules = SchemaShapes.json();
        if (type.getSimpleName().startsWith("Classification") && hasField(type, "code")) {
            rules.putObject("if").putObject("properties").putObject("type").putArray("enum").add("ECONOMIC").add("GOVERNMENT_ECONOMIC");
            rules.putObject("then").putObject("properties").set("code", pattern("(" + THREE_OR_FIVE + ")"));
        } else if (type == Publication.class || type == CommandBody.PublicationBody.class) {
            publication(rules);
        } else if (type == Statement.class || type == CommandBody.SaidBody.class) {
            ArrayNode parts = rules.putArray("oneOf");
            for (RecordComponent part : type.getRecordComponents()) {
                ObjectNode one = parts.addObject();
                one.putArray("required").add(part.getName());
                one.putObject("properties").putObject(part.getName()).put("type", "object");
            }
        } else if (type == CommandBody.ProposalBody.class) {
            proposal(rules);
        } else if (type == CommandBody.ClientKeyBody.class) {
            rules.putObject("if").putObject("properties").putObject("departments").putObject("contains").put("const", "*");
            rules.putObject("then").putObject("properties").putObject("departments").put("maxItems", 1);
        } else if (type == CommandBody.StatementBody.class) {
            rules.setAll(keyOfStatement());
        } else if (type == CommandResult.class) {
            rules.putArray("oneOf")
                    .add(SchemaShapes.json().set("required", rules.arrayNode().add("receipt")))
                    .add(SchemaShapes.json().set("required", rules.arrayNode().add("problem")))
                    .add(SchemaShapes.json().set("required", rules.arrayNode().add("dryRun")));
        }
        return rules;
    }

    /** What some operations need, or may have, no other has. A chain, for the sake of the generator of clients, which reads no {@code allOf} here. */
    private static void proposal(ObjectNode rules) {
        rules.set("if", operation("TRANSFER"));
        only(rules.putObject("then"), Map.of("amount", "string", "from", "object", "to", "object"), List.of("lines", "postingId"));
        ObjectNode otherwise = rules.putObject("else");
        otherwise.set("if", operation("REVERSE"));
        only(otherwise.putObject("then"), Map.of("postingId", "string"), List.of("amount", "authority", "from", "lines", "to"));
        only(otherwise.putObject("else"), Map.of("lines", "array"), List.of("amount", "authority", "from", "postingId", "to"));
    }

    private static ObjectNode operation(String name) {
        ObjectNode rule = SchemaShapes.json();
        rule.putObject("properties").putObject("operation").put("const", name);
        return rule;
    }

    private static void only(ObjectNode rule, Map<String, String> needed, List<String> none) {
        ArrayNode required = rule.putArray("required");
        ObjectNode typed = rule.putObject("properties");
        new TreeMap<>(needed).forEach((field, type) -> {
            required.add(field);
            typed.putObject(field).put("type", type);
        });
        none.forEach(field -> typed.putObject(field).put("type", "null"));
    }

    /** Some parts have a key, some have none. */
    private static ObjectNode keyOfStatement() {
        ObjectNode rules = SchemaShapes.json();
        rules.set("if", saidOf("profile", "assets"));
        rules.putObject("then").putObject("properties").putObject("key").put("type", "null");
        ObjectNode otherwise = rules.putObject("else");
        otherwise.set("if", saidOf("procurement", "explanation"));
        ObjectNode keyed = otherwise.putObject("then");
        keyed.putArray("required").add("key");
        keyed.putObject("properties").putObject("key").put("type", "string");
        return rules;
    }

    private static ObjectNode saidOf(String... parts) {
        ObjectNode said = SchemaShapes.json();
        ArrayNode any = said.putObject("properties").putObject("statement").putArray("anyOf");
        for (String part : parts) {
            ObjectNode one = any.addObject();
            one.putArray("required").add(part);
            one.putObject("properties").putObject(part).put("type", "object");
        }
        return said;
    }

    private static boolean hasField(Class<?> type, String name) {
        for (RecordComponent field : type.getRecordComponents()) {
            if (field.getName().equals(name)) {
                return true;
            }
        }
        return false;
    }

    /**
     * A text as {@code Fields.text} takes it, its length aside: words with one space between them. Two things that it refuses
     * are left to it, since no range says them: characters that Unicode does not have yet, and what is composed otherwise.
     */
    static ObjectNode text() {
        return SchemaShapes.json()
                .put("description", "Not blank; one plain space between words; no control characters and none that are not "
                        + "seen; composed as Unicode's NFC.")
                .put("pattern", "^[^ " + NOT_IN_TEXTS + "]+( [^ " + NOT_IN_TEXTS + "]+)*$");
    }

    /** What is not seen, or means nothing: by the names of Unicode, and its DerivedCoreProperties. */
    static boolean isMisleading(int character) {
        String text = Character.toString(character);
        return character != ' ' && (NAMED.matcher(text).matches() || IGNORABLE_OR_BLANK.matcher(text).matches());
    }

    private static boolean beginsFormula(int character) {
        return Normalizer.normalize(Character.toString(character), Normalizer.Form.NFKC).matches("(?s)[=+\\-@\u2212].*");
    }

    /** Ranges rather than names of categories: not every dialect of regular expressions knows those. */
    private static String ranges(IntPredicate in) {
        StringBuilder ranges = new StringBuilder();
        for (int first = 0; first <= Character.MAX_CODE_POINT; first++) {
            if (in.test(first)) {
                int last = first;
                while (last < Character.MAX_CODE_POINT && in.test(last + 1)) {
                    last++;
                }
                ranges.append(escaped(first)).append(first == last ? "" : "-" + escaped(last));
                first = last;
            }
        }
        return ranges.toString();
    }

    private static String escaped(int character) {
        // No escape of what is beyond \uFFFF is understood everywhere; the character itself is.
        return Character.isBmpCodePoint(character) ? String.format("\\u%04X", character) : Character.toString(character);
    }

    private static ObjectNode pattern(String pattern) {
        return SchemaShapes.json().put("pattern", "^" + pattern + "$");
    }
}
