package dev.budgetledger.projection.catalogue;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;

import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.jspecify.annotations.Nullable;

import dev.budgetledger.contract.Classification;
import dev.budgetledger.contract.Fund;
import dev.budgetledger.projection.catalogue.ReferenceCatalogue.ListedCode;

/** Reads the files of a catalogue: those that are shipped, or an operator's in their place. */
final class CatalogueFiles {

    static final List<String> HEADER = List.of("code", "name", "level", "parent", "fund", "from", "to");

    private static final Map<String, Classification.Type> FILES = Map.of(
            "function.csv", Classification.Type.FUNCTION,
            "economic.csv", Classification.Type.ECONOMIC,
            "government-economic.csv", Classification.Type.GOVERNMENT_ECONOMIC);

    private static final Pattern FUNCTION = Pattern.compile("[0-9]{3}([0-9]{2}){0,2}");
    private static final Pattern ECONOMIC = Pattern.compile("[0-9]{3}([0-9]{2})?");

    private CatalogueFiles() {}

    /**
     * The catalogue.
     *
     * @param folder whose files stand in place of the shipped ones
     * @throws IllegalArgumentException naming the file and the row that cannot be read
     */
    static ReferenceCatalogue read(@Nullable Path folder) {
        List<ListedCode> codes = new ArrayList<>();
        FILES.forEach((file, type) -> codes.addAll(read(folder, file, type)));
        return new ReferenceCatalogue(codes);
    }

    private static List<ListedCode> read(@Nullable Path folder, String file, Classification.Type type) {
        try (InputStream in = open(folder, file);
                CSVParser rows = CSVFormat.RFC4180.parse(new InputStreamReader(in, StandardCharsets.UTF_8))) {
            List<ListedCode> codes = new ArrayList<>();
            boolean header = true;
            for (CSVRecord row : rows) {
                if (header && (row.size() < HEADER.size() || !row.toList().subList(0, HEADER.size()).equals(HEADER))) {
                    throw new IllegalArgumentException(file + " does not begin with " + String.join(",", HEADER));
                }
                if (!header) {
                    codes.add(read(row, file, type));
                }
                header = false;
            }
            return codes;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file, e);
        }
    }

    private static InputStream open(@Nullable Path folder, String file) throws IOException {
        return folder != null && Files.exists(folder.resolve(file))
                ? Files.newInputStream(folder.resolve(file))
                : Objects.requireNonNull(CatalogueFiles.class.getResourceAsStream("/catalogue/" + file), file);
    }

    private static ListedCode read(CSVRecord row, String file, Classification.Type type) {
        try {
            String code = row.get(0);
            Pattern codes = type == Classification.Type.FUNCTION ? FUNCTION : ECONOMIC;
            String parent = code.substring(0, Math.max(0, code.length() - (code.length() == 3 ? 3 : 2)));
            if (!codes.matcher(code).matches() || row.get(1).isBlank() || !row.get(3).equals(parent)
                    || !row.get(2).equals(String.valueOf(code.length() / 2))) {
                throw new IllegalArgumentException("code, name, level and parent do not agree");
            }
            return new ListedCode(type, code, row.get(1), row.get(4).isEmpty() ? null : Fund.valueOf(row.get(4)),
                    year(row.get(5)), year(row.get(6)));
        } catch (IllegalArgumentException | ArrayIndexOutOfBoundsException e) {
            throw new IllegalArgumentException(file + ", row " + row.getRecordNumber() + ": " + e.getMessage(), e);
        }
    }

    private static @Nullable Integer year(String text) {
        return text.isEmpty() ? null : Integer.valueOf(text);
    }
}
