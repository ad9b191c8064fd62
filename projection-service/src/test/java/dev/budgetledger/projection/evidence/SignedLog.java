package dev.budgetledger.projection.evidence;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

import dev.budgetledger.contract.Watermark;
import dev.budgetledger.contract.merkle.SigningKey;
import dev.budgetledger.projection.disclosure.SampleTemplates;
import dev.budgetledger.projection.disclosure.http.AskedForms;
import dev.budgetledger.projection.disclosure.http.SampleHttp;
import dev.budgetledger.projection.document.http.Documents;
import dev.budgetledger.projection.entries.BudgetReader;
import dev.budgetledger.projection.entries.ChartReader;
import dev.budgetledger.projection.entries.jdbc.JdbcAdoptedForms;
import dev.budgetledger.projection.entries.jdbc.JdbcChartReader;
import dev.budgetledger.projection.entries.jdbc.JdbcEntryReader;
import dev.budgetledger.projection.entries.jdbc.JdbcProofs;
import dev.budgetledger.projection.entries.jdbc.JdbcStatementReader;
import dev.budgetledger.projection.entries.jdbc.JdbcStreamReader;
import dev.budgetledger.projection.intake.StoredLog;
import dev.budgetledger.projection.publication.JdbcPublicationReader;
import dev.budgetledger.projection.samples.SampleLog;
import dev.budgetledger.verifier.Report;
import dev.budgetledger.verifier.Trust;
import dev.budgetledger.verifier.Verification;

import static org.assertj.core.api.Assertions.assertThat;

/** A log that was received with its signed head, and the packages that are made of it. */
public final class SignedLog {

    public static final SigningKey KEY = SigningKey.generate("budget-ledger");

    private final StoredLog stored;
    private final SampleLog log;

    public SignedLog(SampleLog log) {
        this(log, new Watermark(log.lastPosition(), log.now(), head(log)));
    }

    SignedLog(SampleLog log, Watermark watermark) {
        this.log = log;
        stored = new StoredLog(1).batch(log.facts()).watermark(watermark).advance();
    }

    private static String head(SampleLog log) {
        return dev.budgetledger.projection.samples.SignedLog.note(KEY, log.facts());
    }

    /** The signed head comes. */
    void sign() {
        var _ = stored.watermark(new Watermark(log.lastPosition(), log.now(), head(log))).advance();
    }

    MockMvcTester http(String verifierKey) {
        return http(verifierKey, Duration.ZERO);
    }

    MockMvcTester http(String verifierKey, Duration readWait) {
        BudgetReader reader = stored.reader(log.now().plusSeconds(9), readWait);
        ChartReader chart = new JdbcChartReader(stored.jdbc());
        AskedForms forms = SampleHttp.forms(new JdbcAdoptedForms(stored.jdbc()), chart);
        return SampleHttp.of(new EvidenceController(
                reader,
                new JdbcStreamReader(stored.jdbc()),
                new JdbcProofs(stored.jdbc()),
                new JdbcPublicationReader(stored.jdbc()),
                forms,
                new Documents(reader, forms, SampleTemplates.all(), new JdbcStatementReader(stored.jdbc()), chart),
                verifierKey));
    }

    /** Facts one by one. */
    MockMvcTester facts() {
        return SampleHttp.of(new FactEvidenceController(new JdbcEntryReader(stored.jdbc()), new JdbcProofs(stored.jdbc())));
    }

    /** The package of a budget, with parameters: {@code 301/2023}, {@code 301/2023?basis=approved}. */
    public byte[] evidence(String budget) {
        String[] parts = budget.split("\\?", 2);
        MvcTestResult result = http(KEY.verifier().format()).get()
                .uri(SampleHttp.address("/v1/disclosures/" + parts[0] + "/evidence"
                        + (parts.length == 1 ? "" : "?" + parts[1])))
                .exchange();
        if (result.getResponse().getStatus() != 200) {
            throw new IllegalStateException(
                    new String(result.getResponse().getContentAsByteArray(), StandardCharsets.UTF_8));
        }
        return result.getResponse().getContentAsByteArray();
    }

    public static void assertSound(String question, byte[] evidence) {
        Report report = Verification.of(ByteBuffer.wrap(evidence), Trust.in(KEY.verifier()));
        assertThat(report.isSound() && report.formIsProven()).as("%s%n%s", question, report).isTrue();
    }

    /** The files of a package. */
    public static Map<String, byte[]> files(byte[] evidence) {
        Map<String, byte[]> files = new LinkedHashMap<>();
        try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(evidence))) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                files.put(entry.getName(), zip.readAllBytes());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return files;
    }
}
