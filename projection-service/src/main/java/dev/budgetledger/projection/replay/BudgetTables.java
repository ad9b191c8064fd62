package dev.budgetledger.projection.replay;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.LocalDate;
import java.util.HexFormat;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessException;

import dev.budgetledger.contract.BudgetId;
import dev.budgetledger.projection.disclosure.Disclosure;
import dev.budgetledger.projection.disclosure.TableId;
import dev.budgetledger.projection.disclosure.Template;
import dev.budgetledger.projection.disclosure.Templates;
import dev.budgetledger.projection.disclosure.http.TableFiles;
import dev.budgetledger.projection.entries.AsOf;
import dev.budgetledger.projection.entries.Basis;
import dev.budgetledger.projection.entries.BudgetAsOf;
import dev.budgetledger.projection.entries.BudgetReader;
import dev.budgetledger.projection.entries.Unit;

/** Compares the tables of budget after budget by two readers, and keeps no more of them than what came out. */
final class BudgetTables {

    private final BudgetReader served;
    private final BudgetReader rebuilt;
    private final Templates templates;
    private final MessageDigest ofServed = sha256();
    private final MessageDigest ofRebuilt = sha256();
    private long compared;
    private long different;
    private Drift.@Nullable OfCell first;

    BudgetTables(BudgetReader served, BudgetReader rebuilt, Templates templates) {
        this.served = served;
        this.rebuilt = rebuilt;
        this.templates = templates;
    }

    void compare(String stream, ReplayDocument.Point point) {
        for (Basis basis : Basis.values()) {
            compared += TableId.values().length;
            try {
                compare(BudgetId.ofStream(stream), basis, point);
            } catch (DataAccessException e) {
                throw e;
            } catch (RuntimeException e) {
                // Whatever cannot be made a table of was not written by the intake.
                different += TableId.values().length;
                found(TableReconciliation.whole(stream, basis, "unreadable: " + e.getMessage(), null));
            }
        }
    }

    private void compare(BudgetId id, Basis basis, ReplayDocument.Point point) {
        LocalDate effectiveOn = point.effectiveOn() == null
                ? LocalDate.of(id.fiscalYear(), 12, 31)
                : point.effectiveOn();
        AsOf asOf = new AsOf(effectiveOn, point.recordedAsOf(), point.position());
        Template forms = templates.of(id.fiscalYear());
        Optional<BudgetAsOf> should = rebuilt.read(id, asOf, basis);
        Map<String, String> expected = digests(should, forms, ofRebuilt);
        Optional<BudgetAsOf> is = served.read(id, asOf, basis);
        Map<String, String> digests = digests(is, forms, ofServed);
        if (is.isPresent() && should.isPresent()) {
            for (TableId table : TableId.values()) {
                if (!Objects.equals(digests.get(table.id()), expected.get(table.id()))) {
                    different++;
                    TableReconciliation.first(table, is.get(), should.get(), forms).ifPresent(this::found);
                }
            }
        } else if (is.isPresent() != should.isPresent()) {
            different += TableId.values().length;
            found(TableReconciliation.whole(id.stream(), basis, openOrNot(is), openOrNot(should)));
        }
    }

    private static String openOrNot(Optional<BudgetAsOf> budget) {
        return budget.isPresent() ? "open" : "not open";
    }

    ReplayDocument.Tables result() {
        return new ReplayDocument.Tables(compared, different,
                new ReplayDocument.Digests(hex(ofServed), hex(ofRebuilt)), first);
    }

    private void found(Drift.OfCell difference) {
        if (first == null) {
            first = difference;
        }
    }

    private static Map<String, String> digests(Optional<BudgetAsOf> budget, Template forms, MessageDigest all) {
        Map<String, String> digests = budget
                .<Map<String, String>>map(each -> TableFiles.digests(Disclosure.tables(each, forms), each, Unit.YUAN))
                .orElse(Map.of());
        digests.forEach((id, digest) -> all.update((budget.orElseThrow().id().stream() + " "
                        + TableReconciliation.word(budget.orElseThrow().basis()) + " " + id + " " + digest + "\n")
                .getBytes(StandardCharsets.UTF_8)));
        return digests;
    }

    private static String hex(MessageDigest digest) {
        return HexFormat.of().formatHex(digest.digest());
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
