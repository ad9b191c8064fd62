package dev.budgetledger.projection.disclosure.http;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.EnumMap;
import java.util.HexFormat;
import java.util.Map;

import dev.budgetledger.contract.ContractJson;
import dev.budgetledger.projection.disclosure.Disclosure;
import dev.budgetledger.projection.disclosure.TableId;
import dev.budgetledger.projection.disclosure.Template;
import dev.budgetledger.projection.entries.Amounts;
import dev.budgetledger.projection.entries.BudgetAsOf;
import dev.budgetledger.projection.entries.Unit;

/** 公开表文件: tables as the files that are published, and what tells one file from another. */
public final class TableFiles {

    private TableFiles() {}

    /** The bytes of the CSV of a table, as HTTP serves it. They do not depend on when it is asked for. */
    public static byte[] csv(TableId id, BudgetAsOf budget, Template forms, Amounts amounts, Unit unit) {
        return Csv.of(document(id, budget, forms, amounts, unit)).getBytes(StandardCharsets.UTF_8);
    }

    /** The JSON of a table as HTTP serves it, in canonical form (RFC 8785). */
    public static byte[] json(TableId id, BudgetAsOf budget, Template forms, Amounts amounts, Unit unit) {
        return ContractJson.canonical(document(id, budget, forms, amounts, unit));
    }

    private static TableDocument document(
            TableId id, BudgetAsOf budget, Template forms, Amounts amounts, Unit unit) {
        return TableDocument.of(Disclosure.table(id, budget.showing(amounts), forms), budget, amounts, unit);
    }

    /** 摘要: the SHA-256 of the CSV of each table, in hex, as {@code sha256sum} prints it. */
    public static Map<TableId, String> digests(BudgetAsOf budget, Template forms, Amounts amounts, Unit unit) {
        Map<TableId, String> digests = new EnumMap<>(TableId.class);
        for (TableId id : TableId.values()) {
            digests.put(id, sha256(csv(id, budget, forms, amounts, unit)));
        }
        return digests;
    }

    /** SHA-256 in lower-case hex (FIPS 180-4). */
    public static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
