package dev.budgetledger.verifier;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;

/** 表样: the forms of the tables. They are not in the log, so a package could say its tables have other rows: only known ones count. */
final class Templates {

    private static final int BYTES_MAX = 1024 * 1024;

    private Templates() {}

    /** @throws Fault unless this is a form that the verifier knows, or was told to trust */
    static Json.Members read(ByteBuffer bytes, Trust trust) {
        Fault.require(bytes.remaining() <= BYTES_MAX, "表样过长", "longer than a form is");
        Json.Members template = JsonReader.object(bytes);
        CanonicalJson.require(bytes, template);
        ByteBuffer given = trust.template();
        boolean known = given == null ? isKnown(template) : JsonReader.object(given).equals(template);
        Fault.require(known, given == null ? "未知表样, 可用 --template 指定" : "与 --template 不符",
                given == null ? "not known to this verifier: give the form you trust with --template"
                        : "not the one given with --template");
        return template;
    }

    private static boolean isKnown(Json.Members template) {
        ByteBuffer known = known(template.whole("fiscalYear"));
        return known.hasRemaining() && JsonReader.object(known).equals(template);
    }

    private static ByteBuffer known(long year) {
        return resource("disclosure/template-" + year + ".json");
    }

    /** The form of a year that this release knows. */
    static Json.Members of(int year) {
        return JsonReader.object(known(year));
    }

    /** A file of the jar, empty if it is not there. */
    static ByteBuffer resource(String name) {
        try (InputStream in = Templates.class.getResourceAsStream(name)) {
            return ByteBuffer.wrap(in == null ? new byte[0] : in.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
