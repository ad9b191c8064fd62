package dev.budgetledger.standalone.oracle;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import dev.budgetledger.contract.Sha256;
import dev.budgetledger.verifier.Check;
import dev.budgetledger.verifier.Report;
import dev.budgetledger.verifier.Trust;
import dev.budgetledger.verifier.Verification;

import static org.assertj.core.api.Assertions.assertThat;

/** 四眼 from end to end: rules are adopted, one proposes and another approves, and the package alone proves it, to other code. */
class FourEyesEvidenceTest {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String BUDGET = "/v1/budgets/301/2023";
    private static final String PAPER = "\"documentNo\":\"石财预〔2023〕18号\",\"effectiveOn\":\"2023-06-30\",\"reason\":\"年中调整\"";
    private static final String OFFICE = """
            "fund":"GENERAL_PUBLIC","function":"2010301","kind":"OPERATING","economic":"30201\"""";
    private static final String TRAVEL = """
            "fund":"GENERAL_PUBLIC","function":"2010301","kind":"OPERATING","economic":"30211\"""";

    private long position;

    @Test
    void what_another_approved_is_proven_by_the_package_and_an_approver_put_in_his_place_is_found(@TempDir Path folder) throws Exception {
        try (BothServices services = new BothServices(folder)) {
            as(services, "wang", "/v1/classifications/2023", resource("/sample/classification-2023.json"));
            as(services, "wang", "/v1/budgets", resource("/sample/budget-2023.json"));
            as(services, "wang", "/v1/budgets", "{\"department\":{\"code\":\"302\",\"name\":\"他部门\"},\"fiscalYear\":2023}");
            as(services, "wang", BUDGET + "/allocations", "{" + PAPER + ",\"lines\":[{" + OFFICE + ",\"amount\":\"1000.00\"},{" + TRAVEL
                    + ",\"amount\":\"1000.00\"}]}");
            as(services, "li", "/v1/rules", "{\"fiscalYear\":2023,\"department\":\"301\"," + PAPER.replace("06-30", "01-01")
                    + ",\"rules\":[{\"operations\":[\"ADJUST\"],\"from\":\"100.00\",\"checkers\":2},{\"operations\":[\"FREEZE\"],\"percent\":50,\"checkers\":1}]}");
            as(services, "li", "/v1/rules", "{\"fiscalYear\":2023," + PAPER.replace("06-30", "01-01")
                    + ",\"rules\":[{\"operations\":[\"TRANSFER\",\"REVERSE\"],\"checkers\":1}]}");

            String adjusted = proposed(services, "wang", "\"operation\":\"ADJUST\"," + PAPER + ",\"lines\":[{" + OFFICE + ",\"amount\":\"100.00\"}]");
            approve(services, "li", adjusted);
            String posting = approve(services, "zhang", adjusted);
            String moved = proposed(services, "wang", "\"operation\":\"TRANSFER\"," + PAPER + ",\"amount\":\"1.00\",\"from\":{" + OFFICE + "},\"to\":{"
                    + TRAVEL + "}");
            approve(services, "li", moved);
            approve(services, "li", proposed(services, "wang", "\"operation\":\"REVERSE\"," + PAPER + ",\"postingId\":\"" + posting + "\""));
            approve(services, "li", proposed(services, "wang", "\"operation\":\"FREEZE\"," + PAPER + ",\"lines\":[{" + OFFICE + ",\"amount\":\"500.00\"}]"));
            approve(services, "li", proposed(services, "wang", "\"operation\":\"TRANSFER\"," + PAPER + ",\"amount\":\"2.00\",\"from\":{" + OFFICE
                    + "},\"to\":{\"department\":\"302\"," + TRAVEL + "}"));
            as(services, "wang", BUDGET + "/adjustments", "{" + PAPER + ",\"lines\":[{" + OFFICE + ",\"amount\":\"99.99\"}]}");
            String sentBack = proposed(services, "wang", "\"operation\":\"ADJUST\"," + PAPER + ",\"lines\":[{" + OFFICE + ",\"amount\":\"200.00\"}]");
            as(services, "li", BUDGET + "/rejections", "{\"proposal\":\"" + sentBack + "\",\"reason\":\"依据不足\"}");

            String address = "/v1/disclosures/301/2023/evidence?position=" + position;
            Report report = services.evidence(address);

            assertThat(report.isSound()).as("%s", report).isTrue();
            assertThat(report.rulesKept()).as("%s", report).isTrue();
            assertThat(report.toString()).contains("four eyes: 5 postings needed another checker, each had one; of 1 that touch another budget ");
            Report ofOther = services.evidence(address.replace("301", "302"));
            assertThat(ofOther.isSound() && ofOther.rulesKept()).as("%s", ofOther).isTrue();
            assertThat(ofOther.toString()).contains("four eyes: 1 postings needed another checker, each had one; of 1 that touch another budget ");

            byte[] forged = packedAgain(services.download(address), "[\"li\",\"zhang\"]", "[\"li\",\"zheng\"]");
            Report ofForged = Verification.of(ByteBuffer.wrap(forged), Trust.in(BothServices.KEY.verifier()));
            assertThat(ofForged.found(Check.PROOFS)).as("%s", ofForged).isTrue();
            assertThat(ofForged.isSound()).isFalse();
        }
    }

    private String proposed(BothServices services, String who, String proposal) throws Exception {
        return as(services, who, BUDGET + "/proposals", "{" + proposal + "}").get("postingId").asString();
    }

    private String approve(BothServices services, String who, String proposal) throws Exception {
        return as(services, who, BUDGET + "/approvals", "{\"proposal\":\"" + proposal + "\"}").path("postingId").asString("");
    }

    private JsonNode as(BothServices services, String who, String path, String body) throws Exception {
        HttpResponse<String> answer = services.postAs(who, services.ledger, path, body);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
        JsonNode receipt = JSON.readTree(answer.body());
        position = receipt.get("position").asLong();
        return receipt;
    }

    /** With another text in the facts, and a manifest that is right. */
    private static byte[] packedAgain(byte[] evidence, String from, String to) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        StringBuilder manifest = new StringBuilder();
        try (ZipInputStream in = new ZipInputStream(new ByteArrayInputStream(evidence)); ZipOutputStream zip = new ZipOutputStream(out)) {
            for (ZipEntry each = in.getNextEntry(); each != null; each = in.getNextEntry()) {
                byte[] file = in.readAllBytes();
                if (each.getName().equals("facts.ndjson")) {
                    String facts = new String(file, StandardCharsets.UTF_8);
                    assertThat(facts).contains(from);
                    file = facts.replace(from, to).getBytes(StandardCharsets.UTF_8);
                }
                if (each.getName().equals("manifest.txt")) {
                    file = manifest.toString().getBytes(StandardCharsets.UTF_8);
                }
                manifest.append(Sha256.hex(file)).append("  ").append(each.getName()).append('\n');
                add(zip, each.getName(), file);
            }
        }
        return out.toByteArray();
    }

    private static void add(ZipOutputStream zip, String name, byte[] file) throws IOException {
        CRC32 crc = new CRC32();
        crc.update(file);
        ZipEntry entry = new ZipEntry(name);
        entry.setMethod(ZipEntry.STORED);
        entry.setTimeLocal(LocalDateTime.of(1980, 2, 1, 0, 0));
        entry.setSize(file.length);
        entry.setCrc(crc.getValue());
        zip.putNextEntry(entry);
        zip.write(file);
    }

    private static String resource(String name) throws Exception {
        return Files.readString(Path.of("src/main/resources" + name));
    }
}
